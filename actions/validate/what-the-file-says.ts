/**
 * What a tenant's file says about any request at all, in the words of AWS's own documents. The policies are judged by
 * this, so it is written down a second time, from the words of the file, and takes nothing from `constructs/policies`:
 * a mistake made there must not be repeated here.
 *
 * Object operations and the actions behind them:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndKMS
 */
import type { Tenant } from '../../config/tenant/tenant';
import type { Access } from '../../config/values/access';
import type { Caller } from './caller';
import type { Target } from './target';

/** A set of actions, or all there are. */
export type Actions = Pick<ReadonlySet<string>, 'has'>;

/** Of a request: which actions must be allowed, and which refused by a Deny; all others are denied in any way. */
export interface Verdict {
  readonly allowed: Actions;
  readonly refused: Actions;
}

const EVERY: Actions = { has: () => true };
const NONE: Actions = new Set<string>();

export const NOTHING: Verdict = { allowed: NONE, refused: NONE };
const EVERYTHING: Verdict = { allowed: EVERY, refused: NONE };
const ALL_REFUSED: Verdict = { allowed: NONE, refused: EVERY };

/** What each word of a grant means on objects. */
export const ON_OBJECTS: Readonly<Record<Access, readonly string[]>> = {
  get: ['s3:GetObject'],
  put: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  list: [],
  delete: ['s3:DeleteObject'],
};

const WITH_KEY: Readonly<Record<Access, readonly string[]>> = {
  get: ['kms:Decrypt'],
  put: ['kms:GenerateDataKey', 'kms:Decrypt'],
  list: [],
  delete: [],
};

export const LISTING = 's3:ListBucket';
const LOCATING = 's3:GetBucketLocation';
export const ASSUMING = 'sts:AssumeRole';

/** The actions that the grants give on what `target` is. */
function granted(tenant: Tenant, target: Target): Verdict {
  return { allowed: new Set(grantedActions(tenant, target)), refused: NONE };
}

function grantedActions(tenant: Tenant, target: Target): readonly string[] {
  switch (target.in) {
    case 'bucket':
    case 'access-point':
      return target.key === undefined ? onContainer(tenant, target) : onObject(tenant, target.key);
    case 'key':
      return onKey(tenant, target.viaService);
    case 'role':
      return tenant.vendor.selfAssume ? [ASSUMING] : [];
    case 'elsewhere':
      return [];
  }
}

function onObject({ grants }: Tenant, key: string): readonly string[] {
  return grants
    .filter(({ prefix }) => key.startsWith(prefix))
    .flatMap(({ allow, extraActions }) => [...allow.flatMap((word) => ON_OBJECTS[word]), ...extraActions]);
}

/** Keys are listed below the prefixes only, and every request must name one, unless the whole bucket is granted. */
function onContainer({ grants, vendor }: Tenant, target: Target): readonly string[] {
  const listed = grants
    .filter(({ allow }) => allow.includes('list'))
    .some(({ prefix }) => prefix === '' || target.listPrefix?.startsWith(prefix));
  return [
    LOCATING,
    ...(listed ? [LISTING] : []),
    ...(target.in === 'bucket' ? vendor.bucketWideActions : []),
  ];
}

/** The key is used through S3 in the bucket's region, never directly. */
function onKey(tenant: Tenant, viaService: string | undefined): readonly string[] {
  if (viaService !== serviceIn(tenant, 's3', tenant.region)) return [];
  const needed = tenant.grants.flatMap(({ allow }) => allow).flatMap((word) => WITH_KEY[word]);
  return needed.length > 0 ? [...needed, ...tenant.vendor.kmsActions] : [];
}

