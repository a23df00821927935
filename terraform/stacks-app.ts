/** The app that makes the stacks, run as a program of its own: commands know nothing of cdktf. */
import { join } from 'node:path';
import { UserError } from '../config/user-error';
import { terraformState } from '../toolchain/terraform';
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

/**
 * The program's own end; where it was aborted, the signal's reason is thrown. Throws `UserError` where it failed because
 * Terraform does not start, of which cdktf says much and not this.
 */
export async function runStacksApp(run: StacksAppRun): Promise<ChildResult> {
  const { home, project, tenants, out, env, signal } = run;
  const result = await runChild(process.execPath, [join(home, STACKS_APP)], {
    cwd: project,
    env: { ...env, HANDSHAKE_TENANTS: tenants.join(','), CDKTF_OUTDIR: out },
    signal,
  });
  signal.throwIfAborted();
  if (result.code !== 0) await mustStart(project, { env, signal });
  return result;
}

async function mustStart(project: string, options: Pick<StacksAppRun, 'env' | 'signal'>): Promise<void> {
  const state = await terraformState(project, options);
  if (state.state === 'missing')
    throw new UserError(
      `Terraform does not start (${state.program} version fails): s3-handshake doctor says what is there, doctor --fix fetches it`,
    );
}
