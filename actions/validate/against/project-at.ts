/** The project's files as they are at a commit of git, without touching the work tree. */

import { type SpawnSyncOptionsWithBufferEncoding, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Project } from '../../../config';
import { ADOPTIONS, PROJECT_ENTRIES } from '../../../config/fleet/project-files';
import { UserError } from '../../../config/user-error';
import { readOrganization } from '../../../worlds/organization';
import { type ActionHost, readProject } from '../../host';

export interface ProjectAt {
  readonly project: Project;
  /** The whole id of the commit. */
  readonly commit: string;
  /** The text of each record of what is adopted, by its path relative to the project. */
  readonly adoptions: ReadonlyMap<string, string>;
}

/** Mode of a plain file, executable or not. Links and submodules are none of ours. */
const PLAIN_FILE = /^100/;
const MAX_BYTES = 1024 ** 3;

/**
 * `root`: the project's folder, anywhere in a repository. `ref`: what git takes for a commit.
 * Throws `UserError` where git is not there, where `root` is in no repository, or where there is no such commit; and the signal's reason once it is aborted.
 */
export async function projectAt(
  root: string,
  ref: string,
  { env, signal }: Pick<ActionHost, 'env' | 'signal'>,
): Promise<ProjectAt> {
  const commit = commitOf(root, ref, env);
  const folder = mkdtempSync(join(tmpdir(), 's3-handshake-against-'));
  try {
    const files = filesAt(root, commit, PROJECT_ENTRIES, env);
    writeInto(folder, files);
    const project = await readProject(folder, {}, signal);
    writeInto(folder, filesAt(root, commit, organizationFiles(project), env));
    // While its folder is there.
    readOrganization(project);
    const adoptions = files.filter(({ path }) => path.startsWith(`${ADOPTIONS}/`));
    return {
      project,
      commit,
      adoptions: new Map(adoptions.map(({ path, content }) => [path, content.toString('utf8')])),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The settings name them, each by a path within the project. */
function organizationFiles({ fleet: { organization } }: Project): readonly string[] {
  return [organization?.serviceControl, organization?.resourceControl].flatMap(
    (levels) => levels?.flat() ?? [],
  );
}

function writeInto(folder: string, files: readonly FileAt[]): void {
  for (const { path, content } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

function commitOf(root: string, ref: string, env: NodeJS.ProcessEnv): string {
  const inside = git(root, ['rev-parse', '--is-inside-work-tree'], env);
  if (inside.status !== 0) throw new UserError(`${root} is in no git repository; --against needs one`);
  const spec = `${ref}^{commit}`;
  const found = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', spec], env);
  if (found.status !== 0)
    throw new UserError(`git has no commit ${ref} here; in CI the clone may be too shallow for it`);
  return found.stdout.toString('utf8').trim();
}

interface FileAt {
  /** Relative to the project. */
  readonly path: string;
  readonly content: Buffer;
}

/** `paths`: of files and folders, relative to the project. Those that the commit does not have are left out. */
function filesAt(
  root: string,
  commit: string,
  paths: readonly string[],
  env: NodeJS.ProcessEnv,
): readonly FileAt[] {
  // Without a path git lists all that there is.
  if (paths.length === 0) return [];
  const listed = output(
    git(root, ['--literal-pathspecs', 'ls-tree', '-r', '-z', commit, '--', ...paths], env),
    'ls-tree',
  );
  const entries = listed
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, mode = '', id = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      return PLAIN_FILE.test(mode) ? [{ id, path }] : [];
    });
  const ids = entries.map(({ id }) => id).join('\n');
  const contents =
    entries.length === 0 ? Buffer.alloc(0) : output(git(root, ['cat-file', '--batch'], env, ids), 'cat-file');
  let at = 0;
  return entries.map(({ path }) => {
    const lineEnd = contents.indexOf('\n', at);
    const size = Number(contents.toString('utf8', at, lineEnd).split(' ')[2]);
    const begin = lineEnd + 1;
    at = begin + size + 1;
    return { path, content: contents.subarray(begin, begin + size) };
  });
}

function output({ status, stdout, stderr }: ReturnType<typeof git>, what: string): Buffer {
  if (status !== 0) throw new UserError(`git ${what} failed: ${stderr.toString('utf8').trim()}`);
  return stdout;
}

function git(root: string, args: readonly string[], env: NodeJS.ProcessEnv, input = '') {
  const options: SpawnSyncOptionsWithBufferEncoding = { cwd: root, env, input, maxBuffer: MAX_BYTES };
  const result = spawnSync('git', [...args], options);
  if (result.error) throw new UserError(`git could not be run (${result.error.message}); --against needs it`);
  return result;
}
