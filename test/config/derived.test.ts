import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedFiles } from '../../derived/derived-files';
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

function undescribed(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, description } = schema as { properties?: object; description?: unknown };
  return [
    ...(path.includes('#') && description === undefined ? [path] : []),
    ...Object.entries(properties).flatMap(([name, field]) => undescribed(field, `${path}#${name}`)),
  ];
}
