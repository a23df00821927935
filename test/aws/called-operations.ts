/** Every call that the code can make, by the classes of the SDK that it makes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';

/** By operation: the files, below `folders`, that call it. */
export function calledIn(folders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const called = new Map<string, string[]>();
  for (const folder of folders)
    for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const text = readFileSync(join(ROOT, folder, file), 'utf8');
      for (const [, command, paginated] of text.matchAll(/\bnew (\w+)Command\(|\bpaginate(\w+)\(/g)) {
        const operation = command ?? paginated ?? '';
        called.set(operation, [...(called.get(operation) ?? []), `${folder}/${file}`]);
      }
    }
  return called;
}
