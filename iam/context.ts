/**
 * The request context: what is known of a request, key by key. Keys are the same in any case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { accountOf, arnOf } from './principal';
import type { AccessRequest, Principal } from './request';

/** A key's values, at least one; or that AWS would not have the key; or that the caller does not know. */
export type Found = readonly [string, ...string[]] | 'absent' | 'unknown';

export type Context = (key: string) => Found;

type Values = readonly string[];

/** `owner`: the account that owns the resource, where known. */
export function contextOf(request: AccessRequest, owner: string | undefined): Context {
  let keys: ReadonlyMap<string, Values> | undefined;
  return (key) => {
    keys ??= allKeys(request, owner);
    const name = key.toLowerCase();
    const values = keys.get(name);
    if (values === undefined) return isVouchedFor(name, request.vouchedKeys) ? 'absent' : 'unknown';
    return isNotEmpty(values) ? values : 'absent';
  };
}

/** Keys that differ only in case are one key with several values, as AWS has it for tags. */
function allKeys(
  { context, principal }: AccessRequest,
  owner: string | undefined,
): ReadonlyMap<string, Values> {
  const given = new Map<string, Values>();
  for (const [key, value] of Object.entries(context)) {
    const name = key.toLowerCase();
    const values = typeof value === 'string' ? [value] : value;
    given.set(name, [...(given.get(name) ?? []), ...values]);
  }
  for (const [name, values] of derivedKeys(principal, owner)) if (!given.has(name)) given.set(name, values);
  return given;
}

/** What follows from who asks; an empty list says that AWS would not have the key. */
function derivedKeys(
  principal: Principal,
  owner: string | undefined,
): readonly (readonly [string, Values])[] {
  const account = accountOf(principal);
  const userId = userIdOf(principal);
  const isService = principal.kind === 'service';
  return [
    ['aws:principalaccount', oneOrNone(account)],
    ['aws:principalarn', oneOrNone(account === undefined ? undefined : principalArnOf(principal))],
    ['aws:principaltype', oneOrNone(PRINCIPAL_TYPES[principal.kind])],
    ['aws:principalisawsservice', [String(isService)]],
    ['aws:principalservicename', isService ? [principal.service] : []],
    [
      'aws:username',
      principal.kind === 'user' ? [principal.arn.slice(principal.arn.lastIndexOf('/') + 1)] : [],
    ],
    ...(userId === undefined ? [] : [['aws:userid', [userId]] as const]),
    ...(owner === undefined ? [] : [['aws:resourceaccount', [owner]] as const]),
  ];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
const PRINCIPAL_TYPES = {
  anonymous: 'Anonymous',
  service: undefined,
  federated: undefined,
  root: 'Account',
  user: 'User',
  'role-session': 'AssumedRole',
  'federated-user': 'FederatedUser',
} as const;

/** For a session it is the role's ARN, not the session's. */
function principalArnOf(principal: Principal): string {
  return principal.kind === 'role-session' ? principal.roleArn : arnOf(principal);
}

/** Undefined where it hangs on an id that the caller did not give. */
function userIdOf(principal: Principal): string | undefined {
  switch (principal.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'root':
      return principal.account;
    case 'user':
      return principal.uniqueId;
    case 'role-session': {
      const session = principal.sessionArn.slice(principal.sessionArn.lastIndexOf('/') + 1);
      return principal.uniqueId === undefined ? undefined : `${principal.uniqueId}:${session}`;
    }
    default:
      return undefined;
  }
}

function isVouchedFor(name: string, vouchedKeys: readonly string[] = []): boolean {
  return vouchedKeys.some((entry) => {
    const vouched = entry.toLowerCase();
    return vouched.endsWith('*') ? name.startsWith(vouched.slice(0, -1)) : name === vouched;
  });
}

function oneOrNone(value: string | undefined): Values {
  return value === undefined ? [] : [value];
}

function isNotEmpty(values: Values): values is readonly [string, ...string[]] {
  return values.length > 0;
}
