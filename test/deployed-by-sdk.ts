/** Tenants deployed without Terraform, in a second: what their stacks would make, as far as requests are decided by it. */
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { CreateAccessPointCommand, PutAccessPointPolicyCommand } from '@aws-sdk/client-s3-control';
import type { AwsCredentialIdentity } from '@smithy/types';
import { iamClient, s3Client, s3ControlClient } from '../aws/clients';
import { assumed } from '../aws/credentials';
import { targetKind, tenantTags } from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { accountRootArn, parseArn } from '../config/values/arn';
import type { LocalAws } from '../config/values/local-aws';
import { rootCredentials } from '../local-aws';
import { accessPointPolicy } from '../policies/access-point-policy';
import { identityPolicies } from '../policies/access-policy';
import { bucketPolicy } from '../policies/bucket-policy';
import { policyJson } from '../policies/policy-document';
import { trustPolicy } from '../policies/trust-policy';
import { START_SECRET } from './start-secret';

/** The root user's keys of an account of the embedded AWS. */
export function rootOf(account: string): AwsCredentialIdentity {
  const { accessKeyId, secretAccessKey } = rootCredentials(account, START_SECRET);
  return { accessKeyId, secretAccessKey };
}

export async function deployBySdk(
  tenant: Tenant,
  localAws: LocalAws,
  sharers: readonly Tenant[] = [],
): Promise<void> {
  const { region, account, bucket, accessPoint, access } = tenant;
  const settings = { region, localAws, credentials: rootOf(account) };
  const s3 = s3Client(settings);
  const Bucket = bucket.name;
  if (!bucket.existing) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    if (bucket.kmsKeyArn !== undefined)
      await s3.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: {
                  SSEAlgorithm: 'aws:kms',
                  KMSMasterKeyID: bucket.kmsKeyArn,
                },
                BucketKeyEnabled: true,
              },
            ],
          },
        }),
      );
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policyJson(bucketPolicy(tenant, sharers)) }));
  }
  if (access === 'revoked') return;
  await (targetKind(tenant) === 'user' ? makeUser : makeRole)(tenant, iamClient(settings));
  const onPoint = accessPointPolicy(tenant);
  if (!accessPoint || !onPoint) return;
  const control = s3ControlClient(settings);
  const point = { AccountId: account, Name: accessPoint.name };
  await control.send(new CreateAccessPointCommand({ ...point, Bucket }));
  await control.send(new PutAccessPointPolicyCommand({ ...point, Policy: policyJson(onPoint) }));
}

async function makeRole(tenant: Tenant, iam: IAMClient): Promise<void> {
  const { target: role } = tenant;
  await iam.send(
    new CreateRoleCommand({
      RoleName: role.name,
      Path: role.path,
      AssumeRolePolicyDocument: policyJson(trustPolicy(tenant)),
      ...(role.permissionsBoundary === undefined ? {} : { PermissionsBoundary: role.permissionsBoundary }),
    }),
  );
  for (const policy of identityPolicies(tenant))
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: role.name,
        PolicyName: policy.name,
        PolicyDocument: policyJson(policy),
      }),
    );
}

async function makeUser(tenant: Tenant, iam: IAMClient): Promise<void> {
  const { name, path, permissionsBoundary } = tenant.target;
  await iam.send(
    new CreateUserCommand({
      UserName: name,
      Path: path,
      Tags: Object.entries(tenantTags(tenant)).map(([Key, Value]) => ({ Key, Value })),
      ...(permissionsBoundary === undefined ? {} : { PermissionsBoundary: permissionsBoundary }),
    }),
  );
  for (const policy of identityPolicies(tenant))
    await iam.send(
      new PutUserPolicyCommand({
        UserName: name,
        PolicyName: policy.name,
        PolicyDocument: policyJson(policy),
      }),
    );
}

/**
 * A session of a role in an account of which we are the administrator, made with the right to assume any role. Of an
 * account's root it is some role there. Of a user it is a key.
 */
export async function sessionAs(
  principal: string,
  localAws: LocalAws,
  region: string,
): Promise<AwsCredentialIdentity> {
  const { partition = 'aws', account = '', resource = '' } = parseArn(principal) ?? {};
  const path = resource.startsWith('role/') ? resource.slice('role'.length) : '/connector';
  const iam = iamClient({ region, localAws, credentials: rootOf(account) });
  const name = path.slice(path.lastIndexOf('/') + 1);
  const rights = {
    PolicyName: 'assume',
    PolicyDocument: document({ Action: 'sts:AssumeRole', Resource: '*' }),
  };
  if (resource.startsWith('user/')) return userOf(iam, resource.slice('user'.length), rights);
  await unlessThere(
    iam.send(
      new CreateRoleCommand({
        RoleName: name,
        Path: path.slice(0, path.lastIndexOf('/') + 1),
        AssumeRolePolicyDocument: document({
          Principal: { AWS: accountRootArn(partition, account) },
          Action: 'sts:AssumeRole',
        }),
      }),
    ),
  );
  await iam.send(new PutRolePolicyCommand({ RoleName: name, ...rights }));
  const credentials = await userOf(iam, `/operator-of-${name}`, rights);
  const roleArn = `arn:${partition}:iam::${account}:role${path}`;
  return assumed(roleArn, { region, localAws, credentials }, { sessionName: name })();
}

/** The root user can assume no role. `path` ends in the user's name. */
async function userOf(
  iam: IAMClient,
  path: string,
  rights: { readonly PolicyName: string; readonly PolicyDocument: string },
): Promise<AwsCredentialIdentity> {
  const at = path.lastIndexOf('/') + 1;
  const UserName = path.slice(at);
  await unlessThere(iam.send(new CreateUserCommand({ UserName, Path: path.slice(0, at) })));
  await iam.send(new PutUserPolicyCommand({ UserName, ...rights }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

/** A key of a tenant's target user, which must be there. */
export async function keyOf(tenant: Tenant, localAws: LocalAws): Promise<AwsCredentialIdentity> {
  const { region, account, target: role } = tenant;
  const iam = iamClient({ region, localAws, credentials: rootOf(account) });
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: role.name }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

async function unlessThere(making: Promise<unknown>): Promise<void> {
  await making.catch((error: Error) => {
    if (error.name !== 'EntityAlreadyExistsException') throw error;
  });
}

function document(elements: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...elements }] });
}
