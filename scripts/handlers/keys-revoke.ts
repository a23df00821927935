/** `s3-handshake keys revoke` runs: all keys are deleted, after a yes. */
import { revokedJson, revokedText } from '../../actions/keys/keys-report';
import { revokeKeys } from '../../actions/keys/remove';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Context } from '../command';

interface Values {
  readonly tenant: string;
  readonly yes: boolean;
  readonly profile: string | undefined;
  readonly json: boolean;
}

export async function run({ tenant, yes, profile, json }: Values, context: Context): Promise<ExitCode> {
  const { project, env, stdout } = context;
  const confirm = async (what: string) => yes || isMeant(what, context);
  const revoked = await revokeKeys({ project, tenant, profile, env }, confirm);
  stdout(json ? revokedJson(revoked) : revokedText(revoked));
  return EXIT.ok;
}

async function isMeant(what: string, { terminal: open }: Context): Promise<boolean> {
  if (!open) throw new UserError(`this deletes ${what}; say --yes where that is meant`);
  const terminal = open();
  try {
    return (await terminal.ask(`This deletes ${what}. Type yes to go on: `)).trim() === 'yes';
  } finally {
    terminal.close();
  }
}
