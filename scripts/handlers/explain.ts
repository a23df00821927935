/** `s3-handshake explain` runs: asks the embedded AWS that the environment names why it decided as it did. */
import type { Context } from '../../command-line/command';
import { UserError } from '../../config/user-error';
import { LOCAL_AWS_PORT, localAws } from '../../config/values/local-aws';
import { whyDecided } from '../../local-aws';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { startSecretIn } from './vendor-side';

export async function run(
  { requestId }: { readonly requestId: string },
  context: Context,
): Promise<ExitCode> {
  const { env, signal, stdout } = context;
  const { url } = localAws(env) ?? { url: `http://127.0.0.1:${LOCAL_AWS_PORT}` };
  const text = await whyDecided(url, startSecretIn(env), requestId, signal).catch((error: Error) => {
    signal.throwIfAborted();
    throw new UserError(`the embedded AWS at ${url} does not say: ${error.message}`);
  });
  if (text === undefined)
    throw new UserError(`request ${requestId} is not among the last thousand at ${url}`);
  stdout(text);
  return EXIT.ok;
}
