/** `s3-handshake keys revoke` runs: all keys are deleted, or one of them, after a yes. */
import { revokedJson, revokedText } from '../../actions/keys/keys-report';
import { revokeKeys } from '../../actions/keys/remove';
import type { Context } from '../../command-line/command';
import { isDeletionMeant } from '../../command-line/confirm';
import { EXIT, type ExitCode } from '../../report/exit-codes';

interface Values {
  readonly tenant: string;
  readonly id: string | undefined;
  readonly yes: boolean;
  readonly profile: string | undefined;
  readonly json: boolean;
}

export async function run({ tenant, id, yes, profile, json }: Values, context: Context): Promise<ExitCode> {
  const { project, stdout } = context;
  const confirm = async (what: string) => yes || isDeletionMeant(what, context.terminal);
  const revoked = await revokeKeys({ project, tenant, profile }, id, confirm, context);
  stdout(json ? revokedJson(revoked) : revokedText(revoked));
  return EXIT.ok;
}
