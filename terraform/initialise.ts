/** `terraform init`, where a stack's folder needs it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terraformEnvironment } from './environment';
import { readStackDocument } from './stack-document';
import { runInStack, type StackTerraform } from './stack-run';

/** Beside Terraform's own notes on a folder that is initialised. */
const INITIALISED = join('.terraform', 's3-handshake.json');
/** Which provider it has, without which Terraform refuses all work. */
const LOCK = '.terraform.lock.hcl';

/** Initialises the folder where that was not done, or for another backend, provider or mirror than now. */
export async function initialise(stack: StackTerraform): Promise<void> {
  const { terraform } = readStackDocument(stack.folder);
  const { TF_CLI_CONFIG_FILE: configuration = '' } = terraformEnvironment(stack.root, stack.env);
  const asked = JSON.stringify({ terraform, configuration });
  const file = join(stack.folder, INITIALISED);
  const isDone = existsSync(file) && existsSync(join(stack.folder, LOCK));
  if (isDone && readFileSync(file, 'utf8') === asked) return;
  await runInStack(stack, ['init', '-input=false', '-no-color']);
  writeFileSync(file, asked);
}

/** Lets initialisations through at once, or one after the other. */
export type Turnstile = (work: () => Promise<void>) => Promise<void>;

/** Terraform's plug-in cache is not safe for several folders at once; a mirror is. */
export function turnstile({ root, env }: Pick<StackTerraform, 'root' | 'env'>): Turnstile {
  if (terraformEnvironment(root, env).TF_CLI_CONFIG_FILE !== undefined) return (work) => work();
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}
