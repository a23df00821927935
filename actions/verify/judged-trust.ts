/** Who may assume the target role, by its deployed trust policy. */

import type { TargetPolicies } from '../../aws/deployed/target-policies';
import { targetRoleArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { parseArn } from '../../config/values/arn';
import { decide, type Policy, type Principal, parsePolicy } from '../../iam';
import { allOf, anyOf, type Case, type Opinion, opinionOf } from './opinion';
import { type Candidate, foreignAccount, namedIn, principalOf, roleSession, strangerIn } from './principals';

/** Of a target that is a role. */
export type RolePolicies = TargetPolicies & { readonly trust: Policy };

const ASSUME = 'sts:AssumeRole';
const FEDERATED_ACTIONS = ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];

/** What the principal's own account says is not known here: it is taken to allow everything. */
const EVERYTHING = (() => {
  const parsed = parsePolicy(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    'identity',
    "the principal's own policies",
  );
  return parsed.ok ? parsed.policy : undefined;
})();
export const ALLOWING_ALL = EVERYTHING ? [EVERYTHING] : [];

/** Keys of an AssumeRole of which we know whether it has them. */
const VOUCHED = [
  'sts:ExternalId',
  'sts:RoleSessionName',
  'sts:SourceIdentity',
  'sts:TransitiveTagKeys',
  'aws:TagKeys',
  'aws:RequestTag/*',
  'aws:SecureTransport',
  'aws:CurrentTime',
];

function assumeBy(
  tenant: Tenant,
  role: RolePolicies,
  principal: Principal,
  externalId: string | undefined,
  action = ASSUME,
  identity = ALLOWING_ALL,
): Opinion {
  return opinionOf(
    decide(
      {
        principal,
        action,
        resource: { arn: targetRoleArn(tenant) },
        context: {
          'aws:SecureTransport': 'true',
          'aws:CurrentTime': new Date().toISOString(),
          'sts:RoleSessionName': 's3-handshake-verify',
          ...(externalId === undefined ? {} : { 'sts:ExternalId': externalId }),
        },
        vouchedKeys: VOUCHED,
      },
      { identity, resource: role.trust },
    ),
  );
}

/** `expected`: all of the vendor's principals must get in, or none may. */
export function judgeTrust(
  tenant: Tenant,
  role: RolePolicies,
  externalId: string | undefined,
  expected: 'allowed' | 'denied',
): Opinion {
  const cases = tenant.vendorPrincipals.map((arn) => ({
    name: arn,
    opinion: assumeBy(tenant, role, principalOf(arn), externalId),
  }));
  return expected === 'allowed'
    ? allOf(cases.map(({ opinion }) => opinion))
    : anyOf(cases, "of the vendor's principals");
}

/** Whatever stands in the deployed policy is tried, made concrete where it is a pattern. */
export function judgeOtherExternalIds(tenant: Tenant, role: RolePolicies): Opinion {
  const named = role.trust.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === 'sts:externalid'))
    .flatMap(({ values }) => values.map(({ text }) => text.replaceAll('*', 'any').replaceAll('?', 'x')));
  const others = [...new Set(named)].filter((externalId) => !tenant.externalIds.includes(externalId));
  return anyOf(
    others.map((externalId) => ({
      name: `with the external ID ${externalId}`,
      opinion: judgeTrust(tenant, role, externalId, 'denied'),
    })),
    'other external IDs in the trust policy',
  );
}

export function judgeTrustActions(tenant: Tenant, role: RolePolicies, actions: readonly string[]): Opinion {
  const [externalId] = tenant.externalIds;
  return allOf(
    tenant.vendorPrincipals.flatMap((arn) =>
      actions.map((action) => assumeBy(tenant, role, principalOf(arn), externalId, action)),
    ),
  );
}

export function judgeTrustSelf(tenant: Tenant, role: RolePolicies, externalId: string | undefined): Opinion {
  const self = roleSession(
    tenant.partition,
    tenant.account,
    `${tenant.target.path.slice(1)}${tenant.target.name}`,
  );
  return assumeBy(tenant, role, self, externalId, ASSUME, [...role.policies]);
}

/**
 * Strangers in every account that has to do with the tenant, and whomever the deployed policy names beyond those whom
 * the tenant's file names. Of these a doubt is a finding: our own policy leaves none.
 */
export function judgeOtherPrincipals(tenant: Tenant, role: RolePolicies): Opinion {
  const cases = candidates(tenant, role).flatMap((candidate) => trials(tenant, role, candidate));
  return anyOf(
    cases.map(({ name, opinion }) => ({
      name,
      opinion: opinion.outcome === 'undecided' ? { ...opinion, outcome: 'allowed' as const } : opinion,
    })),
    'others tried',
  );
}

function candidates(tenant: Tenant, { trust }: RolePolicies): readonly Candidate[] {
  const { partition, account, vendorPrincipals } = tenant;
  const foreign = foreignAccount(account, ...vendorPrincipals.map((arn) => parseArn(arn)?.account ?? ''));
  const accounts = new Set([
    account,
    foreign,
    ...vendorPrincipals.flatMap((arn) => parseArn(arn)?.account ?? []),
  ]);
  const all = [
    ...[...accounts].map((each) => strangerIn(partition, each)),
    ...namedIn(trust, partition, foreign),
  ];
  return all.filter((candidate) => !isInvited(tenant, candidate));
}

/** While the access is shut nobody is. */
function isInvited(tenant: Tenant, { principal, account }: Candidate): boolean {
  if (tenant.access !== 'active' || tenant.awaited.length > 0) return false;
  const invited = [...tenant.vendorPrincipals, ...(tenant.verifier ? [tenant.verifier.principal] : [])];
  const arn = principal.kind === 'role-session' ? principal.roleArn : 'arn' in principal ? principal.arn : '';
  return invited.some(
    (principalArn) =>
      principalArn === arn || (principalArn.endsWith(':root') && parseArn(principalArn)?.account === account),
  );
}

function trials(tenant: Tenant, role: RolePolicies, { name, principal }: Candidate): readonly Case[] {
  const externalIds = [...tenant.externalIds, undefined];
  const actions = principal.kind === 'federated' ? FEDERATED_ACTIONS : [ASSUME];
  return externalIds.flatMap((externalId) =>
    actions.map((action) => ({
      name: externalId === undefined ? name : `${name} with the external ID`,
      opinion: assumeBy(tenant, role, principal, externalId, action),
    })),
  );
}
