/** `s3-handshake verify` runs: proves that the vendor's access works and that nothing else does. */

import { noting } from '../../actions/deploy/noted';
import { VERIFY_FORMATS } from '../../actions/verify/report-files';
import { jsonReport } from '../../actions/verify/report-json';
import { runText } from '../../actions/verify/report-text';
import type { VerifyRunOptions } from '../../actions/verify/verify-tenants';
import { verifyTenants } from '../../actions/verify/verify-tenants';
import type { Context } from '../../command-line/command';
import type { ExitCode } from '../../report/exit-codes';
import { jsonDocument } from '../../report/json-document';
import { openReportFiles } from '../../report/report-file';
import { styleFor } from '../../report/style';

interface Values extends Omit<VerifyRunOptions, 'settles' | 'pictures'> {
  readonly noWait: boolean;
  readonly json: boolean;
  readonly junit: string | undefined;
  readonly sarif: string | undefined;
  readonly markdown: string | undefined;
  readonly html: string | undefined;
}

export async function run(
  { noWait, json, junit, sarif, markdown, html, ...options }: Values,
  context: Context,
): Promise<ExitCode> {
  const files = openReportFiles(context.cwd, { junit, sarif, markdown, html }, VERIFY_FORMATS);
  const host = noting(context.project, 'verified', context);
  const pictures = markdown !== undefined || html !== undefined;
  const run = await verifyTenants(context.project, { ...options, settles: !noWait, pictures }, host);
  files.write(run);
  const style = styleFor(context.isColoured ?? false);
  context.stdout(
    json ? jsonDocument(jsonReport(run)) : runText(run, { isVerbose: context.isVerbose, style }),
  );
  return run.exitCode;
}
