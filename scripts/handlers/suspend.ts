/** `s3-handshake suspend` runs: nothing more for the vendor, and nothing else changes. */

import { suspendTenants } from '../../actions/access/suspend';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Context } from '../command';
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
  const reports = await suspendTenants(context.project, tenants, {
    atOnce: now,
    profile,
    env: context.env,
    dryRun,
  });
  printEdits(reports, { json, dryRun }, context);
  return reports.some(({ atOnce }) => atOnce?.done === false) ? EXIT.error : EXIT.ok;
}
