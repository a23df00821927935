/** The app that makes the stacks, run as a program of its own: commands know nothing of cdktf. */
import { join } from 'node:path';
import { type ChildResult, runChild } from './child-process';

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

/** The program's own end; where it was aborted, the signal's reason is thrown. */
export async function runStacksApp(run: StacksAppRun): Promise<ChildResult> {
  const { home, project, tenants, out, env, signal } = run;
  const result = await runChild(
    process.execPath,
    ['-r', join(home, 'node_modules', 'ts-node', 'register'), join(home, 'stacks', 'app.ts')],
    {
      cwd: project,
      env: {
        ...env,
        // Else ts-node looks for its settings from the project's folder upwards.
        TS_NODE_PROJECT: join(home, 'tsconfig.json'),
        HANDSHAKE_TENANTS: tenants.join(','),
        CDKTF_OUTDIR: out,
      },
      signal,
    },
  );
  signal.throwIfAborted();
  return result;
}
