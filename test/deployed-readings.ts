/** What AWS would be read to have for a tenant, just as the kit deploys it: readings in memory, which a test may change. */
import type { DeployedAccessPoint } from '../aws/deployed/access-point';
import type { DeployedBucket } from '../aws/deployed/bucket';
import type { IdentityPolicies } from '../aws/deployed/identity-policies';
import type { DeployedKey } from '../aws/deployed/key';
import { ABSENT, type Present, present, type Reading } from '../aws/deployed/reading';
import type { DeployedTarget, DeployedTenant } from '../aws/deployed/tenant-readings';
import { targetArn, targetKind, targetRoleDescription, tenantTags } from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { accessPointPolicy } from '../policies/access-point-policy';
import { identityPolicies } from '../policies/access-policy';
import { bucketPolicy } from '../policies/bucket-policy';
import { policyJson } from '../policies/policy-document';
import { trustPolicy } from '../policies/trust-policy';

export const ALL_BLOCKED = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};
const UNIQUE_ID = { role: 'AROATARGETTARGET00001', user: 'AIDATARGETTARGET00001' };

/** `boundary`: the document of the one that the tenant's file names. */
export function deployedReadings(
  tenant: Tenant,
  sharers: readonly Tenant[] = [],
  boundary = document([{ Effect: 'Allow', Action: ['s3:*', 'kms:*', 'sts:*'], Resource: '*' }]),
): DeployedTenant {
  const { permissionsBoundary } = tenant.target;
  const { kmsKeyArn } = tenant.bucket;
  const points = [tenant, ...sharers].flatMap((each) => pointOf(each, tenant.bucket.name));
  return {
    target: targetReading(tenant),
    managedPolicies: new Map(
      permissionsBoundary === undefined ? [] : [[permissionsBoundary, present(boundary)]],
    ),
    bucket: present(bucketReading(tenant, sharers)),
    accessPoints: new Map(points),
    keys: new Map(kmsKeyArn === undefined ? [] : [[kmsKeyArn, present(keyReading(kmsKeyArn))]]),
    accountBlock: ABSENT,
  };
}

export function document(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function targetReading(tenant: Tenant): DeployedTarget {
  const kind = targetKind(tenant);
  const isThere = tenant.access !== 'revoked';
  const { path, maxSessionDuration, permissionsBoundary } = tenant.target;
  const settings = {
    arn: targetArn(tenant),
    uniqueId: UNIQUE_ID[kind],
    path,
    tags: tenantTags(tenant),
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
  };
  const policies: IdentityPolicies = {
    inlinePolicies: present(
      new Map(identityPolicies(tenant).map((policy) => [policy.name, present(policyJson(policy))])),
    ),
    attachedPolicies: present(new Map()),
  };
  if (kind === 'user') {
    const user = {
      ...policies,
      settings: present(settings),
      groups: present(new Map()),
      loginProfile: ABSENT,
      accessKeys: present([]),
      lastUses: new Map(),
    };
    return { kind, user: isThere ? present(user) : ABSENT, groups: new Map() };
  }
  const role = {
    ...policies,
    settings: present({
      ...settings,
      trustPolicy: policyJson(trustPolicy(tenant)),
      maxSessionDuration,
      description: targetRoleDescription(tenant),
    }),
  };
  return { kind, role: isThere ? present(role) : ABSENT };
}

/** As a bucket is that the kit makes; of an existing one with the statements that its owner is asked to add. */
function bucketReading(tenant: Tenant, sharers: readonly Tenant[]): DeployedBucket {
  const { bucket, region } = tenant;
  const onBucket = [tenant, ...sharers].flatMap(({ accessPoint, access }) =>
    accessPoint && access !== 'revoked' ? [accessPoint.name] : [],
  );
  return {
    region: present(region),
    settings: {
      policy: present(policyJson(bucketPolicy(tenant, sharers))),
      encryption: present(
        bucket.kmsKeyArn === undefined
          ? { Algorithm: 'AES256', Key: null, BucketKey: null }
          : { Algorithm: 'aws:kms', Key: bucket.kmsKeyArn, BucketKey: true },
      ),
      ownership: present({ ObjectOwnership: 'BucketOwnerEnforced' }),
      acl: ABSENT,
      publicAccessBlock: present({ ...ALL_BLOCKED }),
      requestPayment: ABSENT,
    },
    accessPoints: present(new Map(onBucket.map((name) => [name, { networkOrigin: 'Internet' }]))),
  };
}

function pointOf(
  tenant: Tenant,
  bucket: string,
): readonly (readonly [
  string,
  DeployedTenant['accessPoints'] extends ReadonlyMap<string, infer P> ? P : never,
])[] {
  const policy = accessPointPolicy(tenant);
  if (!tenant.accessPoint) return [];
  const { name } = tenant.accessPoint;
  if (tenant.access === 'revoked' || !policy) return [[name, ABSENT]];
  const point: DeployedAccessPoint = {
    settings: present({
      bucket,
      networkOrigin: 'Internet',
      alias: `${name}-s3alias`,
      publicAccessBlock: ALL_BLOCKED,
    }),
    policy: present(policyJson(policy)),
  };
  return [[name, present(point)]];
}

/** A key as AWS makes it: its own account decides. */
export function keyReading(arn: string, state = 'Enabled'): DeployedKey {
  const account = arn.split(':')[4];
  const root = { AWS: `arn:aws:iam::${account}:root` };
  return {
    settings: present({ arn, state, manager: 'CUSTOMER' }),
    policy: present(document([{ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }])),
  };
}

export function denied(right: string): Exclude<Reading<never>, Present<never>> {
  const message = `AccessDenied: not authorized to perform: ${right}`;
  return { state: 'unread', right, reason: 'denied', code: 'AccessDenied', message };
}
