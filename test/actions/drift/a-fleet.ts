/** Many tenants over several accounts, deployed on an embedded AWS that the reader enters by the fleet's read role. */
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { AwsCredentialIdentity } from '@smithy/types';
import { readRights } from '../../../actions/drift/read-rights';
import type { Report } from '../../../actions/drift/report/document';
import { inParallel } from '../../../aws/pool';
import { loadProject, type Project, sharersOf } from '../../../config';
import type { Tenant } from '../../../config/tenant/tenant';
import type { LocalAws } from '../../../local-aws';
import { drift, makeProject } from './a-project';
import { type AdminClients, adminClients } from './admin';
import { deployBySdk } from './deploy-by-sdk';

export interface Fleet {
  readonly folder: string;
  readonly project: Project;
  readonly accounts: readonly string[];
  /** The environment of who may enter the accounts to read, and may do nothing else. */
  readonly env: Readonly<Record<string, string>>;
  admin(account: string): AdminClients;
}

/** The account of who reads. */
const TOOLS = '999900000000';
const READER = 'drift-reader';

export interface FleetSize {
  readonly tenants: number;
  readonly accounts: number;
  /** Whether all are active and have neither an access point nor a key. @default false */
  readonly areAlike?: boolean;
}

/** `refusing`: an account whose read role trusts nobody of ours. */
export async function deployFleet(localAws: LocalAws, size: FleetSize, refusing?: string): Promise<Fleet> {
  const accounts = Array.from({ length: size.accounts }, (_, at) => accountAt(at));
  const admin = (account: string) => adminClients(localAws, localAws.rootCredentials(account));
  const names = Array.from({ length: size.tenants }, (_, at) => `tenant-${String(at).padStart(4, '0')}`);
  const folder = makeProject({
    'handshake.yaml': `roles: { read: "arn:aws:iam::{account}:role/${READER}" }\n`,
    ...Object.fromEntries(
      names.map((name, at) => [
        `tenants/${name}.yaml`,
        fileOf(name, size.areAlike ? 0 : at, accounts[at % accounts.length] ?? ''),
      ]),
    ),
  });
  const reader = await makeReader(admin(TOOLS));
  for (const account of accounts)
    await makeReadRole(admin(account).iam, account === refusing ? account : TOOLS);
  const project = loadProject(folder);
  if (project.problems.length > 0) throw new Error(JSON.stringify(project.problems[0]));
  const clients = new Map(accounts.map((account) => [account, admin(account)]));
  await inParallel(project.tenants, 8, new AbortController().signal, async (tenant) => {
    const own = clients.get(tenant.account);
    if (own) await deployBySdk(tenant, sharersOf(project, tenant), own);
  });
  const env = {
    ...localAws.environment(TOOLS),
    AWS_ACCESS_KEY_ID: reader.accessKeyId,
    AWS_SECRET_ACCESS_KEY: reader.secretAccessKey,
  };
  return { folder, project, accounts, env, admin };
}

/** What `drift --json` reports on the fleet, with more arguments. */
export async function reportOn({ folder, env }: Fleet, ...argv: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await drift(folder, [...argv, '--json'], env);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

/** The first tenant outside the account `refusing` that is active and has no access point. */
export function plainTenantOf({ tenants }: Project, refusing?: string): Tenant {
  const tenant = tenants.find(
    ({ account, access, accessPoint }) => account !== refusing && access === 'active' && !accessPoint,
  );
  if (!tenant) throw new Error('there is none');
  return tenant;
}

export function accountAt(at: number): string {
  return `1111000000${String(at).padStart(2, '0')}`;
}

/** Every fifth has an access point, every seventh is suspended, every eleventh revoked, one of forty has a key. */
function fileOf(name: string, at: number, account: string): string {
  const access = at % 11 === 10 ? 'revoked' : at % 7 === 6 ? 'suspended' : 'active';
  const isKeyed = at % 40 === 9;
  return [
    `tenant: ${name}`,
    `customer: customer-of-${name}`,
    `vendor: ${isKeyed ? 'channelmix' : 'amperity'}`,
    `account: "${account}"`,
    'region: us-east-1',
    ...(isKeyed
      ? ['credentials: access-key']
      : [
          'principal: arn:aws:iam::999988887777:role/prod/amperity-plugin',
          `externalId: "${name}-external-ID"`,
        ]),
    `bucket: { name: ${name}-exchange }`,
    'grants:',
    '  - { prefix: to-amperity/, allow: [get, list] }',
    '  - { prefix: from-amperity/, allow: [get, put, list, delete] }',
    ...(at % 5 === 2 ? [`accessPoint: { name: ${name} }`] : []),
    ...(access === 'active' ? [] : [`access: ${access}`]),
    'tags: { owner: data-platform }',
    '',
  ].join('\n');
}

async function makeReader({ iam }: AdminClients): Promise<AwsCredentialIdentity> {
  const UserName = 'nightly';
  await iam.send(new CreateUserCommand({ UserName }));
  const Statement = [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::*:role/${READER}` },
  ];
  await iam.send(
    new PutUserPolicyCommand({
      UserName,
      PolicyName: 'enter',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

/** With the rights that `drift --policy` prints, and no others. */
async function makeReadRole(iam: AdminClients['iam'], trusted: string): Promise<void> {
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${trusted}:root` }, Action: 'sts:AssumeRole' },
  ];
  await iam.send(
    new CreateRoleCommand({
      RoleName: READER,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  await setReadRights(iam, readRights('aws').Statement);
}

export async function setReadRights(iam: AdminClients['iam'], Statement: readonly unknown[]): Promise<void> {
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: READER,
      PolicyName: 'read',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
}
