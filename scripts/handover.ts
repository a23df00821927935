/** `s3-handshake handover`: what to paste where, in the vendor's words. */
import { parseArgs } from 'node:util';
import { GetAccessPointCommand } from '@aws-sdk/client-s3-control';
import { localAws } from '../config/local-aws';
import type { Tenant } from '../config/tenant';
import { UserError } from '../config/user-error';
import { loadDeployable } from '../stacks/deployable';
import { s3Client, s3ControlClient } from './lib/aws-clients';
import type { Command, Io } from './lib/command';
import { callerCredentials } from './lib/credentials';
import { EXIT, type ExitCode } from './lib/exit-codes';
import { type Deployed, type HandoverLine, handoverLines } from './lib/handover';
import { fold, table, WIDTH } from './lib/table';
import { listVisibleFiles } from './lib/visible-files';

export const command: Command = {
  name: 'handover',
  summary: "Print the values that go into the vendor's form, by the vendor's own field names.",
  usage: [
    'Usage: s3-handshake handover <tenant…> [--files] [--json]',
    '',
    '  --files  the files that the vendor can see, by name, type and size (asks AWS)',
    '  --json   one document on standard output',
  ].join('\n'),
  run,
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean', default: false }, files: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new UserError('handover needs the name of a tenant');
  const { tenants } = loadDeployable(io.cwd, positionals);
  const documents = [];
  for (const tenant of tenants) {
    if (tenant.access === 'revoked')
      throw new UserError(
        `${tenant.file}: the access of ${tenant.name} is revoked; there is nothing to hand over`,
      );
    documents.push(values.files ? await filesOf(tenant, io) : await formOf(tenant, io));
  }
  if (values.json)
    io.stdout(`${JSON.stringify({ version: 1, tenants: documents.map(({ json }) => json) }, null, 2)}\n`);
  else io.stdout(documents.map(({ text }) => text).join('\n'));
  return EXIT.ok;
}

interface Rendered {
  readonly json: unknown;
  readonly text: string;
}

async function formOf(tenant: Tenant, io: Io): Promise<Rendered> {
  const lines = handoverLines(tenant, await deployedOf(tenant, io));
  return {
    json: { tenant: tenant.name, vendor: tenant.vendor.name, fields: lines },
    text: `${tenant.name}: for ${tenant.vendor.name}'s form\n\n${lines.map(lineText).join('\n')}`,
  };
}

/** The value stands alone in its line and is never folded: it is copied from there. */
function lineText({ field, value, note }: HandoverLine): string {
  const notes = note === '' ? [] : fold(note, WIDTH - 4).map((words) => `    ${words}`);
  return [field, `  ${value || '(not known yet)'}`, ...notes, ''].join('\n');
}

async function filesOf(tenant: Tenant, io: Io): Promise<Rendered> {
  const files = await listVisibleFiles(
    tenant,
    s3Client({
      region: tenant.region,
      localAws: localAws(io.env),
      credentials: callerCredentials(io.env),
    }),
  );
  const rows = files.map(({ key, type, bytes }) => [key, type, String(bytes)]);
  return {
    json: { tenant: tenant.name, vendor: tenant.vendor.name, files },
    text:
      rows.length === 0
        ? `${tenant.name}: there is no file that ${tenant.vendor.name} can see\n`
        : `${tenant.name}: the files that ${tenant.vendor.name} can see\n\n${table(['File', 'Type', 'Bytes'], rows)}`,
  };
}

/** Without an access point AWS is not asked at all; where it does not answer, the form says what is missing. */
async function deployedOf({ accessPoint, region, account }: Tenant, io: Io): Promise<Deployed> {
  if (!accessPoint) return {};
  const client = s3ControlClient({
    region,
    localAws: localAws(io.env),
    credentials: callerCredentials(io.env),
    maxAttempts: 1,
  });
  try {
    const { Alias } = await client.send(
      new GetAccessPointCommand({ AccountId: account, Name: accessPoint.name }),
    );
    return Alias === undefined ? {} : { accessPointAlias: Alias };
  } catch (error) {
    io.stderr(`The access point's alias could not be asked for: ${(error as Error).message}\n`);
    return {};
  }
}
