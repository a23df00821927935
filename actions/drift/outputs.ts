/** Where a report goes: the terminal, and files for those who work on with it. */

import { junitMark } from '../../report/junit';
import { clearReport, writeReport } from '../../report/report-file';
import type { Io } from '../../scripts/command';
import { type Report, reportJson } from './report/document';
import { JUNIT_NAME, reportJunit } from './report/junit';
import { MARKDOWN_MARK, reportMarkdown } from './report/markdown';
import { reportSarif, SARIF_NAME } from './report/sarif';
import { reportText } from './report/text';

/** Paths of files; what is undefined is not written. */
export interface Outputs {
  /** On standard output, instead of the table. */
  readonly json: boolean;
  readonly junit: string | undefined;
  readonly sarif: string | undefined;
  readonly markdown: string | undefined;
}

/** `mark`: by what a file is known to be a report of ours. */
const FILES = [
  { kind: 'junit', mark: junitMark(JUNIT_NAME), render: reportJunit },
  { kind: 'sarif', mark: JSON.stringify(SARIF_NAME), render: reportSarif },
  { kind: 'markdown', mark: MARKDOWN_MARK, render: reportMarkdown },
] as const;

/** Throws `UserError` where a file is there that is no report. */
export function clearOutputs(outputs: Outputs): void {
  for (const { kind, mark } of FILES) {
    const file = outputs[kind];
    if (file !== undefined) clearReport(file, mark);
  }
}

export function writeOutputs(report: Report, outputs: Outputs, io: Io): void {
  for (const { kind, mark, render } of FILES) {
    const file = outputs[kind];
    if (file !== undefined) writeReport(file, render(report), mark);
  }
  io.stdout(outputs.json ? reportJson(report) : reportText(report));
}
