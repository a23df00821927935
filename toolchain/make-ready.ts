/**
 * Makes a machine ready for a project: Terraform, the AWS provider, and what the embedded AWS runs on. What is there is
 * used; what is missing is fetched into the project's own folder, which git ignores. A second run does nothing.
 */
import { UserError } from '../config/user-error';
import type { ToolchainOptions } from './event';
import { installMoto } from './moto';
import { configureProvider } from './provider';
import { chosenPublisher, fetchTerraform, LEAST_VERSION, terraformState } from './terraform';

/**
 * Throws `UserError` for the first thing that can be neither found nor fetched, with what to do about it; the signal's
 * reason where it was aborted.
 */
export async function makeReady(project: string, options: ToolchainOptions): Promise<void> {
  await makeTerraformReady(project, options);
  await configureProvider(project, options);
  await installMoto(project, options);
}

async function makeTerraformReady(project: string, options: ToolchainOptions): Promise<void> {
  const state = await terraformState(project, options);
  if (state.state === 'fit') return;
  // Somebody who names a file wants that one, and nothing in its place.
  if (/[\\/]/.test(state.program))
    throw new UserError(
      `TERRAFORM_BINARY_NAME is ${state.program}, which ${
        state.state === 'missing' ? 'does not run' : `is ${state.version}: too old`
      }; ${chosenPublisher(options.env).name} ${LEAST_VERSION} or later is needed`,
    );
  await fetchTerraform(project, options);
}
