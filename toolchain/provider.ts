/**
 * The AWS provider: Terraform takes it from a mirror on this machine where there is one, so that nothing is fetched for
 * each stack anew. Several runs side by side must not share a plugin cache (it is not safe for that), but may share a
 * mirror: from there Terraform only links.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, parse } from 'node:path';
import { KIT_HOME } from '../config/kit-home';
import { ask } from './ask-program';
import type { ToolchainOptions } from './event';
import { FetchError } from './fetch-error';
import { inWorkFolder, OWN_FOLDER, ownFolders } from './own-folder';
import { terraformPlatform, terraformProgram } from './terraform';
import { onlyOursToWrite } from './trusted-folder';

const ADDRESS = 'registry.terraform.io/hashicorp/aws';
/** Names the folder of a mirror. */
export const MIRROR_VARIABLE = 'HANDSHAKE_PROVIDER_MIRROR';
const CONFIGURATION = 'terraform.rc';

export type ProviderState =
  | { readonly state: 'fit'; readonly version: string; readonly mirror: string }
  /** Not set up yet, and there is a mirror that can be used. */
  | { readonly state: 'found'; readonly version: string; readonly mirror: string }
  | { readonly state: 'missing'; readonly version: string };

/** The file that tells Terraform where the provider is; undefined where the project is not set up. */
export function terraformConfiguration(project: string): string | undefined {
  return ownFolders(project)
    .map((own) => join(own, CONFIGURATION))
    .find((file) => existsSync(file));
}

export function providerState(project: string, env: NodeJS.ProcessEnv): ProviderState {
  const version = providerVersion(project);
  const file = terraformConfiguration(project);
  const known = file === undefined ? undefined : mirrorIn(readFileSync(file, 'utf8'));
  if (known !== undefined && holds(known, version)) return { state: 'fit', version, mirror: known };
  const mirror = findMirror(version, env);
  return mirror === undefined ? { state: 'missing', version } : { state: 'found', version, mirror };
}

/** Writes the configuration, for a mirror that was found, or for one of the project's own that is filled first. */
export async function configureProvider(project: string, options: ToolchainOptions): Promise<void> {
  const state = providerState(project, options.env);
  if (state.state === 'fit') return;
  const own = join(project, OWN_FOLDER);
  if (state.state === 'missing') await fetchProvider(project, state.version, options);
  else options.onEvent({ kind: 'found', what: `the AWS provider ${state.version}`, where: state.mirror });
  const mirror = state.state === 'found' ? state.mirror : join(own, 'providers');
  await inWorkFolder(own, async (work) => {
    const file = join(work, CONFIGURATION);
    writeFileSync(file, configurationFor(mirror));
    renameSync(file, join(own, CONFIGURATION));
  });
}

function configurationFor(mirror: string): string {
  return [
    'disable_checkpoint = true',
    'provider_installation {',
    '  filesystem_mirror {',
    `    path = ${JSON.stringify(mirror)}`,
    `    include = ["${ADDRESS}"]`,
    '  }',
    '  direct {',
    `    exclude = ["${ADDRESS}"]`,
    '  }',
    '}',
    '',
  ].join('\n');
}

function mirrorIn(configuration: string): string | undefined {
  const [, path] = /path = ("(?:[^"\\]|\\.)*")/.exec(configuration) ?? [];
  return path === undefined ? undefined : JSON.parse(path);
}

/** The version that the bindings are made for, as the stacks ask for it. */
function providerVersion(project: string): string {
  const from = [project, KIT_HOME].map((folder) => createRequire(join(folder, 'package.json')));
  for (const { resolve } of from) {
    try {
      const file = resolve('@cdktf/provider-aws/package.json');
      return JSON.parse(readFileSync(file, 'utf8')).cdktf.provider.version;
    } catch {
      // Not installed there.
    }
  }
  throw new FetchError('not-found', '@cdktf/provider-aws is not installed; run npm install first');
}

/** Unpacked or as an archive, for this machine. https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror */
function holds(mirror: string, version: string): boolean {
  const folder = join(mirror, ...ADDRESS.split('/'));
  const platform = terraformPlatform();
  return (
    existsSync(join(folder, version, platform)) ||
    existsSync(join(folder, `terraform-provider-aws_${version}_${platform}.zip`))
  );
}

