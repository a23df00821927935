/** `s3-handshake export`: a folder of plain Terraform, for a customer whose account we can't enter. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EXPORT_MARK, exportReadme } from '../../actions/export/export-readme';
import { plainTerraform } from '../../actions/export/plain-terraform';
import { makerOf, sharersOf } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { statementsForBucketOwner } from '../../policies/bucket-policy';
import { type Deployable, loadDeployable } from '../../policies/deployable';
import { deployerPolicy } from '../../policies/deployer-policy';
import { statementsForKeyOwner } from '../../policies/key-policy';
import { documentOf, type Policy } from '../../policies/policy-document';
import { type AttachedPolicy, tenantPolicies } from '../../policies/tenant-policies';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { clearReport, writeReport } from '../../report/report-file';
import { writeWhole } from '../../report/write-file';
import { synthesisedStack } from '../../terraform/synthesis';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'export',
  summary: 'Write a folder of plain Terraform, for a customer whose account is closed to us.',
  usage: [
    'Usage: s3-handshake export <tenant> [--to <folder>] [--json]',
    '',
    '  --to    the folder; default: <tenant>-export. An earlier export there is written anew,',
    "          and Terraform's state in it is left alone",
    '  --json  one document on standard output',
  ].join('\n'),
  run,
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { to: { type: 'string' }, json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw new UserError('export needs the name of one tenant');
  const deployable = loadDeployable(io.cwd, [name]);
  const [tenant] = deployable.tenants;
  if (!tenant || tenant.name !== name)
    throw new UserError(`export takes a tenant's whole name, not ${JSON.stringify(name)}`);
  const folder = resolve(io.cwd, values.to ?? `${tenant.name}-export`);
  mustBeOurs(folder);
  const terraform = plainTerraform(await synthesisedStack(io.cwd, tenant.name, io.env, io.signal));
  const policies = exportedPolicies(tenant, deployable);
  const files = [
    { file: 'main.tf.json', text: terraform },
    ...policies.map(({ file, policy }) => ({
      file,
      text: `${JSON.stringify(documentOf(policy), null, 2)}\n`,
    })),
  ];
  const ownersAdd = policies.some(({ file }) => file.includes('/add-to-'));
  clearReport(join(folder, 'README.md'), EXPORT_MARK);
  clearPolicies(join(folder, 'policies'));
  for (const { file, text } of files) writeWhole(join(folder, file), text);
  writeReport(join(folder, 'README.md'), exportReadme(tenant, policies, ownersAdd), EXPORT_MARK);
  const written = ['README.md', ...files.map(({ file }) => file)];
  const shown = relative(io.cwd, folder) || '.';
  if (values.json)
    io.stdout(
      `${JSON.stringify({ version: 1, tenant: tenant.name, folder: shown, files: written }, null, 2)}\n`,
    );
  else
    io.stdout(
      [
        `${tenant.name}: ${shown} is written`,
        ...written.map((file) => `  ${file}`),
        '',
        'Next:',
        `  Send the folder to the customer's administrator; README.md says what to do.`,
        `  s3-handshake handover ${tenant.name}`,
        '',
      ].join('\n'),
    );
  return EXIT.ok;
}

/** An empty folder, none at all, or an earlier export: nothing of anybody else's is written over. */
function mustBeOurs(folder: string): void {
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  if (entries.length > 0 && !entries.includes('README.md'))
    throw new UserError(`${folder} holds something else; name a folder that is empty or not there, by --to`);
}

/** What an earlier export had and this one has not must not be left to be reviewed. */
function clearPolicies(folder: string): void {
  const old = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  for (const file of old) rmSync(join(folder, file));
}

interface PolicyFile {
  readonly file: string;
  readonly says: string;
  readonly policy: Policy;
}

const WHAT: Readonly<Record<AttachedPolicy['kind'], string>> = {
  trust: 'who may assume the role',
  role: 'what the role may do',
  user: 'what the user may do',
  bucket: "the bucket's policy",
  'access-point': "the access point's policy",
};

function exportedPolicies(tenant: Tenant, { project }: Deployable): readonly PolicyFile[] {
  const deployed = tenantPolicies(tenant, sharersOf(project, tenant)).map(
    ({ kind, policy }): PolicyFile => ({ file: `policies/${kind}.json`, says: WHAT[kind], policy }),
  );
  const isStrangers = tenant.bucket.existing && makerOf(project, tenant) === undefined;
  const active = tenant.access !== 'revoked';
  const key = active ? statementsForKeyOwner(tenant) : undefined;
  return [
    ...deployed,
    ...(isStrangers && active
      ? [
          {
            file: 'policies/add-to-bucket.json',
            says: `statements that the owner of the bucket ${tenant.bucket.name} adds to its policy`,
            policy: statementsForBucketOwner(tenant),
          },
        ]
      : []),
    ...(key
      ? [
          {
            file: 'policies/add-to-key.json',
            says: `the statement that the owner of the key ${tenant.bucket.kmsKeyArn} adds to its policy`,
            policy: key,
          },
        ]
      : []),
    {
      file: 'policies/deployer.json',
      says: 'the rights that whoever applies this needs',
      policy: deployerPolicy([tenant]),
    },
  ];
}
