/** Digests, by which it is told whether something is still what it was. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Of several texts: where one ends and the next begins counts. */
export function digestOf(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}\n`).update(text);
  return hash.digest('base64url');
}

/** Of a file's text; undefined where there is no such file. */
export function digestOfFile(path: string): string | undefined {
  try {
    return digestOf(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
