/** The rights with which Terraform can deploy tenants of one account, and the boundary that holds them. */
import { loadProject } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import type { Problem } from '../../config/yaml/problem';
import { BOUNDARY_NAME, boundaryPolicy } from '../../policies/boundary-policy';
import { deployableTenants } from '../../policies/deployable';
import { deployerPolicy, unbounded } from '../../policies/deployer-policy';
import { documentOf, type Policy, type PolicyDocument, policyJson } from '../../policies/policy-document';
import { QUOTAS } from '../../policies/quotas';
import { tenantWords } from '../../report/cause';

export interface DeployerDocument {
  readonly document: PolicyDocument;
  /** What the person who hands it out has to know. Empty where there is nothing. */
  readonly remarks: readonly string[];
  /** What is wrong with files of tenants that nobody asked for by name: their rights are not among these. */
  readonly leftOut: readonly Problem[];
}

/** Tenants of one account, and what is wrong with those that would be among them. */
type OfOneAccount = Pick<DeployerDocument, 'leftOut'> & { readonly tenants: readonly Tenant[] };

/** `patterns`: names of tenants, none meaning all. Throws `UserError`, also where these lie in several accounts. */
export function deployerDocument(project: string, patterns: readonly string[]): DeployerDocument {
  const { tenants, leftOut } = ofOneAccount(project, patterns);
  const policy = deployerPolicy(tenants);
  return {
    document: documentOf(policy),
    remarks: [...tooLong(policy), ...withoutBoundary(unbounded(tenants))],
    leftOut,
  };
}

/** It is still whole: who attaches it may take it apart by statements, too. */
function tooLong(policy: Policy): readonly string[] {
  const size = policyJson(policy).length;
  const { limit } = QUOTAS.managed;
  if (size <= limit) return [];
  return [
    `This policy is ${size} characters long without white space; AWS allows ${limit} in a managed policy: name fewer tenants at a time, and attach a policy for each group of them to the deployer's role.`,
  ];
}

/** A boundary that fits all of these tenants. Throws likewise, and where it would be too long for AWS. */
export function boundaryDocument(project: string, patterns: readonly string[]): DeployerDocument {
  const { tenants, leftOut } = ofOneAccount(project, patterns);
  const free = unbounded(tenants).length > 0;
  return {
    document: documentOf(boundaryPolicy(tenants)),
    remarks: [
      `An administrator makes it: aws iam create-policy --policy-name ${BOUNDARY_NAME} --policy-document file://boundary.json`,
      ...(free
        ? [
            `Then handshake.yaml says defaults: { permissionsBoundary: "arn:{partition}:iam::{account}:policy/${BOUNDARY_NAME}" }, and deployer-policy holds the deployer to it.`,
          ]
        : []),
      'A new tenant needs a new version of it (aws iam create-policy-version), which the deployer cannot make.',
    ],
    leftOut,
  };
}

function withoutBoundary(tenants: readonly Tenant[]): readonly string[] {
  if (tenants.length === 0) return [];
  const names = tenantWords(tenants.map(({ name }) => name));
  const have = tenants.length > 1 ? 'have' : 'has';
  return [
    `These rights amount to those of an administrator of the account: ${names} ${have} no permissions boundary, so everybody who has these rights can give such a role every right and assume it. deployer-policy --with-boundary prints a boundary that ends that.`,
  ];
}

/** Roles and access points of two accounts in one policy would be rights that nobody can use. */
function ofOneAccount(project: string, patterns: readonly string[]): OfOneAccount {
  const { tenants, leftOut } = deployableTenants(loadProject(project, { tenants: patterns }), patterns);
  const accounts = [...new Set(tenants.map(({ account }) => account))];
  if (accounts.length > 1)
    throw new UserError(
      `these tenants lie in several accounts (${tenantWords(accounts)}): name those of one`,
    );
  return { tenants, leftOut };
}
