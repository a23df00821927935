/**
 * All resources of one tenant. The ids of the constructs are contract: they are the addresses in the tenant's state, and
 * a changed one replaces a customer's role.
 */
import type { Construct } from 'constructs';
import type { Adoption } from '../config/adoption/adoption';
import {
  targetKind,
  targetRoleArn,
  targetRoleDescription,
  targetTags,
  targetUserArn,
  tenantTags,
} from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { UserError } from '../config/user-error';
import { accessPointArn, bucketArn } from '../config/values/arn';
import { DECLARED_SETTINGS, type DeclaredSetting } from '../config/values/bucket-settings';
import { isRecord } from '../config/values/json-value';
import { accessPointPolicy } from '../policies/access-point-policy';
import { identityPolicies } from '../policies/access-policy';
import { adoptionRefusal } from '../policies/adoption/adoption-losses';
import { bucketPolicy } from '../policies/bucket-policy';
import { type BucketGrants, grantsPolicy } from '../policies/grants-policy';
import { quotaProblems } from '../policies/quotas';
import { trustPolicy } from '../policies/trust-policy';
import { AdoptionGuard } from './adoption-guard';
import { type BucketReference, nameOfBucket } from './bucket-reference';
import { CustomerBucket } from './customer-bucket';
import type { InlinePolicy } from './inline-policy';
import { ReplacementGuard } from './replacement-guard';
import { SharingGuard } from './sharing-guard';
import { TargetRole } from './target-role';
import { TargetUser } from './target-user';
import { UnmanagedBucket } from './unmanaged-bucket';
import { VendorAccessPoint } from './vendor-access-point';

/** What a tenant's resources are made from. */
export interface TenantResourcesProps {
  /** From `defineTenant`, or one of a project's that `loadProject` read. */
  readonly tenant: Tenant;
  /**
   * The other tenants on the bucket that this tenant makes; the bucket's policy speaks for them too.
   * @default - none
   */
  readonly sharers?: readonly Tenant[] | undefined;
  /**
   * The bucket, where the app makes it itself. The tenant says `existing: true` and its name.
   * @default - the tenant's bucket by its name
   */
  readonly bucket?: BucketReference | undefined;
  /**
   * Grants on more buckets, in the same role: an inline policy of their own beside the tenant's.
   * @default - the tenant's bucket alone
   */
  readonly furtherBuckets?: readonly BucketGrants[] | undefined;
  /**
   * What is there of the bucket and the role that the tenant's file adopts: `readAdoption` reads it. Without it no plan
   * succeeds, since nobody knows what would be overwritten.
   * @default - nobody has looked
   */
  readonly adoption?: Adoption | undefined;
  /**
   * Whether all that would be lost by adopting is approved, also what the record does not say. `s3-handshake`'s own app
   * takes it from HANDSHAKE_ALLOW_LOSS.
   * @default false
   */
  readonly allowLoss?: boolean | undefined;
  /**
   * Whether a plan may replace a bucket, a role, a user or an access point. `s3-handshake`'s own app takes it from
   * HANDSHAKE_ALLOW_REPLACE, which the error of a plan that may not names; in an app of your own this property allows it.
   * @default false
   */
  readonly allowReplacement?: boolean | undefined;
}

/** What was made. */
export interface TenantResources {
  readonly bucketName: string;
  /** Undefined where the bucket exists already. */
  readonly bucket: CustomerBucket | undefined;
  /** Undefined for a vendor that comes with an access key, and where access is revoked. */
  readonly role: TargetRole | undefined;
  /** Undefined for a vendor that assumes a role, and where access is revoked. */
  readonly user: TargetUser | undefined;
  /** Undefined where the tenant has none, and where access is revoked. */
  readonly accessPoint: VendorAccessPoint | undefined;
}

/** The construct's, and so a part of its resources' addresses. */
const BUCKET_ID = 'customer-bucket';

/** Makes the resources in `scope`. Throws `UserError` where AWS would refuse a policy for its length. */
export function makeTenantResources(scope: Construct, props: TenantResourcesProps): TenantResources {
  const { tenant } = props;
  mustBeMakeable(props);
  const bucket = tenant.bucket.existing ? undefined : makeBucket(scope, props);
  if (!bucket) new UnmanagedBucket(scope, 'unmanaged-bucket', BUCKET_ID);
  const bucketName = bucket?.bucketName ?? nameOfBucket(props.bucket ?? tenant.bucket.name);
  guardAdoption(scope, props);
  guardSharing(scope, props);
  const isOpen = tenant.access !== 'revoked';
  const isUser = targetKind(tenant) === 'user';
  return {
    bucketName,
    bucket,
    role: isOpen && !isUser ? makeRole(scope, props) : undefined,
    user: isOpen && isUser ? makeUser(scope, props) : undefined,
    accessPoint: isOpen ? makeAccessPoint(scope, props, bucketName) : undefined,
  };
}

