/** A project as the pages speak of it, deployed on an embedded AWS, in which their commands are run line by line. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { loadProject, sharersOf } from '../../config';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { ROOT } from '../a-tenant';
import { makeProject, removeProject } from '../actions/drift/a-project';
import { adminClients } from '../actions/drift/admin';
import { deployBySdk } from '../actions/drift/deploy-by-sdk';
import { typing } from '../actions/onboarding/a-project';
import { commandLine, type Printed } from '../command-line';
import { sessionAs } from '../deployed-by-sdk';
import type { PageCommand } from './page-commands';
import { wordsOf } from './page-commands';

const ACCOUNT = '111122223333';
const VERIFIER = `arn:aws:iam::${ACCOUNT}:role/ci`;

const fileOf = (name: string, vendor: string, more: string): string =>
  [
    `tenant: ${name}`,
    'customer: acme',
    `vendor: ${vendor}`,
    `account: "${ACCOUNT}"`,
    'region: us-east-1',
    `bucket: { name: ${name}-exchange, preventDestroy: false, forceDestroy: true }`,
    'grants:',
    '  - { prefix: to-vendor/, allow: [get, list] }',
    '  - { prefix: from-vendor/, allow: [get, put, list, delete] }',
    more,
    '',
  ].join('\n');

const amperity = (name: string, more = ''): string =>
  fileOf(
    name,
    'amperity',
    [
      'principal: arn:aws:iam::999988887777:role/prod/amperity-plugin',
      `externalId: ${name}-external-ID`,
      more,
    ].join('\n'),
  );

const TENANTS: Readonly<Record<string, string>> = {
  'tenants/acme-prod.yaml': amperity('acme-prod', 'accessPoint: { name: acme-prod-point }'),
  'tenants/acme-test.yaml': amperity('acme-test'),
  'tenants/acme-keys.yaml': fileOf('acme-keys', 'channelmix', 'credentials: access-key'),
};

/** Denies whoever is not of the organisation, as the usual perimeter does. */
const PERIMETER = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Perimeter',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'sts:AssumeRole'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
  ],
};

/** What a page's project has that others have not; `tenants/` is empty where the page makes its tenants itself. */
const OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'README.md': {
    ...TENANTS,
    'tenants/acme-prod.yaml': amperity('acme-prod', `adopt: [bucket]\nverifier: { principal: ${VERIFIER} }`),
  },
  'docs/getting-started-platform.md': {},
  'docs/vendor-document.md': {},
  'docs/guardrails.md': {
    ...TENANTS,
    'handshake.yaml':
      'defaults: { region: us-east-1 }\norganization: { id: o-a1b2c3d4e5, serviceControl: [[FullAWSAccess]], resourceControl: [[organization/perimeter.json]] }\n',
    'organization/perimeter.json': JSON.stringify(PERIMETER),
  },
  'docs/upgrade.md': { ...TENANTS, 'tenants/acme-prod.yaml': amperity('acme-prod', 'adopt: [bucket]') },
};

/** Files that the pages take for granted, beside the project. */
const GIVEN: Readonly<Record<string, string>> = {
  'handshake.yaml': 'defaults: { region: us-east-1 }\n',
  'vendors-document.md':
    'Attach this:\n\n```json\n{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::acme-exchange/in/*"}]}\n```\n',
  'policy.json':
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-exchange/in/*"}]}\n',
  'tenants.csv': [
    'tenant,customer,vendor,account,region,principal,externalId,bucket.name,grants',
    `acme-more,acme,amperity,${ACCOUNT},us-east-1,arn:aws:iam::999988887777:role/prod/amperity-plugin,acme-more-7f3a,acme-more-exchange,"to-amperity/ get,list"`,
    '',
  ].join('\n'),
};

export interface PageProject {
  readonly folder: string;
  /** As a shell would: undefined where the line is no command of ours. */
  run(command: PageCommand): Promise<Printed | undefined>;
  remove(): Promise<void>;
}

