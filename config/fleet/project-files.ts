/** Which files a project has. */
import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../yaml/problem';

export const FLEET_FILE = 'handshake.yaml';
export const TENANTS = 'tenants';
export const VENDORS = 'vendors';
/** The folder of the records of what is adopted. */
export const ADOPTIONS = 'adoptions';

/** What somebody may call {@link FLEET_FILE}. It is told of and not read. */
const MISNAMED_SETTINGS = ['handshake.yml', 'handshake.json'] as const;

/** By any of these a folder is known to be a project's, or to be meant for one. */
export const SETTINGS = [FLEET_FILE, ...MISNAMED_SETTINGS] as const;

/**
 * All that a project says, by its name in the project's folder; beside it there are only the files of the
 * organisation's policies, which the settings name.
 */
export const PROJECT_ENTRIES = [...SETTINGS, TENANTS, VENDORS, ADOPTIONS] as const;

export interface NamedFiles {
  /** Names without `.yaml`, in order. */
  readonly names: readonly string[];
  /** What lies there and is not taken up, though somebody may think so. */
  readonly problems: readonly Problem[];
}

/** The YAML files of a folder; a folder that is not there has none. Hidden files and other kinds are left alone. */
export function filesIn(root: string, folder: string): NamedFiles {
  const entries = listFolder(join(root, folder)).filter(({ name }) => !name.startsWith('.'));
  const names = entries.filter(isYaml).map(({ name }) => name.slice(0, -'.yaml'.length));
  const problems = entries.flatMap((entry) => overlooked(folder, entry));
  return { names: names.sort(), problems };
}

export function pathOf(folder: string, name: string): string {
  return `${folder}/${name}.yaml`;
}

/** Likewise for the fleet's settings. */
export function fleetFile(root: string): {
  readonly file: string | undefined;
  readonly problems: readonly Problem[];
} {
  if (existsSync(join(root, FLEET_FILE))) return { file: FLEET_FILE, problems: [] };
  const others = MISNAMED_SETTINGS.filter((other) => existsSync(join(root, other)));
  return { file: undefined, problems: others.map(wrongEnding) };
}

function listFolder(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isYaml(entry: Dirent): boolean {
  return !entry.isDirectory() && entry.name.endsWith('.yaml') && entry.name !== '.yaml';
}

function overlooked(folder: string, entry: Dirent): readonly Problem[] {
  const file = `${folder}/${entry.name}`;
  if (entry.isDirectory())
    return [at(file, 'is a folder; files are looked for directly in this one, so move them up')];
  const isOther = /\.(?:ya?ml|json)$/i.test(entry.name) && !entry.name.endsWith('.yaml');
  return isOther ? [wrongEnding(file)] : [];
}

function wrongEnding(file: string): Problem {
  return at(
    file,
    `is not read: files end in .yaml, so rename it to ${file.replace(/\.(?:ya?ml|json)$/i, '.yaml')}`,
  );
}

function at(file: string, message: string): Problem {
  return { file, line: 1, column: 1, path: '', message };
}
