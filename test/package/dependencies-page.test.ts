/** `docs/dependencies.md` names what is installed with the kit: no package more and none fewer. */
import { readFileSync } from 'node:fs';
import { inShort, isQuiet, PAGE } from './dependencies-page';
import remarks from './dependency-remarks.json';
import { PEERS, PRODUCTION } from './shipped-packages';

const page = readFileSync(PAGE, 'utf8');

/** The rows of the table below a heading, cell by cell, without their head. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

const production = rowsBelow('Production');
const peers = rowsBelow('Peers');
const made = /said on (\d{4}-\d\d-\d\d)/.exec(page)?.[1] ?? '';

test('has the packages of the lock file, each with its version, its licence and who needs it', () => {
  expect(production.map(([name, version, licence, , , by]) => [name, version, licence, by])).toEqual(
    PRODUCTION.map(({ name, version, licence, neededBy }) => [
      name,
      version,
      licence,
      inShort(neededBy).replaceAll('`', ''),
    ]),
  );
  expect(production.length).toBeGreaterThan(50);
  expect(peers.map(([name, version, licence]) => [name, version, licence])).toEqual(
    PEERS.map(({ name, version, licence }) => [name, version, licence]),
  );
  expect(peers.map(([name]) => name)).toEqual(['@cdktf/provider-aws', 'cdktf', 'constructs']);
});

test('every package is needed by another of the page', () => {
  const names = new Set(['s3-handshake', ...production.map(([name]) => name)]);
  const alone = production.filter(([, , , , , by = '']) =>
    by
      .replace(/ and \d+ more$/, '')
      .split(', ')
      .some((name) => !names.has(name)),
  );
  expect(alone).toEqual([]);
});

test('says of each when it was last released, and what would replace one that is archived or quiet', () => {
  const rows = [...production, ...peers];
  expect(made).toMatch(/^\d{4}/);
  expect(rows.filter(([, , , , day = '']) => !(Date.parse(day) <= Date.parse(made)))).toEqual([]);
  const quiet = rows.filter(([, , , , day = '']) => isQuiet(day, made)).map(([name]) => name);
  const named = [...page.matchAll(/^- `([^`]+)`: \S/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual([...new Set([...quiet, ...Object.keys(remarks.archived)])].sort());
});

test('a licence that asks for more than its notice would have to be looked at', () => {
  const permissive = /^(?:Apache-2\.0|MIT|ISC|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0)$/;
  expect(PRODUCTION.filter(({ licence }) => !permissive.test(licence))).toEqual([]);
});
