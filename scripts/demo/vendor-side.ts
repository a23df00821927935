/** The vendors' side of the demo: in the embedded AWS their accounts are ours, so we can act as them. */
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { iamClient, stsClient } from '../../aws/clients';
import { targetRoleArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { accountRootArn, parseArn } from '../../config/values/arn';
import type { LocalAws } from '../../config/values/local-aws';

/** Credentials of an account's root, which the embedded AWS hands out for any account. */
export type RootOf = (account: string) => AwsCredentialIdentity;

/** For a vendor that is trusted by its whole account: any role there will do. */
const ROLE_OF_A_WHOLE_ACCOUNT = 'connector';

/**
 * Makes the role by which the vendor reaches its customers, with the right to assume the tenant's target role, and
 * answers a session of it.
 */
export async function vendorSession(
  tenant: Tenant,
  localAws: LocalAws,
  rootOf: RootOf,
): Promise<AwsCredentialIdentity> {
  const [principal = ''] = tenant.principals;
  const { account = '', resource = '', partition = 'aws' } = parseArn(principal) ?? {};
  const path = resource.startsWith('role/') ? resource.slice('role'.length) : `/${ROLE_OF_A_WHOLE_ACCOUNT}`;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const settings = { region: tenant.region, localAws, credentials: rootOf(account) };
  const iam = iamClient(settings);
  const trust = statement({
    Principal: { AWS: accountRootArn(partition, account) },
    Action: 'sts:AssumeRole',
  });
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      Path: path.slice(0, path.lastIndexOf('/') + 1),
      AssumeRolePolicyDocument: trust,
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: 'reach-customers',
      PolicyDocument: statement({ Action: 'sts:AssumeRole', Resource: targetRoleArn(tenant) }),
    }),
  );
  const roleArn = Role?.Arn ?? '';
  const service = await serviceUser(iam, `${name}-service`, roleArn);
  return assumeRole({ ...settings, credentials: service }, roleArn, name);
}

/** Who runs the vendor's software: a root user may not assume roles. */
async function serviceUser(
  iam: IAMClient,
  UserName: string,
  roleArn: string,
): Promise<AwsCredentialIdentity> {
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(
    new PutUserPolicyCommand({
      UserName,
      PolicyName: 'become-the-connector',
      PolicyDocument: statement({ Action: 'sts:AssumeRole', Resource: roleArn }),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

function statement(elements: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...elements }] });
}

/** A session of a role, `externalId` given where there is one. */
async function assumeRole(
  settings: Parameters<typeof stsClient>[0],
  RoleArn: string,
  RoleSessionName: string,
  externalId?: string,
): Promise<AwsCredentialIdentity> {
  const { Credentials } = await stsClient(settings).send(
    new AssumeRoleCommand({
      RoleArn,
      RoleSessionName,
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
