/** Tells whether a project is to the last byte what it was, without reading any YAML. */
import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADOPTIONS, SETTINGS, TENANTS, VENDORS } from '../config/fleet/project-files';
import { KIT_HOME } from '../config/kit-home';
import { digestOf } from './digest';

/** Of the environment, what has a say in a synthesis: what the kit reads, and cdktf. */
const VARIABLES = /^(?:HANDSHAKE|CDKTF|SYNTH)_/;

/**
 * Of all files that `loadProject` reads, of the records of adoptions, of the environment, and of what lies in the folders of the files. Undefined where
 * something lies there that is no file and no folder, and would have to be looked at more closely.
 */
export function projectDigest(root: string, env: NodeJS.ProcessEnv): string | undefined {
  const variables = Object.entries(env).filter(([name]) => VARIABLES.test(name));
  const fleet = SETTINGS.map((name) => (existsSync(join(root, name)) ? name : ''));
  const folders = [
    join(root, TENANTS),
    join(root, VENDORS),
    join(root, ADOPTIONS),
    join(KIT_HOME, VENDORS),
  ].map(textsIn);
  if (!folders.every((texts) => texts !== undefined)) return undefined;
  return digestOf(
    root,
    JSON.stringify(variables.sort()),
    ...fleet.flatMap((name) => [name, name === '' ? '' : readFileSync(join(root, name), 'utf8')]),
    ...folders.flatMap((texts) => [String(texts?.length), ...(texts ?? [])]),
  );
}

function textsIn(folder: string): readonly string[] | undefined {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  if (!entries.every((entry) => entry.isFile() || entry.isDirectory())) return undefined;
  return entries.sort(byName).flatMap((entry) => {
    const kind = entry.isFile() ? 'file' : 'folder';
    const text = entry.isFile() ? readFileSync(join(folder, entry.name), 'utf8') : '';
    return [kind, entry.name, text];
  });
}

function byName(one: Dirent, other: Dirent): number {
  return one.name < other.name ? -1 : 1;
}
