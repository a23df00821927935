/** `s3-handshake revoke` runs: the vendor's way in is taken down; the bucket stays. */

import { revokeTenants } from '../../actions/access/revoke';
import type { Context } from '../../command-line/command';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { printEdits } from './edit-output';

interface Values {
  readonly tenants: readonly string[];
  readonly dryRun: boolean;
  readonly json: boolean;
}

export async function run({ tenants, dryRun, json }: Values, context: Context): Promise<ExitCode> {
  printEdits(await revokeTenants(context.project, tenants, dryRun), { json, dryRun }, context);
  return EXIT.ok;
}
