/** `s3-handshake adopt` runs: what is there already is read, and what a deployment would overwrite is said. */
import { adoptTenants } from '../../actions/adopt/adopt-tenants';
import { adoptionExitCode, adoptionJson, adoptionText } from '../../actions/adopt/adoption-report';
import type { Context } from '../../command-line/command';
import type { ExitCode } from '../../report/exit-codes';

interface Values {
  readonly tenants: readonly string[];
  readonly record: boolean;
  readonly profile: string | undefined;
  readonly json: boolean;
}

export async function run({ json, ...values }: Values, context: Context): Promise<ExitCode> {
  const allowLoss = (context.env.HANDSHAKE_ALLOW_LOSS ?? '').split(',').flatMap((name) => name.trim() || []);
  const adoptions = await adoptTenants(context.project, { ...values, allowLoss }, context);
  context.stdout(json ? adoptionJson(adoptions) : adoptionText(adoptions));
  return adoptionExitCode(adoptions);
}
