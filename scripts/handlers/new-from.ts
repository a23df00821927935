/** `s3-handshake new --from`: many tenants' files from a table. */

import { importJson, importText } from '../../actions/onboarding/import-report';
import { importTenants } from '../../actions/onboarding/import-tenants';
import type { Context } from '../../command-line/command';
import { readNamed } from '../../command-line/named-file';
import { EXIT, type ExitCode } from '../../report/exit-codes';

interface Values {
  readonly dryRun: boolean;
  readonly json: boolean;
}

export async function fromTable(from: string, { dryRun, json }: Values, context: Context): Promise<ExitCode> {
  const table = { name: from, bytes: await readNamed(from, context) };
  const { plan, isSound, isWritten } = await importTenants(context.project, table, dryRun);
  context.stdout(json ? importJson(from, plan, isWritten) : importText(from, plan, isWritten));
  return isSound ? EXIT.ok : EXIT.finding;
}
