/** Files are written all or none, and never over what somebody else has written meanwhile. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTogether } from '../../../actions/edit/write-tenants';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'together-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const held = () =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(at(name), 'utf8')]));

test('all are written, and nothing else is left', () => {
  writeFileSync(at('b'), 'old');
  writeTogether([
    { path: at('a'), before: undefined, after: 'new' },
    { path: at('b'), before: 'old', after: 'changed' },
  ]);
  expect(held()).toEqual({ a: 'new', b: 'changed' });
});

test.each([
  ['is there already', undefined, /is there already and is left as it is/],
  ['was changed meanwhile', 'old', /was changed meanwhile and is left as it is/],
])('where one %s, it stays, and what was written before it is taken back', (_, before, says) => {
  writeFileSync(at('c'), 'of somebody else');
  writeFileSync(at('b'), 'old');
  expect(() =>
    writeTogether([
      { path: at('a'), before: undefined, after: 'new' },
      { path: at('b'), before: 'old', after: 'changed' },
      { path: at('c'), before, after: 'mine' },
    ]),
  ).toThrow(says);
  expect(held()).toEqual({ b: 'old', c: 'of somebody else' });
});
