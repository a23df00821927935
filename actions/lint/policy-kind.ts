/** What a policy is attached to, as its elements show. */
import type { Policy, Statement } from './policy-elements';

export const POLICY_KINDS = ['trust', 'identity', 'bucket', 'access-point', 'key'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

export function kindWords(kind: PolicyKind): string {
  return {
    trust: 'trust',
    identity: 'identity',
    bucket: 'bucket',
    'access-point': 'access point',
    key: 'key',
  }[kind];
}

/**
 * A policy with principals is attached to what it protects: a role where it is about assuming and names no resource,
 * else a bucket, an access point or a key, as its resources show. A policy without principals is an identity's.
 */
export function kindOf(policy: Policy): PolicyKind {
  const { statements } = policy;
  const onResources = statements.filter(
    ({ elements }) => elements.has('Principal') || elements.has('NotPrincipal'),
  );
  if (onResources.length === 0) return statements.some(assumesNothingNamed) ? 'trust' : 'identity';
  const resources = onResources.flatMap((statement) => statement.resources.map(({ value }) => value));
  const actions = onResources.flatMap((statement) =>
    statement.actions.map(({ value }) => value.toLowerCase()),
  );
  if (resources.some((resource) => /^arn:[^:]*:s3:[^:]*:[^:]*:accesspoint\//.test(resource)))
    return 'access-point';
  if (resources.some((resource) => resource.includes(':s3:'))) return 'bucket';
  if (actions.some((action) => action.startsWith('kms:'))) return 'key';
  if (actions.some((action) => action.startsWith('sts:'))) return 'trust';
  return resources.length === 0 && actions.every((action) => !action.startsWith('s3:')) ? 'trust' : 'bucket';
}

function assumesNothingNamed(statement: Statement): boolean {
  return (
    !statement.elements.has('Resource') &&
    statement.actions.some(({ value }) => /^sts:(?:AssumeRole|TagSession|SetSourceIdentity)/i.test(value))
  );
}
