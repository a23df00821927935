/** `s3-handshake lint` runs: what is wrong with a policy as it stands in a vendor's document. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { grantsReport } from '../../actions/lint/grants-report';
import { lintFiles } from '../../actions/lint/lint-files';
import type { PolicyKind } from '../../actions/lint/policy-kind';
import { exitCodeOf, humanReport, jsonReport, type LintedFile, unreadIn } from '../../actions/lint/report';
import { SARIF_MARK, sarifReport } from '../../actions/lint/sarif-report';
import type { Context } from '../../command-line/command';
import { unlessAborted } from '../../config/unless-aborted';
import { visible } from '../../config/values/visible';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { openReportFiles } from '../../report/report-file';
import { styleFor } from '../../report/style';

interface Values {
  readonly files: readonly string[];
  readonly type: PolicyKind | undefined;
  readonly toGrants: boolean;
  readonly json: boolean;
  readonly sarif: string | undefined;
}

export async function run(
  { files: names, type, toGrants, json, sarif }: Values,
  context: Context,
): Promise<ExitCode> {
  const { cwd, stdout, stderr, signal } = context;
  const reports = openReportFiles(cwd, { sarif }, { sarif: { mark: SARIF_MARK, render: sarifReport } });
  const files = await lintFiles(documentsOf(names.length === 0 ? ['-'] : names, context), type, signal);
  reports.write(files);
  for (const one of files)
    for (const why of unreadIn(one)) stderr(`s3-handshake: ${visible(`${one.file}: ${why}`)}\n`);
  if (toGrants) return printGrants(files, json, context);
  stdout(json ? jsonReport(files) : humanReport(files, styleFor(context.isColoured ?? false)));
  return exitCodeOf(files);
}

/** What standard input is called in a report. */
const STDIN = '<stdin>';

function documentsOf(names: readonly string[], { cwd, stdin, signal }: Context) {
  return names.map((name) =>
    name === '-'
      ? { name: STDIN, bytes: stdin }
      : { name, bytes: () => unlessAborted(readFile(resolve(cwd, name)), signal) },
  );
}

async function printGrants(
  files: readonly LintedFile[],
  asJson: boolean,
  { stdout, stderr }: Context,
): Promise<ExitCode> {
  const { text, json, withoutGrants } = grantsReport(files);
  stdout(asJson ? json : text);
  for (const name of withoutGrants) stderr(`s3-handshake: ${name}: nothing in it asks for access to S3\n`);
  return withoutGrants.length > 0 || files.some((one) => unreadIn(one).length > 0) ? EXIT.error : EXIT.ok;
}
