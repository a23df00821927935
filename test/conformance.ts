/**
 * The tables of what AWS documents, for the policy engine and for the embedded AWS: JSON, each row with its page, for
 * other projects too. `npx ts-node test/conformance.ts` prints the counts by page.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['iam/cases', 'local-aws/decisions'];

export interface DocumentedRow {
  /** Below `test/`. */
  readonly file: string;
  readonly name: string;
  readonly page: string;
}

export function documentedRows(): readonly DocumentedRow[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(__dirname, folder))
      .filter((file) => file.endsWith('.json'))
      .map((file) => `${folder}/${file}`),
  );
  return files.flatMap((file) => {
    const read = JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as { rows?: unknown } | unknown[];
    const rows = Array.isArray(read) ? read : read.rows;
    if (!Array.isArray(rows)) return [];
    return (rows as DocumentedRow[]).map(({ name, page }) => ({ file, name, page }));
  });
}

/** How many rows come from each page, without its anchors; the most first. */
export function countsByPage(
  rows: readonly DocumentedRow[],
): readonly (readonly [page: string, rows: number])[] {
  const counts = new Map<string, number>();
  for (const { page } of rows) {
    const [whole = ''] = page.split('#');
    counts.set(whole, (counts.get(whole) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}

if (require.main === module) {
  const rows = documentedRows();
  const counts = countsByPage(rows);
  const lines = counts.map(([page, count]) => `${String(count).padStart(4)}  ${page}`);
  process.stdout.write(`${lines.join('\n')}\n${rows.length} rows from ${counts.length} pages\n`);
}
