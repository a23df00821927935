/** Which files a file loads, by its text. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '..');

/** Every file of ours that `file` imports, and what those import: at once, or also what is loaded where it is needed. */
export function reachedFrom(
  file: string,
  when: 'at once' | 'sooner or later',
  reached = new Set<string>(),
): ReadonlySet<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  const text = readFileSync(join(ROOT, file), 'utf8');
  const imports = text.matchAll(/^(?:import|export)( type)? [^;]*?from '(?<path>\.[^']+)';/gms);
  const loadedLater = text.matchAll(/\brequire\('(?<path>\.[^']+)'\) as typeof import/g);
  for (const { 1: type, groups: { path = '' } = {} } of [
    ...imports,
    ...(when === 'at once' ? [] : loadedLater),
  ]) {
    if (type === ' type') continue;
    const target = relative(ROOT, join(ROOT, dirname(file), path));
    reachedFrom(['.ts', '/index.ts'].map((end) => `${target}${end}`).find(isFile) ?? file, when, reached);
  }
  return reached;
}

function isFile(path: string): boolean {
  try {
    readFileSync(join(ROOT, path));
    return true;
  } catch {
    return false;
  }
}
