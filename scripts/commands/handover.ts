/** `s3-handshake handover`: what to paste where, in the vendor's words. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { GetAccessPointCommand } from '@aws-sdk/client-s3-control';
import type { Deployed } from '../../actions/handover/form-fields';
import { type HandoverDocument, handoverDocument } from '../../actions/handover/handover-document';
import {
  HANDOVER_MARK,
  handoverHtml,
  handoverMarkdown,
  handoverText,
} from '../../actions/handover/handover-text';
import { listVisibleFiles } from '../../actions/handover/visible-files';
import { s3Client, s3ControlClient } from '../../aws/clients';
import { settingsFor } from '../../aws/customer-account';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { loadDeployable } from '../../policies/deployable';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { clearReport, writeReport } from '../../report/report-file';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'handover',
  summary: "Print the values that go into the vendor's form, by the vendor's own field names.",
  usage: [
    'Usage: s3-handshake handover <tenant…> [--files] [--profile <name>] [--json]',
    '                             [--markdown <file>] [--html <file>]',
    '',
    '  --files     also the files that the vendor can see, by name, type and size (asks AWS)',
    '  --profile   profile of the AWS configuration files',
    '  --markdown  write the handover as markdown as well',
    '  --html      … as a page of HTML that needs nothing from elsewhere',
    '  --json      one document on standard output',
  ].join('\n'),
  run,
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      json: { type: 'boolean', default: false },
      files: { type: 'boolean', default: false },
      profile: { type: 'string' },
      markdown: { type: 'string' },
      html: { type: 'string' },
    },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new UserError('handover needs the name of a tenant');
  const { tenants } = loadDeployable(io.cwd, positionals);
  const revoked = tenants.find(({ access }) => access === 'revoked');
  if (revoked)
    throw new UserError(
      `${revoked.file}: the access of ${revoked.name} is revoked; there is nothing to hand over`,
    );
  const pages = [
    { file: values.markdown, render: handoverMarkdown },
    { file: values.html, render: handoverHtml },
  ].flatMap(({ file, render }) => (file === undefined ? [] : [{ file: resolve(io.cwd, file), render }]));
  for (const { file } of pages) clearReport(file, HANDOVER_MARK);
  const documents: HandoverDocument[] = [];
  for (const tenant of tenants) documents.push(await documentOf(tenant, values, io));
  for (const { file, render } of pages) writeReport(file, render(documents), HANDOVER_MARK);
  io.stdout(
    values.json
      ? `${JSON.stringify({ version: 1, tenants: documents }, null, 2)}\n`
      : documents.map(handoverText).join('\n'),
  );
  return EXIT.ok;
}

async function documentOf(
  tenant: Tenant,
  { files, profile }: { files: boolean; profile?: string },
  io: Io,
): Promise<HandoverDocument> {
  const settings = settingsFor(tenant.region, tenant.readRole, io.env, profile);
  const visible = files ? await listVisibleFiles(tenant, s3Client(settings)) : undefined;
  return handoverDocument(tenant, await deployedOf(tenant, settings, io), visible);
}

/** Without an access point AWS is not asked at all; where it does not answer, the form says what is missing. */
async function deployedOf(
  { accessPoint, account }: Tenant,
  settings: ReturnType<typeof settingsFor>,
  io: Io,
): Promise<Deployed> {
  if (!accessPoint) return {};
  const client = s3ControlClient({ ...settings, maxAttempts: 1 });
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
