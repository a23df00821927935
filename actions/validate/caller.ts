/** Who makes a request, in a proof: the tenant's own people, and everybody who must not get in. */

import { targetArn, targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { accountRootArn, parseArn, roleArn } from '../../config/values/arn';
import type { VendorProfile } from '../../config/vendor/vendor';
import { type Policy, type Principal, parsePolicy } from '../../iam';
import { witnessesOf } from './named-subjects';
import type { ProposedPolicies } from './proposed-policies';
import { STAND_INS } from './stand-ins';

export interface Caller {
  /**
   * `session`: the vendor, in the target role or with a key of the target user. `owner`: the customer's own
   * administrators, by other roles of the account. `other`: everybody else, the vendor outside of these too.
   */
  readonly role: 'session' | 'owner' | 'other';
  /** In a sentence: `another role of the account 999988887777`. */
  readonly says: string;
  readonly principal: Principal;
  /** ARN of the user or role; undefined for those that have none. */
  readonly identityArn?: string;
  readonly account?: string;
}

/** What a stranger's own account lets him do is his account's business: everything. */
export const ALL_RIGHTS: Policy = policyOf({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});

const SESSION_NAME = 's3-handshake';
/** A name that nobody's role has. */
export const STRANGER = 's3-handshake-stranger';
const SERVICE = 'ec2.amazonaws.com';

function policyOf(document: unknown): Policy {
  const parsed = parsePolicy(document, 'identity', STAND_INS.allRights);
  if (!parsed.ok) throw new Error('the policy that allows everything is none');
  return parsed.policy;
}

/** The vendor in the target role, or as the target user. */
export function sessionOf(tenant: Tenant): Caller {
  const arn = targetArn(tenant);
  if (targetKind(tenant) === 'user')
    return {
      role: 'session',
      says: `${tenant.vendor.name} with a key of the target user`,
      principal: { kind: 'user', arn },
      identityArn: arn,
      account: tenant.account,
    };
  return {
    ...roleCaller(arn),
    role: 'session',
    says: `${tenant.vendor.name} in the target role`,
  };
}

/**
 * Everybody who may knock at a door, named by the tenant's file or not. `others`: the other tenants on the bucket, whose
 * roles stand in its policy too; what it says of them is proven with each of them.
 */
export function callersOf(
  tenant: Tenant,
  policies: ProposedPolicies,
  others: readonly Tenant[],
): readonly Caller[] {
  const named = [...tenant.vendorPrincipals, ...(tenant.verifier ? [tenant.verifier.principal] : [])];
  const known = targetKind(tenant) === 'user' ? publishedBy(tenant.vendor) : named;
  const likeTarget = targetKind(tenant) === 'user' ? [targetArn(tenant)] : [];
  const callers = [
    ...known.flatMap((arn) => namedCaller(tenant, arn)),
    ...[...known, ...likeTarget].flatMap(neighbours),
    ...likeTarget.map((arn) => roleCaller(arn.replace(':user/', ':role/'))),
    ownerOf(tenant),
    ...witnessesOf(policies, 'principal').flatMap(witnessCaller),
    { role: 'other', says: 'anybody, without credentials', principal: { kind: 'anonymous' } } as const,
    serviceCaller(SERVICE),
  ];
  const targets = [tenant, ...others].map(targetArn);
  const unique = new Map<string, Caller>();
  for (const caller of callers) {
    const name = JSON.stringify(caller.principal);
    const isTarget = caller.identityArn !== undefined && targets.includes(caller.identityArn);
    if (!isTarget && !unique.has(name)) unique.set(name, caller);
  }
  return [sessionOf(tenant), ...unique.values()].map((caller) => withRole(tenant, caller));
}

/** As whom a vendor would come that comes with a key here: its roles elsewhere get it nowhere. */
function publishedBy({ principal }: VendorProfile): readonly string[] {
  switch (principal.kind) {
    case 'fixed':
      return principal.arns;
    case 'choice':
      return principal.choices.flatMap(({ arns }) => arns);
    case 'per-tenant':
      return [];
  }
}

/** Another role of the customer's account, whose own policies allow everything. */
export function ownerOf(tenant: Tenant): Caller {
  const { partition, account } = tenant;
  return {
    ...roleCaller(roleArn(partition, account, '/', STRANGER)),
    role: 'owner',
    says: "another role of the customer's account",
  };
}

function withRole(tenant: Tenant, caller: Caller): Caller {
  if (caller.role === 'session' || caller.account !== tenant.account) return caller;
  return { ...caller, role: 'owner' };
}

/** Who comes as a principal that the tenant's file names. An account's root means its roles: the root user can assume none. */
export function namedCaller({ vendor, verifier, vendorPrincipals }: Tenant, arn: string): readonly Caller[] {
  const isVerifier = verifier?.principal === arn && !vendorPrincipals.includes(arn);
  const says = isVerifier ? `the verifier ${arn}` : `${vendor.name} as ${arn}`;
  return callerFor(arn).map((caller) => ({ ...caller, says }));
}

/** Who could be taken for `arn`: of its account, of its name, of nearly its name. */
function neighbours(arn: string): readonly Caller[] {
  const parsed = parseArn(arn);
  if (!parsed) return [];
  const { partition, account, resource } = parsed;
  const stranger = roleCaller(roleArn(partition, account, '/', STRANGER));
  const elsewhere = anotherAccount(account);
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const isRoot = resource === 'root';
  const sameName = roleArn(partition, elsewhere, '/', isRoot ? STRANGER : name);
  const sameResource = isRoot ? [] : [arn.replace(`:${account}:`, `:${elsewhere}:`)];
  const nearly = isRoot ? [] : [`${arn}x`, arn.slice(0, -1), swapCase(arn, name), `${arn}/${name}`];
  return [
    { ...stranger, says: `another role of the account ${account}` },
    ...[sameName, ...sameResource].flatMap(callerFor).map((caller) => ({
      ...caller,
      says: `the same name in another account, ${elsewhere}`,
    })),
    ...nearly.flatMap(callerFor),
  ];
}

function swapCase(arn: string, name: string): string {
  return `${arn.slice(0, arn.length - name.length)}${otherCase(name)}`;
}

/** Small letters as capitals, and the other way round. */
export function otherCase(text: string): string {
  return [...text]
    .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
    .join('');
}

/** Differs in its last digit. */
function anotherAccount(account: string): string {
  return `${account.slice(0, -1)}${(Number(account.slice(-1)) + 1) % 10}`;
}

/** Whom a policy names, by its own words. */
function witnessCaller(text: string): readonly Caller[] {
  if (/^\d{12}$/.test(text)) return callerFor(accountRootArn('aws', text));
  if (text.startsWith('arn:')) return callerFor(text);
  if (text.endsWith('.amazonaws.com') || text.endsWith('.amazonaws.com.cn')) return [serviceCaller(text)];
  // What else has a dot is an identity provider. Ids of deleted roles and what fills a `*` are nobody.
  if (!text.includes('.')) return [];
  return [{ role: 'other', says: text, principal: { kind: 'federated', provider: text } }];
}

function serviceCaller(service: string): Caller {
  return { role: 'other', says: `the service ${service}`, principal: { kind: 'service', service } };
}

/** Whoever could make a request as what the ARN names; nobody for an ARN of something else. */
function callerFor(arn: string): readonly Caller[] {
  const parsed = parseArn(arn);
  if (!parsed) return [];
  const { partition, service, account, resource } = parsed;
  if (service === 'iam' && resource === 'root') {
    const anyRole = roleCaller(roleArn(partition, account, '/', STRANGER));
    return [{ ...anyRole, says: `a role of the account ${account}` }];
  }
  if (service === 'iam' && resource.startsWith('role/')) return [roleCaller(arn)];
  if (service === 'iam' && resource.startsWith('user/'))
    return [{ role: 'other', says: arn, principal: { kind: 'user', arn }, identityArn: arn, account }];
  if (service === 'iam' && /^(?:saml|oidc)-provider\//.test(resource))
    return [{ role: 'other', says: arn, principal: { kind: 'federated', provider: arn } }];
  if (service === 'sts' && resource.startsWith('assumed-role/')) {
    const [, name = '', session = SESSION_NAME] = resource.split('/');
    return [roleCaller(roleArn(partition, account, '/', name), session)];
  }
  return [];
}

function roleCaller(arn: string, session = SESSION_NAME): Caller {
  const { partition = 'aws', account = '', resource = '' } = parseArn(arn) ?? {};
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const sessionArn = `arn:${partition}:sts::${account}:assumed-role/${name}/${session}`;
  return {
    role: 'other',
    says: arn,
    principal: { kind: 'role-session', roleArn: arn, sessionArn },
    identityArn: arn,
    account,
  };
}
