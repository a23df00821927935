/** `s3-handshake local-aws --as vendor <tenant>`: what a shell needs to be the vendor, beside an embedded AWS that runs. */
import { vendorShell } from '../../actions/vendor-side/vendor-shell';
import type { Context } from '../../command-line/command';
import { exportLines } from '../../command-line/export-lines';
import { UserError } from '../../config/user-error';
import { LOCAL_AWS_PORT, localAws } from '../../config/values/local-aws';
import { rootCredentials, START_SECRET_VARIABLE } from '../../local-aws';
import { EXIT, type ExitCode } from '../../report/exit-codes';

/** `port`: where the embedded AWS listens, if not where the environment says, or at its usual one. */
export async function beVendor(
  name: string | undefined,
  port: number | undefined,
  { project, env, signal, stdout, stderr }: Context,
): Promise<ExitCode> {
  if (name === undefined) throw new UserError('--as vendor needs the name of one tenant');
  const endpoint = (port === undefined ? localAws(env) : undefined) ?? {
    url: `http://127.0.0.1:${port ?? LOCAL_AWS_PORT}`,
  };
  const rootOf = (account: string) => rootCredentials(account, startSecretIn(env));
  const { variables, says } = await vendorShell(project, name, endpoint, rootOf, signal);
  stdout(exportLines(variables));
  stderr(says);
  return EXIT.ok;
}

export function startSecretIn(env: NodeJS.ProcessEnv): string {
  const secret = env[START_SECRET_VARIABLE];
  if (secret) return secret;
  throw new UserError(
    `${START_SECRET_VARIABLE} is not set: paste what s3-handshake local-aws printed when it started into this shell first`,
  );
}
