/** Terraform run in the folder of one stack, which it shares with cdktf: the same state, the same lock, the same plug-ins. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildResult } from './child-process';
import { OWN_FOLDER, terraformEnvironment } from './environment';
import { errorOf } from './terraform-error';
import { runTerraform } from './terraform-program';

export interface StackTerraform {
  /** The project's folder. */
  readonly root: string;
  /** The stack's, which holds `cdk.tf.json`. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Aborted where nobody waits for what is applied any more: Terraform is told to end it. */
  readonly abandoned?: AbortSignal | undefined;
}

/** Terraform refused or failed; the message is its own first error. */
export class TerraformFailed extends Error {
  override readonly name = 'TerraformFailed';

  /** `output`: all that it printed; empty where it was not asked. */
  constructor(
    message: string,
    readonly output = '',
  ) {
    super(message);
  }
}

export interface StackRunOptions {
  /** A file that takes the output: the run then outlives us. */
  readonly log?: string;
  readonly onLine?: (line: string) => void;
  /** What the output says to people, where it is not written for them. */
  readonly inWords?: (output: string) => string;
}

/** Throws {@link TerraformFailed}, or the signal's reason where it was interrupted. One with a log is not. */
export async function runInStack(
  { root, folder, env, signal, abandoned }: StackTerraform,
  args: readonly string[],
  { inWords = (output) => output, ...options }: StackRunOptions = {},
): Promise<ChildResult> {
  signal.throwIfAborted();
  const environment = sharedProviders(root, terraformEnvironment(root, env));
  const result = await runTerraform(args, {
    cwd: folder,
    env: environment,
    signal,
    abandoned,
    ...options,
  });
  if (result.code === 0) return result;
  if (options.log === undefined) signal.throwIfAborted();
  const words = inWords(result.output);
  throw new TerraformFailed(errorOf(words), words);
}

/** Without a mirror, the provider is fetched once for all stacks. */
function sharedProviders(root: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (env.TF_CLI_CONFIG_FILE !== undefined || env.TF_PLUGIN_CACHE_DIR !== undefined) return env;
  const cache = join(root, OWN_FOLDER, 'plugin-cache');
  mkdirSync(cache, { recursive: true });
  return { ...env, TF_PLUGIN_CACHE_DIR: cache };
}
