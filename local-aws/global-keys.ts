/**
 * The condition keys that every request has.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import type { Call } from './call';
import type { Caller } from './credentials';

/** Condition keys and their values. A key that AWS would not have for the request is not there. */
export type Keys = Readonly<Record<string, string | readonly string[]>>;

/**
 * The global keys of which the gate knows every value: a request without one has none at AWS either. Not among them are
 * tags of resources, which are known here and there only, and `aws:CalledVia`.
 */
export const GLOBAL_KEYS = [
  'aws:AssumedRoot',
  'aws:CurrentTime',
  'aws:Ec2*',
  'aws:EpochTime',
  'aws:FederatedProvider',
  'aws:MultiFactorAuth*',
  'aws:Principal*',
  'aws:Referer',
  'aws:RequestedRegion',
  'aws:RequestTag/*',
  'aws:ResourceAccount',
  'aws:ResourceOrg*',
  'aws:SecureTransport',
  'aws:Source*',
  'aws:TagKeys',
  'aws:TokenIssueTime',
  'aws:User*',
  'aws:ViaAWSService',
  'aws:Vpc*',
] as const;

/** What follows from the principal alone, such as `aws:PrincipalArn`, the policy engine adds. */
export function globalContext({ world, address, incoming, caller }: Call, principalTags: Keys): Keys {
  const now = world.now();
  const { headers } = incoming;
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:RequestedRegion': address.region,
    'aws:SecureTransport': String(incoming.secureTransport),
    'aws:SourceIp': incoming.sourceIp,
    'aws:ViaAWSService': 'false',
    ...optional('aws:Referer', headers.referer),
    ...optional('aws:UserAgent', headers['user-agent']),
    ...prefixed('aws:PrincipalTag/', principalTags),
    ...sessionContext(caller),
  };
}

/** Long-term keys have none of these. */
function sessionContext(caller: Caller): Keys {
  if (!('issuedAt' in caller) || caller.issuedAt === undefined) return {};
  return {
    'aws:TokenIssueTime': new Date(caller.issuedAt).toISOString(),
    'aws:MultiFactorAuthPresent': 'false',
    ...(caller.kind === 'role-session' ? optional('aws:SourceIdentity', caller.sourceIdentity) : {}),
  };
}

/** A key with its value, or none. */
export function optional(key: string, value: string | undefined): Keys {
  return value === undefined ? {} : { [key]: value };
}

/** Keys that end in the name of a tag. */
export function prefixed(prefix: string, values: Keys): Keys {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
}

/** The keys of a request that gives tags to something. */
export function requestTags(tags: Readonly<Record<string, string>>): Keys {
  const names = Object.keys(tags);
  return { ...prefixed('aws:RequestTag/', tags), ...(names.length > 0 ? { 'aws:TagKeys': names } : {}) };
}
