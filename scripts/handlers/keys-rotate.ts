/** `s3-handshake keys rotate` runs: a second key, and later the end of the first. */
import { finishedJson, finishedText } from '../../actions/keys/keys-report';
import { finishRotation } from '../../actions/keys/remove';
import type { Context } from '../../command-line/command';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { type KeyValues, makeKey } from './keys-create';

interface Values extends KeyValues {
  readonly finish: boolean;
  readonly force: boolean;
}

export async function run(values: Values, context: Context): Promise<ExitCode> {
  const { tenant, finish, force, profile, json } = values;
  if (force && !finish) throw new UserError('--force is for --finish: a new key replaces nothing');
  if (!finish) return makeKey(values, true, context);
  const { project, stdout } = context;
  const finished = await finishRotation({ project, tenant, profile }, force, context);
  stdout(json ? finishedJson(finished) : finishedText(finished));
  return EXIT.ok;
}
