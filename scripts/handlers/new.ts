/** `s3-handshake new` runs: a tenant's file, by questions, by flags, or many at once from a table. */

import { templateCsv } from '../../actions/onboarding/tenant-table';
import type { Context } from '../../command-line/command';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { OneTenant } from './new-one';

interface Values extends OneTenant {
  readonly from: string | undefined;
  readonly template: boolean;
}

export async function run(values: Values, context: Context): Promise<ExitCode> {
  if (values.tenant !== undefined && (values.template || values.from !== undefined))
    throw new UserError(`the names of the tenants stand in the table: leave out ${values.tenant}`);
  if (values.template) {
    context.stdout(templateCsv());
    return EXIT.ok;
  }
  // Each loads much that the other does without.
  if (values.from === undefined)
    return (require('./new-one') as typeof import('./new-one')).one(values, context);
  return (require('./new-from') as typeof import('./new-from')).fromTable(values.from, values, context);
}
