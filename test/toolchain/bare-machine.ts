/** A machine with nothing but Node: what PATH is cut down to. */
import { existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of a program of this machine, as it starts it. */
export function programOf(name: string): string {
  const found = (process.env.PATH ?? '').split(delimiter).find((one) => existsSync(join(one, name)));
  if (found === undefined) throw new Error(`${name} is not on PATH`);
  return join(found, name);
}

/** Makes `folder`: Node and its npm, and the shell that npm runs scripts in. Answers it. */
export function onlyNode(folder: string): string {
  mkdirSync(folder, { recursive: true });
  symlinkSync(process.execPath, join(folder, 'node'));
  for (const name of ['npm', 'npx']) symlinkSync(realpathSync(programOf(name)), join(folder, name));
  symlinkSync('/bin/sh', join(folder, 'sh'));
  return folder;
}
