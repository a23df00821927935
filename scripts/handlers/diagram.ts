/** `s3-handshake diagram` runs: a picture of a tenant's access. */
import { resolve } from 'node:path';
import { type DrawOptions, drawTenant } from '../../actions/picture/draw-tenant';
import type { Context } from '../../command-line/command';
import type { ExitCode } from '../../report/exit-codes';
import { MERMAID_MARK } from '../../report/picture/mermaid';
import { SVG_MARK } from '../../report/picture/svg-file';
import { clearReport, writeReport } from '../../report/report-file';

interface Values extends DrawOptions {
  readonly tenant: string;
  readonly out: string | undefined;
}

export async function run({ tenant, out, ...options }: Values, context: Context): Promise<ExitCode> {
  const file = out === undefined ? undefined : resolve(context.cwd, out);
  const mark = options.format === 'svg' ? SVG_MARK : MERMAID_MARK;
  if (file !== undefined) clearReport(file, mark);
  const { text, inconclusive, exitCode } = await drawTenant(context.project, tenant, options, context);
  if (file === undefined) context.stdout(text);
  else writeReport(file, text, mark);
  for (const doubt of inconclusive) context.stderr(`s3-handshake: inconclusive: ${doubt}\n`);
  return exitCode;
}
