/** `s3-handshake suspend` runs: nothing more for the vendor, and nothing else changes. */

import { suspendTenants } from '../../actions/access/suspend';
import { isInterrupted } from '../../actions/host';
import type { Context } from '../../command-line/command';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { printEdits } from './edit-output';

interface Values {
  readonly tenants: readonly string[];
  readonly now: boolean;
  readonly profile: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export async function run(
  { tenants, now, profile, dryRun, json }: Values,
  context: Context,
): Promise<ExitCode> {
  const reports = await suspendTenants(context.project, tenants, { atOnce: now, profile, dryRun }, context);
  printEdits(reports, { json, dryRun }, context);
  if (isInterrupted(context.signal)) return EXIT.interrupted;
  return reports.some(({ atOnce }) => atOnce?.done === false) ? EXIT.error : EXIT.ok;
}