/**
 * A mirror that holds the version: the one that the variable names, one where Terraform itself looks, or one that an
 * administrator has put somewhere near the root. What is merely found there is code that will run, so it counts only
 * where nobody but root and the caller can have put it.
 */
export function findMirror(version: string, env: NodeJS.ProcessEnv): string | undefined {
  const named = env[MIRROR_VARIABLE];
  const standard = [...(named ? [named] : []), ...standardMirrors(env)];
  for (const folder of standard) if (holds(folder, version)) return folder;
  for (const folder of foldersBelow(parse(KIT_HOME).root, SEARCHED_DEPTH))
    if (holds(folder, version) && isTrusted(folder, version)) return folder;
  return undefined;
}

function* standardMirrors(env: NodeJS.ProcessEnv): Generator<string> {
  const home = env.HOME || homedir();
  yield join(home, '.terraform.d', 'plugins');
  const dataHome = env.XDG_DATA_HOME || join(home, '.local', 'share');
  const dataDirs = (env.XDG_DATA_DIRS || ['/usr/local/share', '/usr/share'].join(delimiter)).split(delimiter);
  // One that is not absolute does not count: it would be the folder of whatever project the caller stands in.
  // https://specifications.freedesktop.org/basedir-spec/latest/
  for (const folder of [dataHome, ...dataDirs].filter(isAbsolute)) yield join(folder, 'terraform', 'plugins');
}

/** The folder of the program with all that it lies in, and each file in it. */
function isTrusted(mirror: string, version: string): boolean {
  const folder = join(mirror, ...ADDRESS.split('/'));
  const unpacked = join(folder, version, terraformPlatform());
  if (!existsSync(unpacked))
    return onlyOursToWrite(join(folder, `terraform-provider-aws_${version}_${terraformPlatform()}.zip`));
  const files = readdirSync(unpacked).map((name) => join(unpacked, name));
  return onlyOursToWrite(unpacked) && files.every(onlyOursToWrite);
}

const SEARCHED_DEPTH = 3;
const NOT_SEARCHED = new Set(['proc', 'sys', 'dev', 'run', 'tmp', 'node_modules', 'lost+found']);

function* foldersBelow(folder: string, depth: number): Generator<string> {
  const below = subfolders(folder);
  yield* below;
  if (depth > 1) for (const next of below) yield* foldersBelow(next, depth - 1);
}

function subfolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !NOT_SEARCHED.has(entry.name))
      .map((entry) => join(folder, entry.name));
  } catch {
    return []; // Not ours to read, so no mirror for us.
  }
}

/** Lets Terraform fetch it, which checks the registry's checksums and signatures itself. */
async function fetchProvider(project: string, version: string, options: ToolchainOptions): Promise<void> {
  const own = join(project, OWN_FOLDER);
  const what = `the AWS provider ${version}`;
  await inWorkFolder(own, async (work) => {
    const source = { required_providers: { aws: { source: 'hashicorp/aws', version } } };
    writeFileSync(join(work, 'main.tf.json'), JSON.stringify({ terraform: source }));
    const mirror = join(work, 'providers');
    mkdirSync(mirror);
    // How large it is, the registry does not say before.
    options.onEvent({ kind: 'fetching', what, from: 'https://registry.terraform.io', bytes: undefined });
    const program = terraformProgram(project, options.env);
    const env = { ...options.env, CHECKPOINT_DISABLE: '1' };
    const { isFine, stderr } = await ask(program, ['providers', 'mirror', '-no-color', mirror], {
      env,
      cwd: work,
      signal: options.signal,
    });
    if (!isFine || !holds(mirror, version))
      throw new FetchError(
        'network',
        `${what} is not fetched: ${firstError(stderr)}; ${MIRROR_VARIABLE} names a folder that holds ${ADDRESS}`,
      );
    rmSync(join(own, 'providers'), { recursive: true, force: true });
    renameSync(mirror, join(own, 'providers'));
  });
}

/** Terraform's error, without its frame, in one line. */
function firstError(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.replace(/^[│╷╵\s]+/, '').trim());
  const at = lines.findIndex((line) => line.startsWith('Error:'));
  const error = at < 0 ? lines : lines.slice(at);
  return (
    error
      .filter((line) => line !== '')
      .slice(0, 4)
      .join(' ')
      .replace(/\.$/, '') || 'Terraform did not say why'
  );
}
