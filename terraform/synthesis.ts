/** One tenant's stack as JSON. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KIT_HOME } from '../config/kit-home';
import { UserError } from '../config/user-error';
import { runStacksApp } from './stacks-app';

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
    const { code, output } = await runStacksApp({
      home: KIT_HOME,
      project,
      tenants: [tenant],
      out: folder,
      env: rest,
      signal,
    });
    if (code !== 0) throw new UserError(output);
    return readFileSync(join(folder, 'stacks', tenant, 'cdk.tf.json'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
