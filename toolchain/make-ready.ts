/**
 * Makes a machine ready for a project: Terraform, the AWS provider, and what the embedded AWS runs on. What is there is
 * used; what is missing is fetched into the project's own folder, which git ignores. A second run does nothing.
 */
import { UserError } from '../config/user-error';
import type { ToolchainOptions } from './event';
import { installMoto } from './moto-install';
import { linkProgram } from './program-link';
import { configureProvider } from './provider';
import {
  chosenPublisher,
  fetchedTerraform,
  fetchTerraform,
  LEAST_VERSION,
  terraformState,
} from './terraform';

/** What a project needs of its machine, in the order in which one rests on the other. */
export const NEEDS: readonly {
  readonly need: 'terraform' | 'provider' | 'moto';
  /** Throws `UserError` where it can be neither found nor fetched, with what to do; the signal's reason if aborted. */
  makeReady(project: string, options: ToolchainOptions): Promise<void>;
}[] = [
  { need: 'terraform', makeReady: makeTerraformReady },
  { need: 'provider', makeReady: configureProvider },
  { need: 'moto', makeReady: installMoto },
];

/** All of {@link NEEDS}; throws for the first that cannot be had. */
export async function makeReady(project: string, options: ToolchainOptions): Promise<void> {
  for (const need of NEEDS) await need.makeReady(project, options);
}

async function makeTerraformReady(project: string, options: ToolchainOptions): Promise<void> {
  const state = await terraformState(project, options);
  if (state.state === 'fit') {
    if (state.program === fetchedTerraform(project, options.env)) linkProgram(project, state.program);
    return;
  }
  // Somebody who names a file wants that one, and nothing in its place.
  if (/[\\/]/.test(state.program))
    throw new UserError(
      `TERRAFORM_BINARY_NAME is ${state.program}, which ${
        state.state === 'missing' ? 'does not run' : `is ${state.version}: too old`
      }; ${chosenPublisher(options.env).name} ${LEAST_VERSION} or later is needed`,
    );
  linkProgram(project, await fetchTerraform(project, options));
}