/** As `kms:ViaService` names a service. */
export function serviceIn({ partition }: Tenant, service: string, region: string): string {
  return `${service}.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
}

/** What a session of the target role may do. `issued`: when it began, ISO 8601. */
export function saidOfSession(tenant: Tenant, target: Target, issued: string): Verdict {
  const { access, revokeSessionsBefore } = tenant;
  const isDead = revokeSessionsBefore !== undefined && Date.parse(issued) < Date.parse(revokeSessionsBefore);
  if (access === 'suspended' || isDead || isOverPlainHttp(target)) return ALL_REFUSED;
  return access === 'revoked' ? NOTHING : granted(tenant, target);
}

/** What a session of a suspended role will be able to do, over TLS, when the tenant is active again. */
export function saidWhenResumed(tenant: Tenant, target: Target): Verdict {
  return granted(tenant, target);
}

/**
 * What a session may do through the access point, which knows the grants and nothing that goes for the whole bucket. Over plain HTTP
 * either of the two stands in the way.
 */
export function saidThroughPoint(tenant: Tenant, target: Target, issued: string): Verdict {
  const said = saidOfSession(tenant, { ...target, in: 'access-point' }, issued);
  return target.tls || said === ALL_REFUSED ? said : NOTHING;
}

/**
 * What the policy of a resource gives by itself to `caller`, whose own policies allow everything: to the target role
 * what the grants say, at the access point and in the bucket beneath it; to nobody anything else.
 */
export function saidByResource(
  tenant: Tenant,
  caller: Caller,
  target: Target,
  isBeneathPoint: boolean,
): Verdict {
  if (isOverPlainHttp(target)) return ALL_REFUSED;
  const isForRole = caller.role === 'session' && tenant.access !== 'revoked';
  if (!isForRole) return NOTHING;
  if (target.in === 'bucket')
    return isBeneathPoint ? granted(tenant, { ...target, in: 'access-point' }) : NOTHING;
  return target.in === 'role' ? NOTHING : granted(tenant, target);
}

/** What is left to the target role where its own policies say nothing: a resource's policy never grants by itself. */
export function saidWithoutRole(target: Target): Verdict {
  return isOverPlainHttp(target) ? ALL_REFUSED : NOTHING;
}

/** The customer's own administrators do as they like, over TLS. */
export function saidOfOwner(target: Target): Verdict {
  return isOverPlainHttp(target) ? ALL_REFUSED : EVERYTHING;
}

/** Plain HTTP is refused wherever the bucket's policy is asked, to everybody. */
export function isOverPlainHttp(target: Target): boolean {
  return !target.tls && target.in === 'bucket';
}

/** Who may do what to the target role. `externalId`: undefined where the request has none. */
export function saidOfAssuming(tenant: Tenant, caller: Caller, externalId: string | undefined): Verdict {
  const { vendor, vendorPrincipals, verifier, externalIds, access, awaited } = tenant;
  if (access === 'suspended' || awaited.length > 0)
    return { allowed: NONE, refused: new Set([ASSUMING, ...vendor.trustActions]) };
  const isVendor = vendorPrincipals.some((principal) => isMeant(principal, caller));
  const isVerifier = verifier !== undefined && isMeant(verifier.principal, caller);
  const isItself = vendor.selfAssume && caller.role === 'session';
  const idFits = externalIds.length === 0 || (externalId !== undefined && externalIds.includes(externalId));
  const assumes = (isVendor || isVerifier || isItself) && idFits;
  return {
    allowed: new Set([...(assumes ? [ASSUMING] : []), ...(isVendor ? vendor.trustActions : [])]),
    refused: NONE,
  };
}

/** Whether the file names the caller as one who may assume the role, with the right external ID. */
export function namesCaller({ vendorPrincipals, verifier, vendor }: Tenant, caller: Caller): boolean {
  const named = [...vendorPrincipals, ...(verifier ? [verifier.principal] : [])];
  return (
    named.some((principal) => isMeant(principal, caller)) || (vendor.selfAssume && caller.role === 'session')
  );
}

/** A principal's ARN means that role or user; an account's root means everybody of the account whom it lets. */
function isMeant(principal: string, { identityArn, account }: Caller): boolean {
  if (identityArn === undefined) return false;
  return principal === identityArn || (principal.endsWith(':root') && principal.split(':')[4] === account);
}
