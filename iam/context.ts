/**
 * The request context: what is known of a request, key by key. Keys are the same in any case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { accountOf, arnOf } from './principal';
import type { AccessRequest, Principal } from './request';

/** What a key holds; or that AWS would not have the key; or that the caller does not know. */
export type Found = Held | 'absent' | 'unknown';

export interface Held {
  /** At least one. */
  readonly values: readonly string[];
  /** Whether it is one of AWS's multivalued keys, which may hold one value too. */
  readonly multivalued: boolean;
}

export type Context = (key: string) => Found;

/** `owner`: the account that owns the resource, where known. */
export function contextOf(request: AccessRequest, owner: string | undefined): Context {
  let keys: ReadonlyMap<string, Held> | undefined;
  return (key) => {
    keys ??= allKeys(request, owner);
    const name = key.toLowerCase();
    const held = keys.get(name);
    if (held === undefined) return isVouchedFor(name, request.vouchedKeys) ? 'absent' : 'unknown';
    return held.values.length > 0 ? held : 'absent';
  };
}

/** Keys that differ only in case are one key with several values, as AWS has it for tags. */
function allKeys(
  { context, principal }: AccessRequest,
  owner: string | undefined,
): ReadonlyMap<string, Held> {
  const keys = new Map<string, Held>();
  for (const [key, value] of Object.entries(context)) {
    const name = key.toLowerCase();
    const same = keys.get(name);
    const values = typeof value === 'string' ? [value] : value;
    const multivalued = typeof value !== 'string' || same !== undefined;
    keys.set(name, { values: same ? [...same.values, ...values] : values, multivalued });
  }
  for (const [name, value] of derivedKeys(principal, owner)) {
    if (!keys.has(name)) keys.set(name, { values: value === undefined ? [] : [value], multivalued: false });
  }
  return keys;
}

/** What follows from who asks; an undefined value says that AWS would not have the key. */
function derivedKeys(
  principal: Principal,
  owner: string | undefined,
): readonly (readonly [string, string | undefined])[] {
  const account = accountOf(principal);
  const userId = userIdOf(principal);
  const service = principal.kind === 'service' ? principal.service : undefined;
  return [
    ['aws:principalaccount', account],
    ['aws:principalarn', account === undefined ? undefined : principalArnOf(principal)],
    ['aws:principaltype', PRINCIPAL_TYPES[principal.kind]],
    ['aws:principalisawsservice', String(service !== undefined)],
    ['aws:principalservicename', service],
    ['aws:username', principal.kind === 'user' ? lastSegment(principal.arn) : undefined],
    ...(userId === undefined ? [] : [['aws:userid', userId] as const]),
    ...(owner === undefined ? [] : [['aws:resourceaccount', owner] as const]),
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

/**
 * Undefined where it hangs on an id that the caller did not give.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function userIdOf(principal: Principal): string | undefined {
  switch (principal.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'root':
      return principal.account;
    case 'user':
      return principal.uniqueId;
    case 'role-session':
      return principal.uniqueId && `${principal.uniqueId}:${lastSegment(principal.sessionArn)}`;
    case 'federated-user':
      return `${accountOf(principal)}:${lastSegment(principal.arn)}`;
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

function lastSegment(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
