/**
 * The context of a request: what its caller gives, and what follows from who asks and whose the resource is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import type { Context, Found, Held } from './known-keys';
import { accountOf, arnOf } from './principal';
import type { AccessRequest, Principal } from './request';

/** `owner`: the account that owns the resource, where known. */
export function contextOf(request: AccessRequest, owner: string | undefined): Context {
  let keys: ReadonlyMap<string, Found> | undefined;
  return (key) => {
    keys ??= allKeys(request, owner);
    const name = key.toLowerCase();
    return keys.get(name) ?? (isVouchedFor(name, request.vouchedKeys) ? 'absent' : 'unknown');
  };
}

/** What the caller gives has precedence. */
function allKeys(request: AccessRequest, owner: string | undefined): ReadonlyMap<string, Found> {
  return new Map([...derivedKeys(request.principal, owner), ...givenKeys(request.context)]);
}

/** Keys that differ only in case are one key with several values, as AWS has it for tags. */
function givenKeys(context: AccessRequest['context']): ReadonlyMap<string, Found> {
  const keys = new Map<string, Found>();
  for (const [key, value] of Object.entries(context)) {
    const name = key.toLowerCase();
    const same = keys.get(name);
    const others = same === undefined || typeof same === 'string' ? [] : same.values;
    const values = [...others, ...(typeof value === 'string' ? [value] : value)];
    const multivalued = typeof value !== 'string' || same !== undefined;
    keys.set(name, values.length === 0 ? 'absent' : { values, multivalued });
  }
  return keys;
}

/** What follows from who asks. AWS has the id and the owner even where we were not told, so nobody can vouch otherwise. */
function derivedKeys(principal: Principal, owner: string | undefined): readonly (readonly [string, Found])[] {
  const account = accountOf(principal);
  const service = principal.kind === 'service' ? principal.service : undefined;
  return [
    ['aws:principalaccount', one(account) ?? 'absent'],
    ['aws:principalarn', one(account && principalArnOf(principal)) ?? 'absent'],
    ['aws:principaltype', one(PRINCIPAL_TYPES[principal.kind]) ?? 'absent'],
    ['aws:principalisawsservice', one(String(service !== undefined)) ?? 'absent'],
    ['aws:principalservicename', one(service) ?? 'absent'],
    ['aws:username', one(principal.kind === 'user' ? lastSegment(principal.arn) : undefined) ?? 'absent'],
    ['aws:userid', one(userIdOf(principal)) ?? 'unknown'],
    ['aws:resourceaccount', one(owner) ?? 'unknown'],
  ];
}

function one(value: string | undefined): Held | undefined {
  return value === undefined ? undefined : { values: [value], multivalued: false };
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
