/**
 * A folder from which cdktf deploys tenants without touching the project's own state: the tenants' files, the
 * catalogue, the fleet's settings, and cdktf's configuration with the project's app.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADOPTIONS, TENANTS, VENDORS } from '../config/fleet/project-files';
import { KIT_HOME } from '../config/kit-home';
import { type ChildResult, runChild } from './child-process';
import { STACKS_APP } from './stacks-app';

export interface Workspace {
  readonly folder: string;
  /** `cdktf <args>`, in the folder. */
  cdktf(args: readonly string[], options: CdktfOptions): Promise<ChildResult>;
}

export interface CdktfOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
}

export interface WorkspaceOptions {
  /** The project whose app, catalogue and packages are used. */
  readonly root: string;
  /** What is there is removed first: it belongs to a deployment that is gone. */
  readonly folder: string;
  /** Names of tenants whose files are copied from the project. */
  readonly tenants: readonly string[];
}

export function makeWorkspace({ root, folder, tenants }: WorkspaceOptions): Workspace {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, TENANTS), { recursive: true });
  for (const tenant of tenants)
    cpSync(join(root, TENANTS, `${tenant}.yaml`), join(folder, TENANTS, `${tenant}.yaml`));
  for (const part of [VENDORS, ADOPTIONS])
    if (existsSync(join(root, part))) cpSync(join(root, part), join(folder, part), { recursive: true });
  const app = `node ${JSON.stringify(join(KIT_HOME, STACKS_APP))}`;
  const settings = { language: 'typescript', app, projectId: 'workspace', sendCrashReports: 'false' };
  writeFileSync(join(folder, 'cdktf.json'), `${JSON.stringify(settings, null, 2)}\n`);
  const cli = join(root, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf.js');
  return {
    folder,
    cdktf: (args, options) =>
      runChild(process.execPath, [cli, ...args], {
        cwd: folder,
        ...options,
        // Otherwise it paints over its last lines, as if it owned a terminal.
        env: { ...options.env, CI: 'true' },
      }),
  };
}
