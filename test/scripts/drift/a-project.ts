/** Projects in folders of their own, and the commands run in them as users would run them. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../../scripts/cli';
import type { ExitCode } from '../../../scripts/lib/exit-codes';
import { ROOT } from '../../a-tenant';

/** A project with the catalogue of vendors and `files`, by path. */
export function makeProject(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'handshake-drift-'));
  cpSync(join(ROOT, 'vendors'), join(folder, 'vendors'), { recursive: true });
  mkdirSync(join(folder, 'tenants'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

export function removeProject(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export interface Outcome {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export async function drift(
  cwd: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const code = await main(['drift', ...argv], {
    stdout: (text) => {
      written.stdout += text;
    },
    stderr: (text) => {
      written.stderr += text;
    },
    stdin: async () => '',
    isTerminal: false,
    env,
    cwd,
    signal,
  });
  return { code, ...written };
}
