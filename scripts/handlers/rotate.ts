/** `s3-handshake rotate` runs: another external ID, with no moment in which neither works. */

import { rotateExternalId } from '../../actions/access/rotate';
import type { Context } from '../../command-line/command';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { printEdits } from './edit-output';

interface Values {
  readonly tenant: string;
  readonly to: string | undefined;
  readonly finish: boolean;
  readonly back: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export async function run(
  { tenant, to, finish, back, dryRun, json }: Values,
  context: Context,
): Promise<ExitCode> {
  const step = finish
    ? ({ kind: 'finish' } as const)
    : back
      ? ({ kind: 'back' } as const)
      : ({ kind: 'begin', to } as const);
  printEdits(await rotateExternalId(context.project, tenant, step, dryRun), { json, dryRun }, context);
  return EXIT.ok;
}
