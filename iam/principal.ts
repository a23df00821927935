/**
 * Whether a policy names the principal of a request, and how closely.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { accountInArn } from './arn';
import type { PrincipalElement, PrincipalPattern } from './policy';
import type { Principal } from './request';
import { not, type Truth } from './truth';

/**
 * `itself`: the user, the session, the service, everyone. `origin`: the role of a session, the user behind a federated
 * one. `account`: the account, to which the right is passed for its own policies to give.
 */
export type Closeness = (typeof CLOSENESSES)[number];
export const CLOSENESSES = ['account', 'origin', 'itself'] as const;

/** For each closeness, whether the policy names the principal as closely as that, or closer. */
export type Standing = Readonly<Record<Closeness, Truth>>;

interface Naming {
  readonly closeness: Closeness;
  readonly truth: Truth;
}

const NAMED: Standing = { itself: 'yes', origin: 'yes', account: 'yes' };

/** The principal's ARN, or the name by which it goes where it has none. */
export function arnOf(principal: Principal): string {
  switch (principal.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'service':
      return principal.service;
    case 'federated':
      return principal.provider;
    case 'root':
      return `arn:${principal.partition ?? 'aws'}:iam::${principal.account}:root`;
    case 'role-session':
      return principal.sessionArn;
    default:
      return principal.arn;
  }
}

/** Where its policies hang: of a session it is the role's ARN. */
export function identityArnOf(principal: Principal): string {
  return principal.kind === 'role-session' ? principal.roleArn : arnOf(principal);
}

/** The account that the principal belongs to; undefined for those that belong to none. */
export function accountOf(principal: Principal): string | undefined {
  switch (principal.kind) {
    case 'root':
      return principal.account;
    case 'user':
    case 'role-session':
    case 'federated-user':
      return accountInArn(arnOf(principal));
    default:
      return undefined;
  }
}

/**
 * Whether a service's own role asks, which no control policy of an organisation restricts.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function isServiceLinked(principal: Principal): boolean {
  return principal.kind === 'role-session' && /^[^/]*:role\/aws-service-role\//.test(principal.roleArn);
}

/** A policy that hangs on the principal has no such element: it speaks of whom it hangs on. */
export function standingOf(
  element: PrincipalElement | undefined,
  principal: Principal,
  effect: 'Allow' | 'Deny',
  hasBoundary: boolean,
): Standing {
  if (element === undefined) return NAMED;
  if (element.element === 'Principal') return standingIn(element, principal);
  const namings = element.principals.map((pattern) => namingOf(pattern, principal));
  const meant = effect === 'Deny' && hasBoundary ? 'yes' : not(isExcepted(namings, principal));
  return { itself: meant, origin: meant, account: meant };
}

/** Where worlds are compared, the same are asked about again and again. */
const standings = new WeakMap<PrincipalElement, WeakMap<Principal, Standing>>();

function standingIn(element: PrincipalElement, principal: Principal): Standing {
  const ofElement = standings.get(element) ?? new WeakMap<Principal, Standing>();
  standings.set(element, ofElement);
  const standing =
    ofElement.get(principal) ??
    standingFrom(element.principals.map((pattern) => namingOf(pattern, principal)));
  ofElement.set(principal, standing);
  return standing;
}

function standingFrom(namings: readonly (Naming | undefined)[]): Standing {
  const standing = { itself: 'no' as Truth, origin: 'no' as Truth, account: 'no' as Truth };
  for (const naming of namings) {
    if (!naming) continue;
    for (const closeness of reachedBy(naming.closeness))
      if (standing[closeness] !== 'yes') standing[closeness] = naming.truth;
  }
  return standing;
}

/** Who is named by itself is named as closely as anything asks for. */
function reachedBy(closeness: Closeness): readonly Closeness[] {
  if (closeness === 'itself') return ['itself', 'origin', 'account'];
  return closeness === 'origin' ? ['origin', 'account'] : ['account'];
}

/**
 * Whether `NotPrincipal` excepts the principal. AWS may look at the account, the role and the session one by one, so
 * that who is to be excepted must stand there with its account; with only some of them there, nobody can tell. With a
 * permissions boundary a Deny has no exceptions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isExcepted(namings: readonly (Naming | undefined)[], principal: Principal): Truth {
  const named = namings.filter((naming) => naming !== undefined);
  if (named.length === 0) return 'no';
  if (named.some(({ truth }) => truth === 'unknown')) return 'unknown';
  const account = accountOf(principal);
  if (account === undefined || principal.kind === 'root') return 'yes';
  const byAccount = named.some(({ closeness }) => closeness === 'account');
  const byIdentity = principal.kind === 'user' ? 'itself' : 'origin';
  return byAccount && named.some(({ closeness }) => closeness === byIdentity) ? 'yes' : 'unknown';
}

function namingOf(pattern: PrincipalPattern, principal: Principal): Naming | undefined {
  switch (pattern.kind) {
    case 'everyone':
      return { closeness: 'itself', truth: 'yes' };
    case 'unrecognised':
      return { closeness: 'itself', truth: 'unknown' };
    case 'service':
      return namedIf(principal.kind === 'service' && principal.service === pattern.text, 'itself');
    case 'federated':
      return namedIf(principal.kind === 'federated' && principal.provider === pattern.text, 'itself');
    case 'account':
      return namedIf(accountOf(principal) === pattern.account, asAccount(principal));
    case 'arn':
      if (originOf(principal) === pattern.text) return { closeness: 'origin', truth: 'yes' };
      return namedIf(arnOf(principal) === pattern.text, 'itself');
    case 'unique-id':
      return namingById(pattern.text, principal);
    case 'canonical-user':
      return accountOf(principal) !== undefined
        ? namingByOptional(pattern.text, canonicalUserOf(principal), asAccount(principal))
        : undefined;
  }
}

/** The root user is its account; everybody else only belongs to it. */
function asAccount(principal: Principal): Closeness {
  return principal.kind === 'root' ? 'itself' : 'account';
}

function originOf(principal: Principal): string | undefined {
  if (principal.kind === 'role-session') return principal.roleArn;
  return principal.kind === 'federated-user' ? principal.userArn : undefined;
}

/** Ids of users begin with `AIDA`, of roles with `AROA`; no other principal has one that a policy could name. */
function namingById(id: string, principal: Principal): Naming | undefined {
  const isUserId = id.startsWith('AIDA');
  switch (principal.kind) {
    case 'user':
      return isUserId ? namingByOptional(id, principal.uniqueId, 'itself') : undefined;
    case 'federated-user':
      return isUserId ? namingByOptional(id, principal.uniqueId, 'origin') : undefined;
    case 'role-session':
      return isUserId ? undefined : namingByOptional(id, principal.uniqueId, 'origin');
    default:
      return undefined;
  }
}

function canonicalUserOf(principal: Principal): string | undefined {
  return 'canonicalUser' in principal ? principal.canonicalUser : undefined;
}

/** What the caller did not say of the principal is unknown, not different. */
function namingByOptional(
  wanted: string,
  found: string | undefined,
  closeness: Closeness,
): Naming | undefined {
  if (found === undefined) return { closeness, truth: 'unknown' };
  return namedIf(wanted === found, closeness);
}

function namedIf(fact: boolean, closeness: Closeness): Naming | undefined {
  return fact ? { closeness, truth: 'yes' } : undefined;
}
