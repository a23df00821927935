/** The app that makes the stacks, run as a program of its own: commands know nothing of cdktf. */
import { join } from 'node:path';
import { UserError } from '../config/user-error';
import { type ChildResult, runChild } from './child-process';

/** The program, below the kit's own folder: one file, in a clone as in a package. */
export const STACKS_APP = join('scripts', 's3-handshake-app.js');

export interface StacksAppRun {
  /** Where our own code lies. */
  readonly home: string;
  /** The project's folder, which may lie anywhere. */
  readonly project: string;
  /** Whose stacks are made. */
  readonly tenants: readonly string[];
  /** Where they are written: `<out>/stacks/<tenant>/cdk.tf.json`. */
  readonly out: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Names that are handed to the app at once: more do not fit every system's environment. */
const AT_ONCE = 2_000;

/** Makes the stacks of as many tenants as there are. Throws `UserError` with what the app says. */
export async function makeAllStacks(run: StacksAppRun): Promise<void> {
  const { tenants } = run;
  for (let first = 0; first < tenants.length; first += AT_ONCE) {
    const { code, output } = await runStacksApp({ ...run, tenants: tenants.slice(first, first + AT_ONCE) });
    if (code !== 0) throw new UserError(`the stacks could not be made:\n${output}`);
  }
}

/** The program's own end; where it was aborted, the signal's reason is thrown. It needs no Terraform. */
export async function runStacksApp(run: StacksAppRun): Promise<ChildResult> {
  const { home, project, tenants, out, env, signal } = run;
  const result = await runChild(process.execPath, [join(home, STACKS_APP)], {
    cwd: project,
    env: { ...env, HANDSHAKE_TENANTS: tenants.join(','), CDKTF_OUTDIR: out },
    signal,
  });
  signal.throwIfAborted();
  return result;
}
