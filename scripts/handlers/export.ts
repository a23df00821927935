/** `s3-handshake export` runs: a folder of plain Terraform, for a customer whose account we can't enter. */

import { relative, resolve } from 'node:path';
import { exportTenant } from '../../actions/export/export-tenant';
import type { Context } from '../../command-line/command';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { documentHead, jsonDocument } from '../../report/json-document';
import { nextLines } from '../../report/next-lines';

export async function run(
  { tenant, to, json }: { readonly tenant: string; readonly to: string | undefined; readonly json: boolean },
  context: Context,
): Promise<ExitCode> {
  const folder = resolve(context.cwd, to ?? `${tenant}-export`);
  const { files } = await exportTenant(context.project, tenant, folder, context);
  const shown = relative(context.cwd, folder) || '.';
  const text = [
    `${tenant}: ${shown} is written`,
    ...files.map((file) => `  ${file}`),
    '',
    ...nextLines([
      "Send the folder to the customer's administrator; README.md says what to do.",
      `s3-handshake handover ${tenant}`,
    ]),
    '',
  ].join('\n');
  const document = { ...documentHead('export'), tenant, folder: shown, files };
  context.stdout(json ? jsonDocument(document) : text);
  return EXIT.ok;
}