function mustBeMakeable({ tenant, sharers = [], bucket }: TenantResourcesProps): void {
  if (bucket !== undefined && !tenant.bucket.existing)
    throw new UserError(
      `tenant ${tenant.name} makes the bucket ${tenant.bucket.name} itself: a bucket of the app's own needs existing: true`,
    );
  const problems = quotaProblems(tenant, sharers);
  if (problems.length > 0)
    throw new UserError(
      problems.map(({ path, message }) => `tenant ${tenant.name}: ${path}: ${message}`).join('\n'),
    );
}

function makeBucket(
  scope: Construct,
  { tenant, sharers = [], ...props }: TenantResourcesProps,
): CustomerBucket {
  const { name, existing: _, ...settings } = tenant.bucket;
  const bucket = new CustomerBucket(scope, BUCKET_ID, {
    ...settings,
    bucketName: name,
    policy: bucketPolicy(tenant, sharers),
    adopt: tenant.adopt.includes('bucket') ? settingsThere(props.adoption) : undefined,
    tags: tenantTags(tenant),
  });
  guard(bucket, { tenant, ...props }, 'bucket', bucketArn(tenant.partition, name));
  return bucket;
}

function makeRole(scope: Construct, props: TenantResourcesProps): TargetRole {
  const { tenant } = props;
  const { name, ...settings } = tenant.target;
  const role = new TargetRole(scope, 'target-role', {
    ...settings,
    roleName: name,
    description: targetRoleDescription(tenant),
    trustPolicy: trustPolicy(tenant),
    policies: inlinePolicies(props),
    adopt: tenant.adopt.includes('role')
      ? Object.keys(props.adoption?.role?.inlinePolicies ?? {})
      : undefined,
    tags: targetTags(tenant),
  });
  guard(role, props, 'target role', targetRoleArn(tenant));
  return role;
}

function makeUser(scope: Construct, props: TenantResourcesProps): TargetUser {
  const { tenant } = props;
  const { name, path, permissionsBoundary } = tenant.target;
  const user = new TargetUser(scope, 'target-user', {
    userName: name,
    path,
    permissionsBoundary,
    policies: inlinePolicies(props),
    tags: targetTags(tenant),
  });
  guard(user, props, 'target user', targetUserArn(tenant));
  return user;
}

function makeAccessPoint(
  scope: Construct,
  props: TenantResourcesProps,
  bucket: string,
): VendorAccessPoint | undefined {
  const { tenant } = props;
  const policy = accessPointPolicy(tenant);
  if (!tenant.accessPoint || !policy) return undefined;
  const { partition, region, account, accessPoint } = tenant;
  const point = new VendorAccessPoint(scope, 'vendor-access-point', {
    accessPointName: accessPoint.name,
    bucket,
    policy,
  });
  guard(point, props, 'access point', accessPointArn(partition, region, account, accessPoint.name));
  return point;
}

function inlinePolicies({ tenant, furtherBuckets = [] }: TenantResourcesProps): readonly InlinePolicy[] {
  if (furtherBuckets.length === 0) return identityPolicies(tenant);
  const further = grantsPolicy({
    name: 's3-handshake-further-buckets',
    region: tenant.region,
    account: tenant.account,
    buckets: furtherBuckets,
  });
  return [...identityPolicies(tenant), further];
}

/** A bucket without versions has no versioning to import: S3 answers nothing. */
function settingsThere(adoption: Adoption | undefined): readonly DeclaredSetting[] {
  const settings = adoption?.bucket?.settings ?? {};
  return DECLARED_SETTINGS.filter((name) => {
    const value = settings[name];
    return value !== undefined && !(name === 'versioning' && isRecord(value) && value.Status === 'Off');
  });
}

function guardAdoption(
  scope: Construct,
  { tenant, sharers = [], adoption, allowLoss = false }: TenantResourcesProps,
): void {
  const refusal = adoptionRefusal(tenant, sharers, adoption, allowLoss);
  if (refusal !== undefined) new AdoptionGuard(scope, 'adoption-guard', { refusal });
}

function guardSharing(scope: Construct, { tenant, sharers = [] }: TenantResourcesProps): void {
  for (const { name, access } of sharers)
    if (access !== 'revoked' && !tenant.bucket.existing) new SharingGuard(scope, `shared-with-${name}`, name);
}

function guard(
  guarded: Construct,
  { tenant, allowReplacement = false }: TenantResourcesProps,
  what: string,
  identity: string,
): void {
  const scope = guarded.node.scope ?? guarded;
  new ReplacementGuard(scope, `${what.replaceAll(' ', '-')}-guard`, {
    what,
    identity,
    allowReplacement,
    howToAllow: `To allow it, run the command again with HANDSHAKE_ALLOW_REPLACE=${tenant.name}`,
    guarded,
  });
}
