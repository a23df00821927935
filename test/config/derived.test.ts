import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fleetSchema } from '../../config/fleet/fleet-schema';
import { derivedFiles } from '../../derived/derived-files';
import { handshakeFilePage } from '../../derived/handshake-file-page';
import { tenantFilePage } from '../../derived/tenant-file-page';
import { COMMANDS } from '../../scripts/command-table';

test('what is derived and committed is what it would be today; `npm run schema` makes it so', async () => {
  for (const { file, content } of await derivedFiles(COMMANDS))
    expect({ file, content: readFileSync(join(__dirname, '..', '..', file), 'utf8') }).toEqual({
      file,
      content,
    });
});

test('there is a page for each vendor, and none for one that is gone', async () => {
  const pages = (await derivedFiles(COMMANDS)).flatMap(
    ({ file }) => /^docs\/vendors\/(.*)$/.exec(file)?.[1] ?? [],
  );
  expect(readdirSync(join(__dirname, '..', '..', 'docs', 'vendors')).sort()).toEqual([...pages].sort());
  expect(pages.length).toBeGreaterThan(20);
});

test('every field says in editors what it is', async () => {
  const schemas = (await derivedFiles(COMMANDS)).filter(({ file }) =>
    /^config\/.*\.schema\.json$/.test(file),
  );
  expect(schemas).toHaveLength(3);
  for (const { file, content } of schemas) expect(undescribed(JSON.parse(content), file)).toEqual([]);
});

/** What a page says is needed, by field. */
const neededBy = (page: string): ReadonlyMap<string, string> =>
  new Map(
    page.split('\n').flatMap((line): readonly [string, string][] => {
      const [, field, needed] = /^\| (\S+) \| (yes|no) \|/.exec(line) ?? [];
      return field === undefined || needed === undefined ? [] : [[field, needed]];
    }),
  );

test.each([
  ['handshake.yaml', handshakeFilePage, 'config/handshake.schema.json'],
  ["a tenant's file", tenantFilePage, 'config/tenant.schema.json'],
])('the page of %s has every field that editors know', async (_, page, schema) => {
  const file = (await derivedFiles(COMMANDS)).find((one) => one.file === schema);
  const names = namesIn(JSON.parse(file?.content ?? ''));
  expect(names.size).toBeGreaterThan(20);
  const last = new Set([...neededBy(page()).keys()].map((field) => field.replace(/^.*\./, '')));
  expect(last).toEqual(names);
});

test('a field of an alternative is not needed, and what stands in it is', () => {
  const needed = neededBy(handshakeFilePage());
  expect(
    ['state', 'state.s3', 'state.s3.bucket', 'state.hcp', 'state.hcp.organization'].map((one) =>
      needed.get(one),
    ),
  ).toEqual(['no', 'no', 'yes', 'no', 'yes']);
  expect(neededBy(tenantFilePage()).get('grants\\[\\].prefix')).toBe('yes');
});

test('what the page of handshake.yaml shows is one that is read', () => {
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(handshakeFilePage()) ?? [];
  const shown = parse(example);
  expect(Object.keys(shown)).toEqual(Object.keys(fleetSchema.shape));
  expect(fleetSchema.safeParse(shown)).toMatchObject({ success: true });
});

/** Of all fields, however deep. */
function namesIn(schema: unknown): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const { properties = {} } = schema as { properties?: object };
  return new Set([
    ...Object.keys(properties),
    ...Object.values(schema).flatMap((inner) => [...namesIn(inner)]),
  ]);
}

function undescribed(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, description } = schema as { properties?: object; description?: unknown };
  return [
    ...(path.includes('#') && description === undefined ? [path] : []),
    ...Object.entries(properties).flatMap(([name, field]) => undescribed(field, `${path}#${name}`)),
  ];
}
