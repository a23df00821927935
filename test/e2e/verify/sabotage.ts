/** Changes behind the kit's back, as data, and the way back. */
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as s3Control from '@aws-sdk/client-s3-control';
import { iamClient, kmsClient, s3Client, s3ControlClient } from '../../../aws/clients';
import { targetRoleArn } from '../../../config/tenant/names';
import type { Tenant } from '../../../config/tenant/tenant';
import { accessPointArn, bucketArn } from '../../../config/values/arn';
import { accessPointPolicy } from '../../../policies/access-point-policy';
import { accessPolicy, identityPolicies } from '../../../policies/access-policy';
import { bucketPolicy } from '../../../policies/bucket-policy';
import { policyJson } from '../../../policies/policy-document';
import { trustPolicy } from '../../../policies/trust-policy';
import { deployBySdk, rootOf } from '../../deployed-by-sdk';
import { ACCOUNT, REGION, type Scene } from './scene';

/** A policy of the tenant's, as deployed, with statements changed: by Sid, or by number where they have none. */
interface PolicyChange {
  readonly policy: 'trust' | 'role' | 'bucket' | 'access-point';
  /** Sid → elements that are put in place of its own; null takes an element away. */
  readonly change?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly drop?: readonly string[];
  readonly add?: readonly object[];
}

/** Any call of the SDK: `iam PutRolePolicy`. `account` is whose root makes it: the tenant's where not given. */
interface CallChange {
  readonly call: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly account?: string;
}

export type Change = PolicyChange | CallChange;

export interface Sabotage {
  readonly name: string;
  /** One of the scene's. */
  readonly tenant: string;
  readonly changes: readonly Change[];
  /** Which checks must fail, at least, by `--as`. */
  readonly fails: Readonly<Partial<Record<'vendor' | 'simulation', readonly string[]>>>;
  /** The owner can neither seed nor clean up, so that a live run could not tell all: 1, not 2. */
  readonly ownerIsHindered?: boolean;
  /** Nothing of the tenant's is sure to be there any more: it is deployed anew afterwards. */
  readonly rebuild?: boolean;
}

export async function sabotage({ tenant: name, changes }: Sabotage, scene: Scene): Promise<void> {
  const tenant = scene.tenant(name);
  for (const change of changes) {
    const { call, input, account } = 'call' in change ? change : putChanged(tenant, change);
    await send(call, filled(input, namesOf(tenant, scene)), account ?? ACCOUNT, scene);
  }
}

function putChanged(tenant: Tenant, { policy, change = {}, drop = [], add = [] }: PolicyChange): CallChange {
  const document = JSON.parse(documentOf(tenant, policy)) as { Statement: Record<string, unknown>[] };
  const unknown = [...Object.keys(change), ...drop].filter(
    (sid) => !document.Statement.some(({ Sid }) => Sid === sid),
  );
  if (unknown.length > 0) throw new Error(`the ${policy} policy has no statement ${unknown.join(', ')}`);
  const Statement = document.Statement.filter(({ Sid }) => !drop.includes(String(Sid)))
    .map((statement) => withoutNulls({ ...statement, ...change[String(statement.Sid)] }))
    .concat(add as Record<string, unknown>[]);
  return put(policy, JSON.stringify({ ...document, Statement }));
}

function withoutNulls(statement: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== null));
}

function documentOf(tenant: Tenant, policy: PolicyChange['policy']): string {
  const onPoint = accessPointPolicy(tenant);
  const policies = {
    trust: trustPolicy(tenant),
    role: accessPolicy(tenant),
    bucket: bucketPolicy(tenant, []),
    'access-point': onPoint ?? bucketPolicy(tenant, []),
  };
  return policyJson(policies[policy]);
}

function put(policy: PolicyChange['policy'], document: string): CallChange {
  switch (policy) {
    case 'trust':
      return { call: 'iam UpdateAssumeRolePolicy', input: { RoleName: '{role}', PolicyDocument: document } };
    case 'role':
      return {
        call: 'iam PutRolePolicy',
        input: { RoleName: '{role}', PolicyName: 's3-handshake-access', PolicyDocument: document },
      };
    case 'bucket':
      return { call: 's3 PutBucketPolicy', input: { Bucket: '{bucket}', Policy: document } };
    case 'access-point':
      return {
        call: 's3control PutAccessPointPolicy',
        input: { AccountId: ACCOUNT, Name: '{accessPoint}', Policy: document },
      };
  }
}

function namesOf(tenant: Tenant, scene: Scene): Readonly<Record<string, string>> {
  const { partition, region, account, bucket, accessPoint, target: role } = tenant;
  return {
    role: role.name,
    roleArn: targetRoleArn(tenant),
    bucket: bucket.name,
    bucketArn: bucketArn(partition, bucket.name),
    accessPoint: accessPoint?.name ?? '',
    accessPointArn: accessPointArn(partition, region, account, accessPoint?.name ?? ''),
    key: scene.keyArn,
    otherKey: scene.otherKeyArn,
    vendor: tenant.vendorPrincipals[0] ?? '',
  };
}

