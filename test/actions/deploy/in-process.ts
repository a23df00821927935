/**
 * `terraform/child-process` for tests that look at what a deployment does and not at processes: the app of the stacks and
 * the Terraform that is played run in this one. `interrupted.test.ts` runs them as programs.
 */
import { mkdirSync } from 'node:fs';
import { UserError } from '../../../config/user-error';
import { projectDigest } from '../../../stacks/project-digest';
import { isWhole, readRecord } from '../../../stacks/synthesis-record';
import { synthesise } from '../../../stacks/synthesise';
import type { ChildOptions, ChildResult } from '../../../terraform/child-process';
import { STACKS_APP } from '../../../terraform/stacks-app';

interface Played {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What {@link ChildOptions.isPrivate} sets for a program; a process has one for all. */
  readonly umask: number;
  write(text: string): void;
  onInterrupt(act: () => void): void;
}

const { play } = require('./played-terraform') as {
  play(args: readonly string[], played: Played): Promise<number>;
};

export async function runChild(
  _program: string,
  args: readonly string[],
  { cwd, env, signal, abandoned, onLine, isPrivate = false }: ChildOptions,
): Promise<ChildResult> {
  // A program that is interrupted ends without a code.
  if (signal?.aborted) return { output: '' };
  if (args[0]?.endsWith(STACKS_APP)) return makeStacks(cwd, env);
  let output = '';
  const code = await play(args, {
    cwd,
    env,
    umask: isPrivate ? 0o077 : 0,
    write(text) {
      output += text;
      for (const line of text.trimEnd().split('\n')) onLine?.(line);
    },
    onInterrupt: (act) => abandoned?.addEventListener('abort', act, { once: true }),
  });
  return { code, output };
}

async function makeStacks(root: string, env: NodeJS.ProcessEnv): Promise<ChildResult> {
  const [out, madeBy] = [env.CDKTF_OUTDIR ?? '', 'tests'];
  const project = projectDigest(root, env);
  if (isWhole(out, readRecord(out, madeBy), project)) return { code: 0, output: '' };
  mkdirSync(out, { recursive: true });
  // Where a local state lies stands in the stack, and cdktf takes it from here.
  const back = process.cwd();
  process.chdir(root);
  try {
    await synthesise({ root, out, env, threads: 1, madeBy, project });
    return { code: 0, output: '' };
  } catch (error) {
    if (error instanceof UserError) return { code: 1, output: error.message };
    throw error;
  } finally {
    process.chdir(back);
  }
}
