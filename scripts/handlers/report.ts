/** `s3-handshake report` runs: the fleet as a page. */
import { mkdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fleetReport } from '../../actions/fleet-report/fleet-report';
import type { PictureOptions } from '../../actions/picture/read-picture';
import type { Context } from '../../command-line/command';
import { readAllNamed } from '../../command-line/named-file';
import type { ExitCode } from '../../report/exit-codes';
import { fleetMark, fleetPage } from '../../report/page/fleet-page';
import { clearReport, writeReport } from '../../report/report-file';

const MARK = fleetMark('s3-handshake report');

interface Values extends PictureOptions {
  readonly files: readonly string[];
  readonly out: string | undefined;
}

export async function run(
  { files, out = 'handshake-report', ...options }: Values,
  context: Context,
): Promise<ExitCode> {
  const { cwd, project, stdout } = context;
  const page = resolve(cwd, out, 'index.html');
  clearReport(page, MARK);
  const documents = await readAllNamed(files, context);
  const { fleet, exitCode } = await fleetReport(project, { ...options, documents }, new Date(), context);
  mkdirSync(resolve(cwd, out), { recursive: true });
  writeReport(page, fleetPage(fleet, MARK), MARK);
  stdout(`${relative(cwd, page)} is written\n`);
  return exitCode;
}