/** `{name}` in any text becomes the tenant's. A value under `json` becomes its text. */
function filled(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string')
    return value.replace(/\{(\w+)\}/g, (all, name: string) => names[name] ?? all);
  if (Array.isArray(value)) return value.map((one) => filled(one, names));
  if (typeof value !== 'object' || value === null) return value;
  if ('json' in value) return JSON.stringify(filled(value.json, names));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, names)]));
}

const SERVICES = {
  iam: [iam, iamClient],
  kms: [kms, kmsClient],
  s3: [s3, s3Client],
  s3control: [s3Control, s3ControlClient],
} as const;

async function send(call: string, input: unknown, account: string, { localAws }: Scene): Promise<unknown> {
  const [service = '', operation = ''] = call.split(' ');
  const [commands, clientFor] = SERVICES[service as keyof typeof SERVICES];
  const Command = (commands as unknown as Record<string, new (input: unknown) => never>)[
    `${operation}Command`
  ];
  if (!Command) throw new Error(`${call} is no call of the SDK`);
  const client = clientFor({ region: REGION, localAws, credentials: rootOf(account) });
  return (client as unknown as { send(command: never): Promise<unknown> }).send(new Command(input));
}

/** As it was deployed, whatever was done to it. */
export async function restore({ tenant: name, rebuild }: Sabotage, scene: Scene): Promise<void> {
  const tenant = scene.tenant(name);
  if (rebuild || tenant.access === 'revoked') await tearDown(tenant, scene);
  if (rebuild || tenant.access === 'revoked') return deployBySdk(tenant, scene.localAws);
  const names = namesOf(tenant, scene);
  const again = (call: string, input: unknown): Promise<unknown> =>
    send(call, filled(input, names), ACCOUNT, scene);
  for (const policy of ['trust', 'role', 'bucket'] as const) {
    const { call, input } = put(policy, documentOf(tenant, policy));
    await again(call, input);
  }
  if (tenant.accessPoint) {
    const { call, input } = put('access-point', documentOf(tenant, 'access-point'));
    await again(call, input);
  }
  for (const policy of identityPolicies(tenant))
    await again('iam PutRolePolicy', {
      RoleName: '{role}',
      PolicyName: policy.name,
      PolicyDocument: policyJson(policy),
    });
  if (tenant.target.permissionsBoundary !== undefined)
    await again('iam PutRolePermissionsBoundary', {
      RoleName: '{role}',
      PermissionsBoundary: tenant.target.permissionsBoundary,
    });
  await withoutStrangers(tenant, scene);
  await again('kms PutKeyPolicy', { KeyId: '{key}', PolicyName: 'default', Policy: { json: KEY_POLICY } });
  if (tenant.bucket.kmsKeyArn !== undefined)
    await again('s3 PutBucketEncryption', {
      Bucket: '{bucket}',
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: '{key}' },
            BucketKeyEnabled: true,
          },
        ],
      },
    });
}

const KEY_POLICY = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
  ],
};

/** Whatever else hangs on the role goes. */
async function withoutStrangers(tenant: Tenant, { localAws }: Scene): Promise<void> {
  const client = iamClient({ region: REGION, localAws, credentials: rootOf(ACCOUNT) });
  const RoleName = tenant.target.name;
  const own = [...identityPolicies(tenant).map(({ name }) => name)];
  const { PolicyNames = [] } = await client.send(new iam.ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames)
    if (!own.includes(PolicyName))
      await client.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName }));
  const { AttachedPolicies = [] } = await client.send(new iam.ListAttachedRolePoliciesCommand({ RoleName }));
  for (const { PolicyArn } of AttachedPolicies)
    await client.send(new iam.DetachRolePolicyCommand({ RoleName, PolicyArn }));
}

async function tearDown(tenant: Tenant, scene: Scene): Promise<void> {
  const names = namesOf(tenant, scene);
  const gone = (call: string, input: unknown, account = ACCOUNT): Promise<unknown> =>
    send(call, filled(input, names), account, scene).catch(() => undefined);
  if (tenant.accessPoint)
    await gone('s3control DeleteAccessPoint', { AccountId: ACCOUNT, Name: '{accessPoint}' });
  for (const { name: PolicyName } of identityPolicies(tenant))
    await gone('iam DeleteRolePolicy', { RoleName: '{role}', PolicyName });
  await gone('iam DeleteRole', { RoleName: '{role}' });
  for (const account of [ACCOUNT, '444455556666'])
    await gone('s3 DeleteBucket', { Bucket: '{bucket}' }, account);
}
