/** Something to read, for rights that most tenants give no occasion for. */
import {
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  DetachRolePolicyCommand,
  PutGroupPolicyCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { PutBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { kmsClient } from '../../../aws/clients';
import { targetKind } from '../../../config/tenant/names';
import type { Tenant } from '../../../config/tenant/tenant';
import type { LocalAws } from '../../../local-aws';
import type { AdminClients } from './admin';

/** What everybody may ask anyway. */
const HARMLESS = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }],
};

/** Groups, managed policies and keys are read only where a tenant has any. Answers what takes it back. */
export async function withWhatIsRead(
  right: string,
  tenants: readonly Tenant[],
  { iam, s3 }: AdminClients,
  localAws: LocalAws,
): Promise<() => Promise<void>> {
  const user = tenants.find((tenant) => targetKind(tenant) === 'user');
  const role = tenants.find((tenant) => targetKind(tenant) === 'role' && tenant.access === 'active');
  if (!user || !role) throw new Error('the fleet is too small');
  const attached = {
    RoleName: role.target.name,
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  };
  const GroupName = `readers-${right.replace(':', '-')}`;
  const member = { GroupName, UserName: user.target.name };
  const inline = { GroupName, PolicyName: 'read' };
  const Bucket = role.bucket.name;
  if (right.startsWith('kms:')) {
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: await byKey(role, localAws),
      }),
    );
    return async () => {
      await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: BY_S3 }));
    };
  }
  if (/:GetPolicy(?:Version)?$/.test(right)) {
    await iam.send(new AttachRolePolicyCommand(attached));
    return async () => void (await iam.send(new DetachRolePolicyCommand(attached)));
  }
  if (!/Group/.test(right)) return async () => undefined;
  await iam.send(new CreateGroupCommand({ GroupName }));
  await iam.send(new PutGroupPolicyCommand({ ...inline, PolicyDocument: JSON.stringify(HARMLESS) }));
  await iam.send(new AddUserToGroupCommand(member));
  return async () => {
    await iam.send(new RemoveUserFromGroupCommand(member));
    await iam.send(new DeleteGroupPolicyCommand(inline));
    await iam.send(new DeleteGroupCommand({ GroupName }));
  };
}

const BY_S3 = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }] };

async function byKey({ account, region }: Tenant, localAws: LocalAws) {
  const kms = kmsClient({ region, localAws, credentials: localAws.rootCredentials(account) });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  kms.destroy();
  const KMSMasterKeyID = KeyMetadata?.Arn ?? '';
  return {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID } }],
  };
}
