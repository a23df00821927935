/** `s3-handshake resume` runs: the vendor may come in again; sessions from before may not. */

import { resumeTenants } from '../../actions/access/resume';
import type { Context } from '../../command-line/command';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { printEdits } from './edit-output';

interface Values {
  readonly tenants: readonly string[];
  readonly dryRun: boolean;
  readonly json: boolean;
}

export async function run({ tenants, dryRun, json }: Values, context: Context): Promise<ExitCode> {
  const reports = await resumeTenants(context.project, tenants, { dryRun, now: new Date() });
  printEdits(reports, { json, dryRun }, context);
  return EXIT.ok;
}
