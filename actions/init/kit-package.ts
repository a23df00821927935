/** The kit as a dependency of somebody's repository: which one, and with which versions of what it rests on. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { KIT_HOME } from '../../config/kit-home';

const NAME = 's3-handshake';
/** What the app of a repository needs beside the kit, by the versions that the kit is tested with. */
const PEERS = ['@cdktf/provider-aws', 'cdktf', 'constructs'] as const;
/** What is needed to deploy, and by no code. */
const TOOLS = ['cdktf-cli'] as const;

type Versions = Readonly<Record<string, string>>;

interface Manifest {
  readonly version: string;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly peerDependencies?: Versions;
}

export interface KitPackages {
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
}

/** `spec`: what npm is to install the kit from; relative paths in it are meant from `folder`. */
export function kitPackages(folder: string, spec: string | undefined): KitPackages {
  const manifest: Manifest = JSON.parse(readFileSync(join(KIT_HOME, 'package.json'), 'utf8'));
  const versionOf = (name: string): string =>
    manifest.devDependencies?.[name] ??
    manifest.dependencies?.[name] ??
    manifest.peerDependencies?.[name] ??
    '*';
  const versions = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, versionOf(name)]));
  return {
    dependencies: { ...versions(PEERS), [NAME]: spec ?? specOfThisKit(folder, manifest.version) },
    devDependencies: versions(TOOLS),
  };
}

/** What this kit was itself installed from: a clone's folder, a tarball, git, or a version of the registry. */
function specOfThisKit(folder: string, version: string): string {
  const modules = dirname(KIT_HOME);
  if (existsSync(join(KIT_HOME, 'tsconfig.json'))) return `file:${fromFolder(folder, KIT_HOME)}`;
  const source = resolvedIn(join(modules, '.package-lock.json'));
  if (source?.startsWith('file:'))
    return `file:${fromFolder(folder, resolve(dirname(modules), source.slice('file:'.length)))}`;
  return source?.startsWith('git') ? source : `^${version}`;
}

/** Where npm says that it has the kit from. */
function resolvedIn(lock: string): string | undefined {
  if (!existsSync(lock)) return undefined;
  const { packages } = JSON.parse(readFileSync(lock, 'utf8'));
  return packages?.[`node_modules/${NAME}`]?.resolved;
}

function fromFolder(folder: string, path: string): string {
  return relative(folder, path).replaceAll('\\', '/') || '.';
}
