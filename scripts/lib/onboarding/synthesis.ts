/** One tenant's stack as JSON. The app runs as a program of its own: commands know nothing of cdktf. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../config/user-error';
import { runChild } from '../child-process';

const ROOT = join(__dirname, '..', '..', '..');

/** The text of `cdk.tf.json`, for AWS whatever the environment says. Throws `UserError` with what the app says. */
export async function synthesisedStack(
  project: string,
  tenant: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 's3-handshake-'));
  const { HANDSHAKE_LOCAL_AWS: _url, HANDSHAKE_LOCAL_AWS_PLAIN_HTTP: _plain, ...rest } = env;
  try {
    const { code, output } = await runChild(
      process.execPath,
      ['-r', require.resolve('ts-node/register'), join(ROOT, 'stacks', 'app.ts')],
      {
        cwd: project,
        env: {
          ...rest,
          TS_NODE_PROJECT: join(ROOT, 'tsconfig.json'),
          HANDSHAKE_TENANTS: tenant,
          CDKTF_OUTDIR: folder,
        },
        signal,
      },
    );
    signal.throwIfAborted();
    if (code !== 0) throw new UserError(output);
    return readFileSync(join(folder, 'stacks', tenant, 'cdk.tf.json'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
