/** `s3-handshake set` runs: changes fields of a tenant's file, and keeps its comments. */

import { setFields } from '../../actions/edit/set-fields';
import type { Context } from '../../command-line/command';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { printEdits } from './edit-output';

interface Values {
  readonly tenant: string;
  readonly assignments: readonly string[];
  readonly dryRun: boolean;
  readonly json: boolean;
}

export async function run(
  { tenant, assignments: typed, dryRun, json }: Values,
  context: Context,
): Promise<ExitCode> {
  if (tenant.includes('='))
    throw new UserError('set needs the name of a tenant first, then what is to be set');
  printEdits(await setFields(context.project, tenant, typed, dryRun), { json, dryRun }, context);
  return EXIT.ok;
}
