/**
 * The context of a request: what its caller gives, and what follows from who asks and whose the resource is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import type { Context, Found, Held } from './known-keys';
import { accountOf, identityArnOf } from './principal';
import type { AccessRequest, Principal } from './request';

/** `owner`: the account that owns the resource, where known. What the caller gives has precedence. */
export function contextOf(request: AccessRequest, owner: string | undefined): Context {
  let given: ((name: string) => Found | undefined) | undefined;
  return (key) => {
    given ??= givenKeys(request.context);
    const name = key.toLowerCase();
    return (
      given(name) ??
      derivedKey(name, request, owner) ??
      (isVouchedFor(name, request.vouchedKeys) ? 'absent' : 'unknown')
    );
  };
}

function givenKeys(context: AccessRequest['context']): (name: string) => Found | undefined {
  for (const key of Object.keys(context)) {
    if (key === key.toLowerCase()) continue;
    const folded = foldedKeys(context);
    return (name) => folded.get(name);
  }
  return (name) => {
    const value = context[name];
    if (value === undefined) return undefined;
    if (typeof value === 'string') return one(value);
    return value.length === 0 ? 'absent' : { values: value, multivalued: true };
  };
}

/** Keys that differ only in case are one key with several values, as AWS has it for tags. */
function foldedKeys(context: AccessRequest['context']): ReadonlyMap<string, Found> {
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

/** What follows from who asks. AWS has the id even where we were not told, so nobody can vouch otherwise. */
const OF_PRINCIPAL: ReadonlyMap<string, (principal: Principal) => Found> = new Map([
  ['aws:principalarn', (principal) => oneOr('absent', accountOf(principal) && identityArnOf(principal))],
  [
    'aws:principalaccount',
    (principal) => oneOr('absent', principal.kind === 'anonymous' ? 'anonymous' : accountOf(principal)),
  ],
  ['aws:principaltype', ({ kind }) => oneOr('absent', PRINCIPAL_TYPES[kind])],
  [
    'aws:principalisawsservice',
    ({ kind }) => oneOr('absent', kind === 'anonymous' ? undefined : String(kind === 'service')),
  ],
  [
    'aws:principalservicename',
    (principal) => oneOr('absent', principal.kind === 'service' ? principal.service : undefined),
  ],
  [
    'aws:username',
    (principal) => oneOr('absent', principal.kind === 'user' ? lastSegment(principal.arn) : undefined),
  ],
  ['aws:userid', (principal) => oneOr('unknown', userIdOf(principal))],
]);

/** The keys that follow from who asks, in lower case. */
export const PRINCIPAL_KEYS: readonly string[] = [...OF_PRINCIPAL.keys()];

/** Undefined for all keys that do not follow from who asks and whose the resource is. */
function derivedKey(
  name: string,
  { principal, action }: AccessRequest,
  owner: string | undefined,
): Found | undefined {
  const ofPrincipal = OF_PRINCIPAL.get(name);
  if (ofPrincipal) return ofPrincipal(principal);
  if (name === 'aws:resourceaccount') return oneOr('unknown', owner);
  return name === 'kms:calleraccount' ? callerOfKms(principal, action) : undefined;
}

/**
 * Only KMS has the key; of who belongs to no account nobody says what it holds.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account
 */
function callerOfKms(principal: Principal, action: string): Found | undefined {
  return action.toLowerCase().startsWith('kms:') ? one(accountOf(principal)) : 'absent';
}

function oneOr(otherwise: 'absent' | 'unknown', value: string | undefined): Found {
  return one(value) ?? otherwise;
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
