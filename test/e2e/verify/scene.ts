/** An embedded AWS of its own, with tenants in it that tests may ruin, and verify run on them as a user would. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreatePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { VerifyReport } from '../../../actions/verify/report-schema';
import { iamClient, kmsClient } from '../../../aws/clients';
import { loadProject, selectTenants, sharersOf } from '../../../config';
import { targetArn, targetKind } from '../../../config/tenant/names';
import type { Tenant } from '../../../config/tenant/tenant';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../../local-aws';
import { commandLine } from '../../command-line';
import { deployBySdk, keyOf, rootOf, sessionAs } from '../../deployed-by-sdk';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
export const PLUGIN = 'arn:aws:iam::999988887777:role/prod/amperity-plugin';
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/vendors-boundary`;

const AMPERITY = `customer: acme
vendor: amperity
account: "${ACCOUNT}"
region: ${REGION}
principal: ${PLUGIN}
externalId: Acme-External-ID
grants:
  - { prefix: to-amperity/, allow: [get, list] }
  - { prefix: from-amperity/, allow: [put, get, list, delete], extraActions: [s3:PutObjectTagging] }
`;

/** `kms-key` stands for the key that the scene makes. */
export const TENANTS: Readonly<Record<string, string>> = {
  full: `tenant: full
${AMPERITY}bucket: { name: full-exchange, encryption: { kmsKeyArn: "kms-key" } }
accessPoint: { name: full-amperity }
verifier: { principal: "arn:aws:iam::${ACCOUNT}:role/ci" }
role: { path: /vendors/, permissionsBoundary: "${BOUNDARY}" }
`,
  plain: `tenant: plain
${AMPERITY}bucket: { name: plain-exchange }
`,
  channelmix: `tenant: channelmix
customer: acme
vendor: channelmix
account: "${ACCOUNT}"
region: ${REGION}
principal: arn:aws:iam::031871504755:root
acceptNoExternalId: ChannelMix supports none
bucket: { name: channelmix-exchange }
grants:
  - { prefix: acme/campaign-report/, allow: [get, put, list, delete] }
`,
  keyed: `tenant: keyed
customer: acme
vendor: custom
account: "${ACCOUNT}"
region: ${REGION}
credentials: access-key
bucket: { name: keyed-exchange, encryption: { kmsKeyArn: "kms-key" } }
accessPoint: { name: keyed-point }
grants:
  - { prefix: to-vendor/, allow: [get, list] }
  - { prefix: from-vendor/, allow: [put, list, delete] }
`,
  'keyed-suspended': `tenant: keyed-suspended
customer: acme
vendor: channelmix
account: "${ACCOUNT}"
region: ${REGION}
credentials: access-key
access: suspended
bucket: { name: keyed-suspended-exchange }
grants:
  - { prefix: acme/campaign-report/, allow: [get, put, list, delete] }
`,
  suspended: `tenant: suspended
${AMPERITY}bucket: { name: suspended-exchange }
access: suspended
`,
  revoked: `tenant: revoked
${AMPERITY}bucket: { name: revoked-exchange }
accessPoint: { name: revoked-amperity }
access: revoked
`,
};

export interface Scene {
  readonly folder: string;
  readonly localAws: LocalAws;
  readonly keyArn: string;
  /** A key that no tenant uses. */
  readonly otherKeyArn: string;
  tenant(name: string): Tenant;
  /** Runs `s3-handshake verify` in this process. */
  verify(tenant: string | readonly string[], options: RunOptions): Promise<Outcome>;
  /** The environment of a run as the vendor, or as the account's administrator. */
  env(tenant: string, as: 'vendor' | 'owner'): Promise<Record<string, string>>;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly as: 'vendor' | 'verifier' | 'simulation';
  /** With the owner's credentials. @default true */
  readonly owner?: boolean;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly report: VerifyReport;
}

