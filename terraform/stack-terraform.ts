/** Terraform in the folder of one stack, which it shares with cdktf: the same state, the same lock, the same plug-ins. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildResult } from './child-process';
import { OWN_FOLDER, terraformEnvironment } from './environment';
import type { PlanDocument } from './plan-document';
import { errorOf } from './terraform-error';
import { runTerraform } from './terraform-program';

export interface StackTerraform {
  /** The project's folder. */
  readonly root: string;
  /** The stack's, which holds `cdk.tf.json`. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Terraform refused or failed; the message is its own first error. */
export class TerraformFailed extends Error {
  override readonly name = 'TerraformFailed';
}

/** Seconds that a run waits for another one, ours or cdktf's, that holds the state. */
const LOCK_TIMEOUT = '-lock-timeout=300s';
const QUIET = ['-input=false', '-no-color'] as const;

/** Beside Terraform's own notes on a folder that is initialised. */
const INITIALISED = join('.terraform', 's3-handshake.json');

/** Initialises the folder where that was not done, or for another backend, provider or mirror than now. */
export async function initialise(stack: StackTerraform): Promise<void> {
  const { terraform } = JSON.parse(readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8'));
  const { TF_CLI_CONFIG_FILE: configuration = '' } = terraformEnvironment(stack.root, stack.env);
  const asked = JSON.stringify({ terraform, configuration });
  const file = join(stack.folder, INITIALISED);
  if (existsSync(file) && readFileSync(file, 'utf8') === asked) return;
  await run(stack, ['init', ...QUIET]);
  writeFileSync(file, asked);
}

/** Writes a plan to `file` and gives what it says. */
export async function plan(
  stack: StackTerraform,
  file: string,
  { destroy }: { readonly destroy: boolean },
): Promise<PlanDocument> {
  await run(stack, ['plan', ...QUIET, LOCK_TIMEOUT, `-out=${file}`, ...(destroy ? ['-destroy'] : [])]);
  return read(stack, file);
}

/** What a plan says that was made before; `initialising` lets the folder be initialised when it is its turn. */
export async function showPlan(
  stack: StackTerraform,
  file: string,
  initialising: (work: () => Promise<void>) => Promise<void>,
): Promise<PlanDocument> {
  await initialising(() => initialise(stack));
  return read(stack, file);
}

async function read(stack: StackTerraform, file: string): Promise<PlanDocument> {
  const { output } = await run(stack, ['show', '-json', '-no-color', file]);
  const document = output.split('\n').find((line) => line.startsWith('{'));
  if (document === undefined) throw new TerraformFailed(`terraform show said nothing of the plan`);
  return JSON.parse(document) as PlanDocument;
}

/**
 * Applies a plan. Interrupted, Terraform ends what it holds and writes its state; where we are killed, it goes on to its
 * end. `onLine`: each line that it says.
 */
export async function apply(
  stack: StackTerraform,
  file: string,
  onLine: (line: string) => void,
): Promise<void> {
  await run(stack, ['apply', ...QUIET, LOCK_TIMEOUT, file], { log: logOf(stack), onLine });
}

/** Where the output of the last apply is kept. */
function logOf({ folder }: StackTerraform): string {
  return join(folder, 's3-handshake.log');
}

/** Which state it is, and how often it was written: the same pair is the same state. Undefined where there is none. */
export interface StatePosition {
  readonly lineage: string;
  readonly serial: number;
}

/** Of a local state, its file is read; any other is fetched by Terraform, from a folder that is initialised. */
export async function statePosition(stack: StackTerraform): Promise<StatePosition | undefined> {
  const { terraform } = JSON.parse(readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8'));
  const local: string | undefined = terraform.backend?.local?.path;
  if (local !== undefined) return existsSync(local) ? positionIn(readFileSync(local, 'utf8')) : undefined;
  await initialise(stack);
  const { output } = await run(stack, ['state', 'pull']);
  return output.trim() === '' ? undefined : positionIn(output);
}

function positionIn(text: string): StatePosition | undefined {
  if (text.trim() === '') return undefined;
  const { lineage, serial } = JSON.parse(text) as StatePosition;
  return { lineage, serial };
}

/** The outputs by name. */
export async function outputs(stack: StackTerraform): Promise<Readonly<Record<string, unknown>>> {
  const { output } = await run(stack, ['output', '-json', '-no-color']);
  const values = JSON.parse(output) as Readonly<Record<string, { readonly value: unknown }>>;
  return Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
}

/** Throws {@link TerraformFailed}, or the signal's reason where it was interrupted. */
async function run(
  { root, folder, env, signal }: StackTerraform,
  args: readonly string[],
  options: { readonly log?: string; readonly onLine?: (line: string) => void } = {},
): Promise<ChildResult> {
  signal.throwIfAborted();
  const environment = sharedProviders(root, terraformEnvironment(root, env));
  const result = await runTerraform(args, { cwd: folder, env: environment, signal, ...options });
  if (result.code === 0) return result;
  signal.throwIfAborted();
  throw new TerraformFailed(errorOf(result.output));
}

/** Without a mirror, the provider is fetched once for all stacks. */
function sharedProviders(root: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (env.TF_CLI_CONFIG_FILE !== undefined || env.TF_PLUGIN_CACHE_DIR !== undefined) return env;
  const cache = join(root, OWN_FOLDER, 'plugin-cache');
  mkdirSync(cache, { recursive: true });
  return { ...env, TF_PLUGIN_CACHE_DIR: cache };
}

/** Whether several folders can be initialised at once: Terraform's plug-in cache is not safe for that, a mirror is. */
export function initialisesInParallel(root: string, env: NodeJS.ProcessEnv): boolean {
  return terraformEnvironment(root, env).TF_CLI_CONFIG_FILE !== undefined;
}
