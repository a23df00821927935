/**
 * Deploys a tenant by SDK calls, as its stack would by Terraform, but in a fraction of a second: for fleets of a size
 * that Terraform would deploy for hours. That the two come to the same is what the end-to-end tests show.
 */
import {
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import {
  CreateAccessPointCommand,
  DeleteAccessPointCommand,
  PutAccessPointPolicyCommand,
} from '@aws-sdk/client-s3-control';
import { TENANT_TAG, targetKind } from '../../../config/tenant/names';
import type { Tenant } from '../../../config/tenant/tenant';
import { policyJson } from '../../../policies/policy-document';
import { type AttachedPolicy, tenantPolicies } from '../../../policies/tenant-policies';
import type { AdminClients } from './admin';

const ALL_BLOCKED = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

/** As a later deployment does: what is there already is put right; role and access point are replaced. */
export async function redeployBySdk(tenant: Tenant, clients: AdminClients): Promise<void> {
  const { s3Control, iam } = clients;
  const { account, accessPoint, target } = tenant;
  const RoleName = target.name;
  if (accessPoint)
    await s3Control
      .send(new DeleteAccessPointCommand({ AccountId: account, Name: accessPoint.name }))
      .catch(unlessIt('NoSuchAccessPoint'));
  try {
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    for (const PolicyName of PolicyNames)
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    for (const { PolicyArn } of AttachedPolicies)
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  } catch (error) {
    unlessIt('NoSuchEntityException')(error);
  }
  await deployBySdk(tenant, [], clients);
}

/** Passes over an error of AWS's by its name, and over no other. */
function unlessIt(name: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Error) || error.name !== name) throw error;
  };
}

/** `sharers`: the other tenants on the bucket that `tenant` makes. */
export async function deployBySdk(
  tenant: Tenant,
  sharers: readonly Tenant[],
  clients: AdminClients,
): Promise<void> {
  const policies = tenantPolicies(tenant, sharers);
  if (!tenant.bucket.existing) await makeBucket(tenant, textOf(policies, 'bucket'), clients);
  if (tenant.access === 'revoked') return;
  await (targetKind(tenant) === 'user' ? makeUser : makeRole)(tenant, policies, clients);
  if (tenant.accessPoint) await makeAccessPoint(tenant, textOf(policies, 'access-point'), clients);
}

function textOf(policies: readonly AttachedPolicy[], kind: AttachedPolicy['kind']): string {
  const found = policies.find((policy) => policy.kind === kind);
  if (!found) throw new Error(`there is no policy of the kind ${kind}`);
  return policyJson(found.policy);
}

async function makeBucket(
  { bucket, region, name, tags }: Tenant,
  Policy: string,
  { s3 }: AdminClients,
): Promise<void> {
  const Bucket = bucket.name;
  const creation = new CreateBucketCommand({
    Bucket,
    ...(region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } }),
  });
  await s3.send(creation).catch(unlessIt('BucketAlreadyOwnedByYou'));
  const algorithm =
    bucket.kmsKeyArn === undefined
      ? ({ SSEAlgorithm: 'AES256' } as const)
      : ({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: bucket.kmsKeyArn } as const);
  await Promise.all([
    s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: ALL_BLOCKED })),
    s3.send(
      new PutBucketOwnershipControlsCommand({
        Bucket,
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      }),
    ),
    s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: algorithm,
              BucketKeyEnabled: bucket.kmsKeyArn !== undefined,
            },
          ],
        },
      }),
    ),
    s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })),
    s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: {
          Rules: [
            {
              ID: 'abort-incomplete-multipart-uploads',
              Status: 'Enabled',
              Filter: { Prefix: '' },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            },
            {
              ID: 'expire-noncurrent-versions',
              Status: 'Enabled',
              Filter: { Prefix: '' },
              NoncurrentVersionExpiration: { NoncurrentDays: bucket.noncurrentVersionDays },
              Expiration: { ExpiredObjectDeleteMarker: true },
            },
          ],
        },
      }),
    ),
    s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: tagList(name, tags) } })),
    s3.send(new PutBucketPolicyCommand({ Bucket, Policy })),
  ]);
  if (bucket.logging)
    await s3.send(
      new PutBucketLoggingCommand({
        Bucket,
        BucketLoggingStatus: {
          LoggingEnabled: { TargetBucket: bucket.logging.bucket, TargetPrefix: bucket.logging.prefix },
        },
      }),
    );
}

async function makeUser(
  { target: role, name, tags }: Tenant,
  policies: readonly AttachedPolicy[],
  { iam }: AdminClients,
): Promise<void> {
  await iam.send(
    new CreateUserCommand({
      UserName: role.name,
      Path: role.path,
      ...(role.permissionsBoundary === undefined ? {} : { PermissionsBoundary: role.permissionsBoundary }),
      Tags: tagList(name, tags),
    }),
  );
  for (const { kind, policy } of policies)
    if (kind === 'user')
      await iam.send(
        new PutUserPolicyCommand({
          UserName: role.name,
          PolicyName: policy.name,
          PolicyDocument: policyJson(policy),
        }),
      );
}

async function makeRole(
  { target: role, vendor, bucket, name, tags }: Tenant,
  policies: readonly AttachedPolicy[],
  { iam }: AdminClients,
): Promise<void> {
  await iam.send(
    new CreateRoleCommand({
      RoleName: role.name,
      Path: role.path,
      Description: `${vendor.name}: access to ${bucket.name}, tenant ${name}`,
      AssumeRolePolicyDocument: textOf(policies, 'trust'),
      MaxSessionDuration: role.maxSessionDuration,
      ...(role.permissionsBoundary === undefined ? {} : { PermissionsBoundary: role.permissionsBoundary }),
      Tags: tagList(name, tags),
    }),
  );
  for (const { kind, policy } of policies)
    if (kind === 'role')
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: role.name,
          PolicyName: policy.name,
          PolicyDocument: policyJson(policy),
        }),
      );
}

async function makeAccessPoint(
  { account, accessPoint, bucket }: Tenant,
  Policy: string,
  { s3Control }: AdminClients,
): Promise<void> {
  const Name = accessPoint?.name ?? '';
  await s3Control.send(
    new CreateAccessPointCommand({
      AccountId: account,
      Name,
      Bucket: bucket.name,
      PublicAccessBlockConfiguration: ALL_BLOCKED,
    }),
  );
  await s3Control.send(new PutAccessPointPolicyCommand({ AccountId: account, Name, Policy }));
}

function tagList(tenant: string, tags: Readonly<Record<string, string>>) {
  return Object.entries({ ...tags, [TENANT_TAG]: tenant }).map(([Key, Value]) => ({ Key, Value }));
}
