/** Copies of the project with packages of their own, in a folder that git ignores. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../a-tenant';
import { finished, succeeded } from './finished';

/** An empty place for a copy: what an earlier run left there is removed. */
export function placeForCopy(name: string): string {
  const folder = join(ROOT, '.s3-handshake', 'successor', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  return folder;
}

/** Copies every file that git knows or would take up; packages are left out. */
export async function copyProject(folder: string): Promise<void> {
  const listed = await finished('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT });
  if (listed.code !== 0) throw new Error(`the project is not a git clone: ${listed.output}`);
  for (const file of listed.output.split('\0'))
    if (file !== '' && existsSync(join(ROOT, file))) cpSync(join(ROOT, file), join(folder, file));
}

/** Rewrites the copy's `package.json`. */
export function changeManifest(folder: string, change: (manifest: Manifest) => Manifest): void {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  writeFileSync(file, `${JSON.stringify(change(manifest), null, 2)}\n`);
}

export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/** Installs the copy's packages, and lends it what set-up made for the project. */
export async function install(folder: string, programs?: string): Promise<void> {
  const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await succeeded(
    `the packages of ${folder} cannot be installed`,
    finished('npm', args, { cwd: folder, programs }),
  );
  mkdirSync(join(folder, '.s3-handshake'), { recursive: true });
  for (const made of ['terraform.rc', 'moto']) {
    const from = join(ROOT, '.s3-handshake', made);
    if (existsSync(from)) symlinkSync(from, join(folder, '.s3-handshake', made));
  }
}

/**
 * Compiles the copy; throws with what the compiler says where it refuses. Answers the files of the library and its
 * bindings that lie elsewhere: what the copy lacks is found in the project around it, and nobody would notice.
 */
export async function compile(folder: string, programs?: string): Promise<readonly string[]> {
  const tsc = join(folder, 'node_modules', 'typescript', 'bin', 'tsc');
  const compiling = finished('node', [tsc, '--noEmit', '--listFiles'], { cwd: folder, programs });
  const output = await succeeded('the copy does not compile', compiling);
  const files = output
    .split('\n')
    .filter((file) => /node_modules\/@?(?:cdktf|cdktn|constructs)\//.test(file));
  if (files.length === 0) throw new Error(`the compiler names no file of the library:\n${output}`);
  return files.filter((file) => !file.startsWith(join(folder, '/')));
}
