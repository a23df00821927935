/**
 * Writes `docs/conformance.md`: which pages of AWS the engine and the embedded AWS are held against, and by how many rows
 * of the tables in `test/`. `npm run docs:conformance`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { alignedTable } from '../aligned-table';
import { DIFFERENCES } from '../iam/differences';

export const PAGE = join(ROOT, 'docs', 'conformance.md');

/** Whose rows stand in which folder of `test/`. */
const HELD: readonly (readonly [title: string, folder: string])[] = [
  ['Engine', 'iam'],
  ['Embedded AWS', 'local-aws'],
  ['`lint`', 'actions/lint'],
];

/** Each source that a row names, without the place in it, once for each row. */
export function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, 'test', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => pagesOf(JSON.parse(readFileSync(join(ROOT, 'test', folder, file), 'utf8'))))
    .map((page) => page.replace(/#.*/, ''));
}

/** The pages of all rows in a table, however it is built. */
function pagesOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { page } = value as { readonly page?: unknown };
  return [...(typeof page === 'string' ? [page] : []), ...Object.values(value).flatMap(pagesOf)];
}

/** `https://docs.aws.amazon.com/IAM/latest/UserGuide/x.html` is of the guide `IAM UserGuide`; others are of their host. */
function guideOf(page: string): string {
  const { hostname, pathname } = new URL(page);
  if (hostname !== 'docs.aws.amazon.com') return hostname;
  return pathname.split('/').slice(1, -1).join('/').replace('/latest/', ' ');
}

function byName(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export function conformancePage(): string {
  const held = HELD.map(([, folder]) => sourcesIn(folder));
  const decided = DIFFERENCES.map(({ source }) => source.replace(/#.*/, ''));
  const pages = [...new Set([...held, decided].flat())].sort(byName);
  const counts = (ofPage: (page: string) => boolean) =>
    [...held, decided].map((sources) => String(sources.filter(ofPage).length));
  const head = [...HELD.map(([title]) => title), 'Differences decided'];
  const guides = [...new Set(pages.map(guideOf))].sort(byName);
  const rows = held.flat().length;
  const sections = guides.flatMap((guide) => {
    const ofGuide = pages.filter((page) => guideOf(page) === guide);
    const links = ofGuide.map((page) => [
      `[${page.replace(/.*\//, '')}](${page})`,
      ...counts((one) => one === page),
    ]);
    return [`## ${guide}`, alignedTable(['Page', ...head], links)];
  });
  return `${[
    '# Conformance',
    `${rows} rows of JSON over ${pages.length} pages, made by \`npm run docs:conformance\`. Each row is a test case: the request, the expected result and the AWS page that states it. The engine's are in [\`test/iam/cases/\`](../test/iam/cases), the embedded AWS's in [\`test/local-aws/decisions/\`](../test/local-aws/decisions) and [\`test/local-aws/parts/\`](../test/local-aws/parts), those of \`lint\` in [\`test/actions/lint/\`](../test/actions/lint). They name no part of our code: other projects can use them.`,
    `The last column counts what [\`differences.ts\`](../test/iam/differences.ts) holds: where the engine and iam-simulate, the second opinion, decide random requests differently, a page says who is right.`,
    alignedTable(
      ['Guide', 'Pages', ...head],
      [
        ...guides.map((guide) => [
          guide,
          String(pages.filter((page) => guideOf(page) === guide).length),
          ...counts((page) => guideOf(page) === guide),
        ]),
        ['All', String(pages.length), ...counts(() => true)],
      ],
    ),
    ...sections,
  ].join('\n\n')}\n`;
}

if (require.main === module) writeFileSync(PAGE, conformancePage());
