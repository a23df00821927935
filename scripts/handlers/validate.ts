/** `s3-handshake validate` runs: checks all files, and proves that the policies allow what they say and nothing else. */

import { VALIDATE_FORMATS } from '../../actions/validate/report-files';
import { PAGE_TABLES } from '../../actions/validate/report-html';
import { jsonReport } from '../../actions/validate/report-json';
import { reportText } from '../../actions/validate/report-text';
import type { ValidateOptions } from '../../actions/validate/validate-project';
import { validateProject } from '../../actions/validate/validate-project';
import type { Context } from '../../command-line/command';
import type { ExitCode } from '../../report/exit-codes';
import { jsonDocument } from '../../report/json-document';
import { openReportFiles } from '../../report/report-file';
import { styleFor } from '../../report/style';

/** With more tenants than this, only those that need a look get a table. */
const TABLES = 5;

interface Values extends Pick<ValidateOptions, 'tenants' | 'against'> {
  readonly json: boolean;
  readonly junit: string | undefined;
  readonly sarif: string | undefined;
  readonly markdown: string | undefined;
  readonly html: string | undefined;
}

export async function run({ tenants, against, json, ...paths }: Values, context: Context): Promise<ExitCode> {
  const files = openReportFiles(context.cwd, paths, VALIDATE_FORMATS);
  const pictures = paths.markdown !== undefined || paths.html !== undefined;
  const areAllShown = json || context.isVerbose || paths.junit !== undefined || paths.markdown !== undefined;
  const some = paths.html === undefined ? TABLES : PAGE_TABLES;
  const tables = areAllShown ? Number.POSITIVE_INFINITY : some;
  const report = await validateProject(context.project, { tenants, against, tables, pictures }, context);
  files.write(report);
  if (json) {
    context.stdout(jsonDocument(jsonReport(report)));
  } else {
    context.stdout(
      reportText(
        report,
        context.isVerbose ? report.tenants.length : TABLES,
        styleFor(context.isColoured ?? false),
      ),
    );
  }
  return report.exitCode;
}
