/**
 * What the owners of an organisation must add to its policies, so that a vendor gets in: the vendor's accounts listed, or
 * a tag on the target role alone, which the tenant's file puts there by `role.tags`.
 * https://github.com/aws-samples/data-perimeter-policy-examples
 */
import { loadProject, selectTenant } from '../../config';
import { targetArn, targetTags } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { parseArn } from '../../config/values/arn';
import type { Policy } from '../../iam';
import { compare, type Difference, type Organization, type World } from '../../iam/reach';
import { factsFor } from '../../worlds/facts';
import { proposedWorld } from '../../worlds/proposed';
import { holdsForTags } from '../../worlds/resource-tags';

/** A condition that is added beside those of a Deny, so that the Deny leaves the vendor alone. */
export interface Addition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement that denies what the tenant's file states, and what would exempt it: one of the additions is enough. */
export interface DenyingStatement {
  readonly policy: string;
  readonly statement: string;
  readonly kind: 'service-control' | 'resource-control';
  /** Whether it denies the vendor to assume the role, or what the target role or user asks of S3 and KMS. */
  readonly denies: 'assuming the role' | 'requests';
  readonly additions: readonly Addition[];
}

export interface Exemption {
  readonly tenant: Tenant;
  /** Whether handshake.yaml names policies of an organisation: else nothing was judged. */
  readonly isKnown: boolean;
  readonly denying: readonly DenyingStatement[];
  /** The accounts of the vendor's principals and of the verifier, the tenant's own left out. */
  readonly accounts: readonly string[];
  /** The tag by which AWS's published perimeter leaves a resource alone, or the one that the policies name. */
  readonly tag: { readonly key: string; readonly value: string };
}

/** As AWS's published policies call it. */
const PUBLISHED_TAG = { key: 'dp:exclude:identity', value: 'true' };
const TAG = /^aws:ResourceTag\//i;

/** `root`: the project's folder; `name`: the tenant's. Throws `UserError`. */
export async function exemptionFor(root: string, name: string): Promise<Exemption> {
  const project = loadProject(root, { tenants: [name] });
  const tenant = selectTenant(project, name);
  const { world } = proposedWorld(project, tenant);
  const { organization, ...own } = world;
  const accounts = accountsOf(tenant);
  const tag = tagIn(organization) ?? PUBLISHED_TAG;
  if (!organization) return { tenant, isKnown: false, denying: [], accounts, tag };
  const differences = await deniedIn(tenant, world, own);
  return {
    tenant,
    isKnown: true,
    denying: denyingIn(differences, organization, tenant, accounts, tag),
    accounts,
    tag,
  };
}

async function deniedIn(tenant: Tenant, world: World, own: World): Promise<readonly Difference[]> {
  const facts = await factsFor([world]);
  const { differences } = compare(world, own, facts, { directions: ['less'], onlyStated: true });
  const role = targetArn(tenant);
  return differences.filter(
    (difference) => difference.witness.resource.arn !== role || holdsForTags(difference, targetTags(tenant)),
  );
}

function denyingIn(
  differences: readonly Difference[],
  { serviceControl, resourceControl }: Organization,
  tenant: Tenant,
  accounts: readonly string[],
  tag: Exemption['tag'],
): readonly DenyingStatement[] {
  const found = new Map<string, DenyingStatement>();
  for (const { deniedBy, witness } of differences) {
    if (deniedBy?.policyKind !== 'service-control' && deniedBy?.policyKind !== 'resource-control') continue;
    const levels = deniedBy.policyKind === 'service-control' ? serviceControl : resourceControl;
    const policy = levels.flat().find(({ name }) => name === deniedBy.policy);
    const statement = deniedBy.sid || String(deniedBy.index + 1);
    const kind = deniedBy.policyKind;
    const denies = witness.resource.arn === targetArn(tenant) ? 'assuming the role' : 'requests';
    const additions =
      kind === 'resource-control' && denies === 'assuming the role'
        ? vendorAdditions(policy, deniedBy.index, accounts, tag)
        : [targetAddition(tenant)];
    found.set(`${deniedBy.policy} ${statement} ${denies}`, {
      policy: deniedBy.policy,
      statement,
      kind,
      denies,
      additions,
    });
  }
  return [...found.values()];
}

/** What a service control policy denies, and a resource control policy beyond the role itself, it denies to the target. */
function targetAddition(tenant: Tenant): Addition {
  return { operator: 'ArnNotEquals', key: 'aws:PrincipalArn', values: [targetArn(tenant)] };
}

/** It is the vendor that assumes the role, and the role that has the tag. */
function vendorAdditions(
  policy: Policy | undefined,
  index: number,
  accounts: readonly string[],
  tag: Exemption['tag'],
): readonly Addition[] {
  const conditions = policy?.statements.find((each) => each.index === index)?.conditions ?? [];
  const known = conditions.find(({ key }) => key.toLowerCase() === 'aws:principalaccount');
  const listed = known?.operator?.negated ? known.values.map(({ text }) => text) : [];
  const operator = 'StringNotEqualsIfExists';
  return [
    { operator, key: 'aws:PrincipalAccount', values: [...new Set([...listed, ...accounts])] },
    { operator, key: `aws:ResourceTag/${tag.key}`, values: [tag.value] },
  ];
}

/** The tag by which the organisation's own policies leave resources alone. */
function tagIn(organization: Organization | undefined): Exemption['tag'] | undefined {
  const statements = (organization?.resourceControl ?? []).flat().flatMap(({ statements: all }) => all);
  const [found] = statements.flatMap(({ conditions }) =>
    conditions.filter(({ key, operator }) => TAG.test(key) && operator?.negated),
  );
  const value = found?.values[0]?.text;
  return found && value !== undefined ? { key: found.key.replace(TAG, ''), value } : undefined;
}

function accountsOf({ vendorPrincipals, verifier, account }: Tenant): readonly string[] {
  const arns = [...vendorPrincipals, ...(verifier ? [verifier.principal] : [])];
  const accounts = arns.flatMap((arn) => parseArn(arn)?.account ?? []);
  return [...new Set(accounts)].filter((each) => each !== account);
}
