/**
 * The vendor's side, played in the embedded AWS: there every account is ours, so its service can be made and entered, to
 * try a tenant as the vendor will. Against AWS nobody but the vendor is the vendor.
 */
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  type IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { type ClientSettings, iamClient, stsClient } from '../../aws/clients';
import { sessionCredentials } from '../../aws/credentials';
import { accessKeysOf } from '../../aws/deployed/access-keys';
import { required } from '../../aws/required';
import { targetRoleArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { accountRootArn, parseArn } from '../../config/values/arn';
import type { LocalAws } from '../../config/values/local-aws';

/** Credentials of an account's root, which the embedded AWS hands out for any account. */
export type RootOf = (account: string) => AwsCredentialIdentity;

/** For a vendor that is trusted by its whole account: any role there will do. */
const ROLE_OF_A_WHOLE_ACCOUNT = '/any-role';
const MOST_KEYS = 2;

/** Whom a tenant trusts, within the vendor's account. */
interface VendorPrincipal {
  readonly kind: 'role' | 'user';
  /** Begins and ends with `/`. */
  readonly path: string;
  readonly name: string;
}

/**
 * Makes whom the tenant trusts, with the right to assume its target role, and answers credentials of it: a session of a
 * role, or a user's key. What is there already is used. Throws `UserError` for a tenant whose role nobody assumes, and
 * where no embedded AWS listens.
 */
export async function vendorSession(
  tenant: Tenant,
  localAws: LocalAws,
  rootOf: RootOf,
  signal: AbortSignal,
): Promise<AwsCredentialIdentity> {
  try {
    return await sessionOfTrusted(tenant, localAws, rootOf, signal);
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ECONNREFUSED' && !message.includes('ECONNREFUSED')) throw error;
    throw new UserError(`no embedded AWS listens on ${localAws.url}; start one: s3-handshake local-aws`);
  }
}

async function sessionOfTrusted(
  tenant: Tenant,
  localAws: LocalAws,
  rootOf: RootOf,
  signal: AbortSignal,
): Promise<AwsCredentialIdentity> {
  const { account = '', resource = '', partition = 'aws' } = parseArn(trustedPrincipal(tenant)) ?? {};
  const principal = principalIn(resource);
  const settings = { region: tenant.region, localAws, credentials: rootOf(account), signal };
  const iam = iamClient(settings);
  const mayAssumeTarget = allow({ Action: 'sts:AssumeRole', Resource: targetRoleArn(tenant) });
  if (principal.kind === 'user') {
    await makeUser(iam, principal, `reach-${tenant.name}`, mayAssumeTarget);
    return newKey(iam, principal.name);
  }
  const trust = allow({ Principal: { AWS: accountRootArn(partition, account) }, Action: 'sts:AssumeRole' });
  await makeRole(iam, principal, trust, `reach-${tenant.name}`, mayAssumeTarget);
  const roleArn = `arn:${partition}:iam::${account}:role${principal.path}${principal.name}`;
  // Who runs the vendor's software: a root user may not assume roles.
  const service = { kind: 'user', path: '/', name: `${principal.name}-service` } as const;
  await makeUser(iam, service, 'become-the-role', allow({ Action: 'sts:AssumeRole', Resource: roleArn }));
  return sessionIn({ ...settings, credentials: await newKey(iam, service.name) }, roleArn, principal.name);
}

function trustedPrincipal({ name, credentials, awaited, vendorPrincipals: [principal] }: Tenant): string {
  if (credentials === 'access-key')
    throw new UserError(
      `${name}: its vendor gets an access key and assumes nothing; s3-handshake keys create ${name} makes one`,
    );
  if (awaited.length > 0 || principal === undefined)
    throw new UserError(
      `${name}: its file does not name the vendor's principal yet, so there is nobody to be; s3-handshake set ${name} principal=<arn> adds it`,
    );
  return principal;
}

function principalIn(resource: string): VendorPrincipal {
  const [, kind = 'role', full = ROLE_OF_A_WHOLE_ACCOUNT] = /^(role|user)(\/.+)$/.exec(resource) ?? [];
  const at = full.lastIndexOf('/') + 1;
  return { kind: kind === 'user' ? 'user' : 'role', path: full.slice(0, at), name: full.slice(at) };
}

async function makeRole(
  iam: IAMClient,
  { path, name }: VendorPrincipal,
  trust: string,
  policy: string,
  document: string,
): Promise<void> {
  await unlessThere(() =>
    iam.send(new CreateRoleCommand({ RoleName: name, Path: path, AssumeRolePolicyDocument: trust })),
  );
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: policy, PolicyDocument: document }));
}

async function makeUser(
  iam: IAMClient,
  { path, name }: VendorPrincipal,
  policy: string,
  document: string,
): Promise<void> {
  await unlessThere(() => iam.send(new CreateUserCommand({ UserName: name, Path: path })));
  await iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: policy, PolicyDocument: document }));
}

async function unlessThere(make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
  } catch (error) {
    if ((error as Error).name !== 'EntityAlreadyExistsException') throw error;
  }
}

/** A user has two keys at most, as in AWS: of two, the older one makes room. */
async function newKey(iam: IAMClient, UserName: string): Promise<AwsCredentialIdentity> {
  const keys = await accessKeysOf(iam, UserName);
  const [oldest] = keys;
  if (keys.length >= MOST_KEYS && oldest)
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: oldest.id }));
  const operation = 'CreateAccessKey';
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return {
    accessKeyId: required(AccessKey?.AccessKeyId, operation, 'AccessKey.AccessKeyId'),
    secretAccessKey: required(AccessKey?.SecretAccessKey, operation, 'AccessKey.SecretAccessKey'),
  };
}

async function sessionIn(
  settings: ClientSettings,
  RoleArn: string,
  RoleSessionName: string,
): Promise<AwsCredentialIdentity> {
  const { Credentials } = await stsClient(settings).send(new AssumeRoleCommand({ RoleArn, RoleSessionName }));
  return sessionCredentials(Credentials);
}

function allow(elements: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...elements }] });
}
