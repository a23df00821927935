/** What is deployed, attribute by attribute, in the form in which what is expected is written. */
import type { DeployedAccessPoint } from '../../aws/deployed/access-point';
import type { DeployedBucket, ListedAccessPoint } from '../../aws/deployed/bucket';
import type { BucketSettingName } from '../../aws/deployed/bucket-settings';
import { WHERE_UNSET } from '../../aws/deployed/bucket-settings';
import type { IdentityPolicies } from '../../aws/deployed/identity-policies';
import { mapReading, present, type Reading } from '../../aws/deployed/reading';
import type { DeployedRole } from '../../aws/deployed/role';
import type { DeployedUser } from '../../aws/deployed/user';
import { ROTATION_TAG } from '../../config/tenant/names';
import type { Json } from '../../config/values/json-value';
import type { AccessPointAttribute, BucketAttribute, RoleAttribute, UserAttribute } from './attributes';

/** What was not asked for is not in it. */
export type Actual<Attribute extends string> = Readonly<Partial<Record<Attribute, Reading<Json>>>>;

export function bucketAttributes({
  region,
  settings,
  accessPoints,
}: DeployedBucket): Actual<BucketAttribute> {
  const each = Object.entries(settings) as [BucketSettingName, Reading<Json>][];
  return {
    region,
    ...Object.fromEntries(each.map(([name, reading]) => [name, orDefault(name, reading)])),
    ...(accessPoints
      ? { accessPoints: mapReading(accessPoints, 's3:ListAccessPoints', accessPointsByName) }
      : {}),
  };
}

/** Where a setting is absent, what S3 does then is what holds. */
function orDefault(name: BucketSettingName, reading: Reading<Json>): Reading<Json> {
  const otherwise = WHERE_UNSET[name];
  return reading.state === 'absent' && otherwise ? present(otherwise) : reading;
}

function accessPointsByName(points: ReadonlyMap<string, ListedAccessPoint>): Json {
  return recordOf(
    [...points].map(([name, { networkOrigin, vpcId }]) => [
      name,
      { NetworkOrigin: networkOrigin, ...(vpcId === undefined ? {} : { VpcId: vpcId }) },
    ]),
  );
}

export function roleAttributes(role: DeployedRole): Actual<RoleAttribute> {
  const { settings } = role;
  // One call reads them all: it is told once that it was denied.
  if (settings.state !== 'present') return { path: settings, ...policyAttributes(role, 'Role') };
  const { path, trustPolicy, maxSessionDuration, permissionsBoundary, description, tags } = settings.value;
  return {
    path: present(path),
    trust: present(trustPolicy),
    maxSessionDuration: present(maxSessionDuration),
    permissionsBoundary: present(permissionsBoundary ?? null),
    description: present(description),
    tags: present(recordOf(Object.entries(tags))),
    ...policyAttributes(role, 'Role'),
  };
}

export function userAttributes(user: DeployedUser): Actual<UserAttribute> {
  const { settings, groups, loginProfile } = user;
  const ways: Actual<UserAttribute> = {
    ...policyAttributes(user, 'User'),
    groups: mapReading(groups, 'iam:ListGroupsForUser', recordOf),
    loginProfile: mapReading(loginProfile, 'iam:GetLoginProfile', (created) => ({
      Created: created.toISOString().slice(0, 10),
    })),
  };
  if (settings.state !== 'present') return { path: settings, ...ways };
  const { path, permissionsBoundary, tags } = settings.value;
  // What it records is compared with the keys.
  const { [ROTATION_TAG]: _, ...others } = tags;
  return {
    path: present(path),
    permissionsBoundary: present(permissionsBoundary ?? null),
    tags: present(recordOf(Object.entries(others))),
    ...ways,
  };
}

function policyAttributes(
  { attachedPolicies }: IdentityPolicies,
  kind: 'Role' | 'User',
): Actual<'attachedPolicies'> {
  return { attachedPolicies: mapReading(attachedPolicies, `iam:ListAttached${kind}Policies`, recordOf) };
}

export function accessPointAttributes({
  settings,
  policy,
}: DeployedAccessPoint): Actual<AccessPointAttribute> {
  if (settings.state !== 'present') return { bucket: settings, policy };
  const { bucket, networkOrigin, vpcId, publicAccessBlock } = settings.value;
  return {
    bucket: present(bucket),
    networkOrigin: present(vpcId ?? networkOrigin),
    publicAccessBlock: present({ ...publicAccessBlock }),
    policy,
  };
}

/** `null` stands for none. */
function recordOf(entries: Iterable<readonly [string, Json]>): Json {
  const all = [...entries];
  return all.length === 0 ? null : Object.fromEntries(all);
}
