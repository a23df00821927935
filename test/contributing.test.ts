/** CONTRIBUTING.md names files that are there, and commands that npm and the command line have. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scripts } from '../package.json';
import { ROOT } from './a-tenant';

const page = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
const words = [...page.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word);

test('every file and folder is there; of a name with a part to be chosen, its folder', () => {
  // `dist/` is made by a build.
  const named = words.filter((word) => /^[\w.-]+(?:\/[\w.<>*-]*)+$/.test(word) && !word.startsWith('dist'));
  expect(named.length).toBeGreaterThan(12);
  const places = named.map((word) => (/[<*]/.test(word) ? dirname(word.replace(/[<*].*/, 'x')) : word));
  expect(places.filter((place) => !existsSync(join(ROOT, place)))).toEqual([]);
});

test('every script is there', () => {
  const named = [...page.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('every script starts what a clone has', () => {
  const started = Object.values(scripts).flatMap((line) =>
    line.split(' && ').map((part) => part.split(' ').find((word) => !/^[A-Z_]+=/.test(word)) ?? ''),
  );
  const isThere = (name: string) => existsSync(join(ROOT, 'node_modules', '.bin', name));
  expect(started.filter((name) => !['node', 'npm'].includes(name) && !isThere(name))).toEqual([]);
});