/** `names`: of {@link TENANTS}, deployed. Further tenants may be given as files by name. */
export async function openScene(
  names: readonly string[],
  options: LocalAwsOptions = {},
  more: Readonly<Record<string, string>> = {},
): Promise<Scene> {
  const localAws = await startLocalAws(options);
  const folder = mkdtempSync(join(tmpdir(), 's3-handshake-verify-'));
  const close = async (): Promise<void> => {
    await localAws.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const admin = { region: REGION, localAws, credentials: rootOf(ACCOUNT) };
    const makeKey = async (): Promise<string> =>
      (await kmsClient(admin).send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
    const keyArn = await makeKey();
    const otherKeyArn = await makeKey();
    await byHand(localAws);
    mkdirSync(join(folder, 'tenants'));
    const files = { ...Object.fromEntries(names.map((name) => [name, TENANTS[name] ?? ''])), ...more };
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(folder, 'tenants', `${name}.yaml`), text.replace('kms-key', keyArn));
    writeOwnersProfile(folder);
    const project = loadProject(folder);
    const vendors = new Map<string, Promise<AwsCredentialIdentity>>();
    const tenant = (name: string): Tenant => selectTenants(project, [name])[0] as Tenant;
    const vendorOf = (name: string) => sessionOnce(vendors, tenant(name), localAws);
    for (const name of Object.keys(files)) if (targetKind(tenant(name)) === 'role') await vendorOf(name);
    for (const name of Object.keys(files))
      await deployBySdk(tenant(name), localAws, sharersOf(project, tenant(name)));
    const env: Scene['env'] = async (name, as) => {
      const base = { ...localAws.environment(ACCOUNT), AWS_CONFIG_FILE: join(folder, 'aws-config') };
      if (as === 'owner') return base;
      const session = await vendorOf(name);
      return {
        ...base,
        AWS_ACCESS_KEY_ID: session.accessKeyId,
        AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
        AWS_SESSION_TOKEN: session.sessionToken ?? '',
      };
    };
    return {
      folder,
      localAws,
      keyArn,
      otherKeyArn,
      tenant,
      env,
      verify: (which, run) => verify(folder, [which].flat(), env, run),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function writeOwnersProfile(folder: string): void {
  const { accessKeyId, secretAccessKey } = rootOf(ACCOUNT);
  const lines = [
    '[profile owner]',
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
    `region = ${REGION}`,
    '',
  ];
  writeFileSync(join(folder, 'aws-config'), lines.join('\n'));
}

/** What an administrator made before: the verifier's role, and a boundary. */
async function byHand(localAws: LocalAws): Promise<void> {
  const iam = iamClient({ region: REGION, localAws, credentials: rootOf(ACCOUNT) });
  const trust = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: 'sts:AssumeRole',
  };
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'ci',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
  const within = { Effect: 'Allow', Action: ['s3:*', 'kms:*'], Resource: '*' };
  await iam.send(
    new CreatePolicyCommand({
      PolicyName: 'vendors-boundary',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [within] }),
    }),
  );
}

/** Of a tenant with access keys the vendor is the target user, which is there from its deployment on. */
function sessionOnce(
  known: Map<string, Promise<AwsCredentialIdentity>>,
  tenant: Tenant,
  localAws: LocalAws,
): Promise<AwsCredentialIdentity> {
  const isUser = targetKind(tenant) === 'user';
  const principal = isUser ? targetArn(tenant) : (tenant.vendorPrincipals[0] ?? '');
  const make = () => (isUser ? keyOf(tenant, localAws) : sessionAs(principal, localAws, REGION));
  const session = known.get(principal) ?? make();
  known.set(principal, session);
  return session;
}

async function verify(
  folder: string,
  tenants: readonly string[],
  envOf: Scene['env'],
  { as, owner = true, args = [], env, signal }: RunOptions,
): Promise<Outcome> {
  const [first = ''] = tenants;
  const chosen = await envOf(first, as === 'vendor' ? 'vendor' : 'owner');
  const { code, stdout, stderr } = await commandLine(
    [
      'verify',
      ...tenants,
      ...['--as', as, '--no-wait', '--json'],
      ...(owner ? ['--owner-profile', 'owner'] : []),
      ...args,
    ],
    {
      env: { ...chosen, ...env },
      cwd: folder,
      ...(signal ? { signal } : {}),
    },
  );
  return { code, stdout, stderr, report: stdout === '' ? NOTHING : JSON.parse(stdout) };
}

const NOTHING: VerifyReport = {
  kind: 'verify-report',
  version: 2,
  exitCode: 1,
  summary: { pass: 0, fail: 0, skip: 0, error: 0, tried: 0, judged: 0, both: 0, neither: 0 },
  findings: [],
  tenants: [],
  leftOut: [],
};

/** The ids of a run's checks that ended so. */
export function idsOf(report: VerifyReport, status: 'pass' | 'fail' | 'skip' | 'error'): readonly string[] {
  return report.tenants.flatMap(({ checks }) =>
    checks.filter((check) => check.status === status).map(({ id }) => id),
  );
}