export async function aPageProject(page: string): Promise<PageProject> {
  const localAws = await startLocalAws();
  const files = OWN[page] ?? TENANTS;
  const folder = makeProject({ ...GIVEN, ...files });
  for (const name of ['amperity.txt', 'channelmix.txt'])
    copyFileSync(join(ROOT, 'test/actions/lint/samples', name), join(folder, name));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'tenants');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  const home = mkdtempSync(join(tmpdir(), 'handshake-page-home-'));
  const profiles = join(home, 'config');
  const { accessKeyId, secretAccessKey } = localAws.rootCredentials(ACCOUNT);
  const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\nregion = us-east-1\n`;
  writeFileSync(profiles, ['acme-admin', 'customer'].map((name) => `[profile ${name}]\n${keys}`).join('\n'));
  const env: Readonly<Record<string, string>> = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    ...localAws.environment(ACCOUNT),
    AWS_CONFIG_FILE: profiles,
    CI_MERGE_REQUEST_DIFF_BASE_SHA: git('rev-parse', 'HEAD'),
    TERRAFORM_BINARY_NAME: join(ROOT, 'test/actions/deploy/played-terraform.js'),
    PLAYED_LOG: join(home, 'log'),
    PLAYED_WORLD: join(home, 'world'),
  };
  // AWS lets a role trust only principals that there are.
  await sessionAs(VERIFIER, localAws, 'us-east-1');
  const deployed = new Set<string>();
  const deploy = async (): Promise<void> => {
    const project = loadProject(folder);
    const clients = adminClients(localAws, localAws.rootCredentials(ACCOUNT));
    for (const tenant of project.tenants) {
      if (!deployed.has(tenant.name)) await deployBySdk(tenant, sharersOf(project, tenant), clients);
      deployed.add(tenant.name);
    }
  };
  await deploy();
  /** What a block has exported, in its own shell. */
  const exported = new Map<number, Readonly<Record<string, string>>>();

  const inProcess = async (text: string, block: number): Promise<Printed> => {
    const own = { ...env, ...exported.get(block), ...(await environmentFor(text, localAws)) };
    const [line = '', target] = text.replace(/ \|\| test \$\? -eq 2$/, '').split(' > ');
    const [, , ...argv] = wordsOf(line.replaceAll(/\$\{\{[^}]*\}\}/g, '1'), own);
    const isDeploy = argv[0] === 'deploy';
    const asks = argv.some((word) => word === 'deploy' || word === 'destroy');
    const done = await commandLine(argv, {
      cwd: folder,
      env: own,
      ...(asks ? { terminal: typing(['yes', argv.at(-1) ?? '', 'yes']) } : {}),
    });
    if (isDeploy) await deploy();
    if (target !== undefined) {
      mkdirSync(dirname(join(folder, target)), { recursive: true });
      writeFileSync(join(folder, target), done.stdout);
    }
    return text.includes(' || test $? -eq 2') && done.code === 2 ? { ...done, code: 0 } : done;
  };

  /** AWS's own command line, of which the pages show one call on what they have deployed. */
  const deleteRolePolicy = async (text: string): Promise<Printed> => {
    const words = wordsOf(text, env);
    const option = (name: string): string => words[words.indexOf(`--${name}`) + 1] ?? '';
    if (option('endpoint-url') !== env.AWS_ENDPOINT_URL) throw new Error(`${text} asks another AWS`);
    const { iam } = adminClients(localAws, localAws.rootCredentials(ACCOUNT));
    const [RoleName, PolicyName] = [option('role-name'), option('policy-name')];
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    return { code: 0, stdout: '', stderr: '' };
  };

  return {
    folder,
    async run({ text, block }) {
      if (text.startsWith('aws iam delete-role-policy ')) return await deleteRolePolicy(text);
      const evaluated = /^eval "\$\((.*)\)"$/.exec(text)?.[1];
      if (evaluated === undefined)
        return text.startsWith('npx s3-handshake ') ? inProcess(text, block) : undefined;
      const done = await inProcess(evaluated, block);
      const lines = [...done.stdout.matchAll(/^export (\w+)=(?:'([^']*)'|"([^"]*)"|(\S*))$/gm)];
      exported.set(
        block,
        Object.fromEntries(
          lines.map(([, name, ...values]) => [name, values.find((value) => value !== undefined) ?? '']),
        ),
      );
      return done;
    },
    async remove() {
      removeProject(folder);
      await localAws.stop();
    },
  };
}

/** Whose credentials a line is about: without `--profile` the page means those of whom it names. */
async function environmentFor(text: string, localAws: LocalAws): Promise<Readonly<Record<string, string>>> {
  if (!text.includes('--as verifier')) return {};
  const {
    accessKeyId,
    secretAccessKey,
    sessionToken = '',
  } = await sessionAs(VERIFIER, localAws, 'us-east-1');
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}
