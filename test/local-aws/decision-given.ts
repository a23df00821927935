/** The steps by which an account's root user makes what a chapter of the decision table says is there. */
import {
  document,
  type Given,
  type GivenAccessPoint,
  type GivenBucket,
  type GivenKey,
  type GivenRole,
  type GivenSession,
  type GivenUser,
  type Statements,
} from './decision-table';

type Input = Readonly<Record<string, unknown>>;

export interface Step {
  readonly as: string;
  readonly do: string;
  readonly with: Input;
  readonly region?: string;
}

/** One phase after the other; within a phase the sequences of steps do not need each other. */
export function phasesOf(given: Given): readonly (readonly (readonly Step[])[])[] {
  const { users = [], roles = [], keys = [], buckets = [], accessPoints = [], sessions = [] } = given;
  return [
    [...users.map(userSteps), ...keys.filter(({ policy }) => !policy).map(keySteps)],
    // A role may trust those that stand before it.
    ...roles.map((role) => [roleSteps(role)]),
    keys.filter(({ policy }) => policy).map(keySteps),
    buckets.map(bucketSteps),
    accessPoints.map(accessPointSteps),
    ...sessions.map((session) => [[sessionStep(session, roles)]]),
  ];
}

function byRoot(
  account: string,
  service: string,
  region?: string,
): (operation: string, input: Input) => Step {
  return (operation, input) => ({
    as: `root ${account}`,
    do: `${service}:${operation}`,
    with: input,
    ...(region === undefined ? {} : { region }),
  });
}

function userSteps({ name, account, path, allow, boundary, tags, group, attached = [] }: GivenUser): Step[] {
  const root = byRoot(account, 'iam');
  const UserName = name;
  const GroupName = `${name}-group`;
  return [
    ...boundarySteps(account, name, boundary),
    root('CreateUser', { UserName, Path: path, Tags: tagList(tags), ...boundaryOf(account, name, boundary) }),
    ...(allow
      ? [root('PutUserPolicy', { UserName, PolicyName: 'own', PolicyDocument: document(allow) })]
      : []),
    ...attached.map((PolicyArn) => root('AttachUserPolicy', { UserName, PolicyArn })),
    ...(group
      ? [
          root('CreateGroup', { GroupName }),
          root('PutGroupPolicy', { GroupName, PolicyName: 'group', PolicyDocument: document(group) }),
          root('AddUserToGroup', { GroupName, UserName }),
        ]
      : []),
    root('CreateAccessKey', { UserName }),
  ];
}

function roleSteps(role: GivenRole): Step[] {
  const { name, account, path, trust, allow, boundary, tags, maxSessionDuration } = role;
  const root = byRoot(account, 'iam');
  const RoleName = name;
  return [
    ...boundarySteps(account, name, boundary),
    root('CreateRole', {
      RoleName,
      Path: path,
      Tags: tagList(tags),
      MaxSessionDuration: maxSessionDuration,
      AssumeRolePolicyDocument: document(trust),
      ...boundaryOf(account, name, boundary),
    }),
    ...(allow
      ? [root('PutRolePolicy', { RoleName, PolicyName: 'own', PolicyDocument: document(allow) })]
      : []),
  ];
}

function boundarySteps(account: string, name: string, boundary: Statements | undefined): Step[] {
  if (!boundary) return [];
  const input = { PolicyName: `${name}-boundary`, PolicyDocument: document(boundary) };
  return [byRoot(account, 'iam')('CreatePolicy', input)];
}

function boundaryOf(account: string, name: string, boundary: Statements | undefined): Input {
  return boundary ? { PermissionsBoundary: `arn:aws:iam::${account}:policy/${name}-boundary` } : {};
}

/** A key is found again by its description. */
function keySteps({ name, account, policy, disabled }: GivenKey): Step[] {
  const root = byRoot(account, 'kms');
  return [
    root('CreateKey', { Description: name, Policy: policy && document(policy) }),
    ...(disabled ? [root('DisableKey', { KeyId: `{key:${name}}` })] : []),
  ];
}

function bucketSteps(bucket: GivenBucket): Step[] {
  const { name: Bucket, account, region, policy, blockPublicAccess, ownership, objects = [] } = bucket;
  const root = byRoot(account, 's3', region);
  const elsewhere = region === undefined ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
  return [
    root('CreateBucket', { Bucket, ObjectOwnership: ownership, ...elsewhere }),
    ...(blockPublicAccess === false ? [root('DeletePublicAccessBlock', { Bucket })] : []),
    ...(blockPublicAccess
      ? [root('PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: blockPublicAccess })]
      : []),
    ...(bucket.versioned
      ? [root('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } })]
      : []),
    ...objects.map((Key) => root('PutObject', { Bucket, Key, Body: `the body of ${Key}` })),
    ...(bucket.key === undefined ? [] : [encryptionStep(bucket, bucket.key)]),
    ...(policy ? [root('PutBucketPolicy', { Bucket, Policy: document(policy) })] : []),
  ];
}

function encryptionStep({ name, account, region, bucketKey = false }: GivenBucket, key: string): Step {
  const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: `{key:${key}}` };
  const rule = { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: bucketKey };
  return byRoot(
    account,
    's3',
    region,
  )('PutBucketEncryption', {
    Bucket: name,
    ServerSideEncryptionConfiguration: { Rules: [rule] },
  });
}

function accessPointSteps({ name: Name, account: AccountId, bucket, policy, vpc }: GivenAccessPoint): Step[] {
  const root = byRoot(AccountId, 's3control');
  return [
    root('CreateAccessPoint', { AccountId, Name, Bucket: bucket, VpcConfiguration: vpc && { VpcId: vpc } }),
    ...(policy ? [root('PutAccessPointPolicy', { AccountId, Name, Policy: document(policy) })] : []),
  ];
}

function sessionStep({ name, by, role, seconds, policy }: GivenSession, roles: readonly GivenRole[]): Step {
  const RoleArn = roleArn(roles.find((one) => one.name === role));
  const input = {
    RoleArn,
    RoleSessionName: name,
    DurationSeconds: seconds,
    Policy: policy && document(policy),
  };
  return { as: by, do: 'sts:AssumeRole', with: input };
}

export function roleArn(role: GivenRole | undefined): string {
  if (!role) throw new Error('a session is of a role that the chapter does not have');
  return `arn:aws:iam::${role.account}:role${role.path ?? '/'}${role.name}`;
}

function tagList(
  tags: Readonly<Record<string, string>> | undefined,
): { Key: string; Value: string }[] | undefined {
  return tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
