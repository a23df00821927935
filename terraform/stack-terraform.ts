/** Plans and applies one stack. */
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { initialise } from './initialise';
import type { PlanDocument } from './plan-document';
import { documentOf, onlyMakes, planInWords, readPlanStream } from './plan-stream';
import { localState, readStackDocument } from './stack-document';
import { runInStack, type StackTerraform, TerraformFailed } from './stack-run';
import { stackState } from './stack-state';

/** Seconds that a run waits for another one, ours or cdktf's, that holds the state. */
const LOCK_TIMEOUT = '-lock-timeout=300s';
const NO_INPUT = '-input=false';

/** Writes a plan to `file`, in a folder that is initialised, and gives what it says. */
export async function plan(
  stack: StackTerraform,
  file: string,
  { destroy }: { readonly destroy: boolean },
): Promise<PlanDocument> {
  const args = ['plan', '-json', NO_INPUT, LOCK_TIMEOUT, `-out=${file}`, ...(destroy ? ['-destroy'] : [])];
  const { output } = await runInStack(stack, args, { inWords: planInWords });
  const stream = readPlanStream(output);
  if (!stream) return (await planIn(stack, file)) as PlanDocument;
  const state = onlyMakes(stream) ? undefined : await stackState(stack);
  return documentOf(stream, readStackDocument(stack.folder), state?.resources ?? new Map());
}

/** What a plan says that was made before; `initialising` lets the folder be initialised when it is its turn. */
export async function showPlan(
  stack: StackTerraform,
  file: string,
  initialising: (work: () => Promise<void>) => Promise<void>,
): Promise<PlanDocument> {
  await initialising(() => initialise(stack));
  return (await planIn(stack, file)) as PlanDocument;
}

/** The document that Terraform shows of the plan in `file`. */
export async function planIn(stack: StackTerraform, file: string): Promise<unknown> {
  const { output } = await runInStack(stack, ['show', '-json', '-no-color', file]);
  const document = output.split('\n').find((line) => line.startsWith('{'));
  if (document === undefined) throw new TerraformFailed(`terraform show said nothing of the plan`);
  return JSON.parse(document);
}

/**
 * Applies a plan, to its end also where we are interrupted or killed: Terraform that is interrupted has its provider give
 * up the requests that are under way, and what these have made is in no state then
 * (https://github.com/hashicorp/terraform/issues/33358). `onLine`: each line that it says.
 */
export async function apply(
  stack: StackTerraform,
  file: string,
  onLine: (line: string) => void,
): Promise<void> {
  const local = localState(stack.folder);
  // What cdktf wrote before, it left for everybody to read, and Terraform keeps a file's mode.
  for (const state of local === undefined ? [] : [local, `${local}.backup`])
    if (existsSync(state)) chmodSync(state, 0o600);
  await runInStack(stack, ['apply', NO_INPUT, '-no-color', LOCK_TIMEOUT, file], {
    log: logOf(stack),
    onLine,
  });
}

/** Where the output of the last apply is kept. */
function logOf({ folder }: StackTerraform): string {
  return join(folder, 's3-handshake.log');
}
