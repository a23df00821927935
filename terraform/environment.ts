/** The environment in which Terraform and cdktf run when a script of ours starts them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where set-up puts what it makes, relative to the project. */
export const OWN_FOLDER = '.s3-handshake';

/**
 * `env` and what keeps Terraform from asking the network: the provider comes from the mirror that set-up found, and the
 * plugin cache, which is not safe for several runs at once, is not used.
 */
export function terraformEnvironment(root: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const file = join(root, OWN_FOLDER, 'terraform.rc');
  return {
    ...env,
    CHECKPOINT_DISABLE: '1',
    ...(existsSync(file)
      ? { TF_CLI_CONFIG_FILE: file, CDKTF_SKIP_PROVIDER_LOCK: 'true', CDKTF_DISABLE_PLUGIN_CACHE_ENV: 'true' }
      : {}),
  };
}

/** Without anything by which the SDK or Terraform could reach a real account. */
export function withoutAmbientCredentials(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !name.startsWith('AWS_') && !name.startsWith('TF_VAR_'),
  );
  return { ...Object.fromEntries(kept), AWS_EC2_METADATA_DISABLED: 'true' };
}
