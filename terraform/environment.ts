/** The environment in which Terraform and cdktf run when a command starts them. */
import { terraformConfiguration } from '../toolchain/provider';
import { fetchedTerraform, terraformProgram } from '../toolchain/terraform';

export { OWN_FOLDER } from '../toolchain/own-folder';

/**
 * `env` and what keeps Terraform from asking the network: the program is the one that was fetched for the project, where
 * one was; the provider comes from the mirror that set-up found; and the plugin cache, which is not safe for several runs
 * at once, is not used.
 */
export function terraformEnvironment(project: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const configuration = terraformConfiguration(project);
  return {
    ...env,
    CHECKPOINT_DISABLE: '1',
    ...(fetchedTerraform(project, env) ? { TERRAFORM_BINARY_NAME: terraformProgram(project, env) } : {}),
    ...(configuration
      ? {
          TF_CLI_CONFIG_FILE: configuration,
          CDKTF_SKIP_PROVIDER_LOCK: 'true',
          CDKTF_DISABLE_PLUGIN_CACHE_ENV: 'true',
        }
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
