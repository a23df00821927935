/** A house of a few files, in which a rule is broken on purpose. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What `look` sees in a folder that holds `files`, by their paths; the folder is gone afterwards. */
export function inFolder<T>(files: Readonly<Record<string, string>>, look: (folder: string) => T): T {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'house-')));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return look(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
