import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectFolder } from '../../config/fleet/project-folder';
import { commandLine } from '../command-line';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'found-'));
});
afterEach(() => rmSync(base, { recursive: true }));

/** Makes files, and folders where a path ends in `/`. */
function make(...paths: readonly string[]): void {
  for (const path of paths) {
    const whole = join(base, path);
    mkdirSync(path.endsWith('/') ? whole : dirname(whole), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(whole, '');
  }
}

const FOUND: readonly { has: readonly string[]; from: string; found: string; why: string }[] = [
  { has: ['tenants/'], from: '.', found: '.', why: 'a folder of tenants' },
  { has: ['handshake.yaml'], from: '.', found: '.', why: "the fleet's settings" },
  {
    has: ['handshake.yml'],
    from: '.',
    found: '.',
    why: 'their name as it should not be: said where it is read',
  },
  { has: ['handshake.json'], from: '.', found: '.', why: 'likewise in JSON' },
  { has: ['cdktf.json'], from: '.', found: '.', why: 'an app that has no tenant yet' },
  { has: ['tenants/', 'a/b/c/'], from: 'a/b/c', found: '.', why: 'from below' },
  { has: ['tenants/'], from: 'tenants', found: '.', why: 'from the tenants' },
  { has: ['tenants/', 'a/handshake.yaml', 'a/b/'], from: 'a/b', found: 'a', why: 'the nearest one' },
  {
    has: ['handshake.yaml', 'app/cdktf.json'],
    from: 'app',
    found: '.',
    why: 'not an app of another kind within it',
  },
  {
    has: ['tenants', 'up/', 'handshake.yaml/'],
    from: 'up',
    found: '',
    why: 'neither a file nor a folder by these names',
  },
];

test.each(FOUND)('$why: $has from $from', ({ has, from, found }) => {
  make(...has);
  if (found === '') expect(() => projectFolder(join(base, from))).toThrow('there is no project here');
  else expect(projectFolder(join(base, from))).toBe(join(base, found));
});

test('where there is none, the message says where it was looked for', () => {
  make('a/b/');
  const message = () => projectFolder(join(base, 'a/b'));
  for (const folder of [join(base, 'a/b'), join(base, 'a'), base, tmpdir(), '/'])
    expect(message).toThrow(folder);
  expect(message).toThrow('--project');
});

test('one that is named is taken as it is: relative to where one is, and nowhere above', () => {
  make('one/tenants/', 'one/deep/', 'two/');
  expect(projectFolder(join(base, 'two'), '../one')).toBe(join(base, 'one'));
  expect(() => projectFolder(base, 'one/deep')).toThrow('--project is one/deep: neither handshake.yaml');
  expect(() => projectFolder(base, 'three')).toThrow('--project is three: there is no such folder');
});

test('commands work from below and from elsewhere; what needs no project works anywhere', async () => {
  make('tenants/', 'a/b/', 'elsewhere/');
  const none = 's3-handshake: there is no tenant: tenants/ holds no file\n';
  const below = await commandLine(['policies'], { cwd: join(base, 'a/b') });
  expect([below.code, below.stderr]).toEqual([1, none]);
  const named = await commandLine(['policies', '--project', base], { cwd: '/' });
  expect([named.code, named.stderr]).toEqual([1, none]);
  for (const argv of [['drift', '--policy'], ['completion', 'bash'], ['new', '--template'], ['--help']])
    expect((await commandLine(argv, { cwd: '/' })).code).toBe(0);
});
