/** Whatever text of ours names a command names one that there is, that runs, and that has the options. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, flagOf, isGroup } from '../../command-line/command';
import { GLOBAL_OPTIONS } from '../../command-line/global-options';
import { COMMANDS } from '../../scripts/command-table';
import { ROOT } from '../a-tenant';
import { commandLine } from '../command-line';

/** All that is committed but the tests and what older versions were called: no room can be forgotten. */
const FILES = execFileSync(
  'git',
  ['ls-files', '*.ts', '*.js', '*.mjs', '*.md', '*.yaml', '*.yml', 'package.json'],
  { cwd: ROOT, encoding: 'utf8' },
)
  .trim()
  .split('\n')
  .filter((file) => !/^(?:test\/|CHANGELOG\.md$)/.test(file));

/** `s3-handshake <word> …` up to where the command ends: a quote, a comment, another command, or the line. */
const NAMED = /(?<![\w@/.-])s3-handshake (?!is\b|lines\b)([a-z][a-z-]*)((?: [^\s`'"|;#,)]+)*)/g;

function commandNamed(word: string, rest: string): Command | undefined {
  const found = COMMANDS.find(({ name }) => name === word);
  if (!found || !isGroup(found)) return found;
  return found.commands.find(({ name }) => rest.trim().split(' ')[0] === name);
}

function slipsIn(file: string, text: string): readonly string[] {
  return [...text.matchAll(NAMED)].flatMap(([whole, word = '', rest = '']) => {
    const group = COMMANDS.find(({ name }) => name === word);
    const command = commandNamed(word, rest);
    if (!group) return [`${file}: ${whole}: no such command`];
    // The group as a whole may be spoken of.
    if (!command) return /^ [a-z]+\b/.test(rest) ? [`${file}: ${whole}: no such command`] : [];
    const known = Object.keys({ ...command.options, ...GLOBAL_OPTIONS, help: 0, version: 0 }).map(flagOf);
    const flags = rest.match(/(?<= )--[a-z-]+/g) ?? [];
    return flags
      .filter((flag) => !known.includes(flag))
      .map((flag) => `${file}: ${whole}: no option ${flag}`);
  });
}

test('every command and option that is named exists', () => {
  const texts = FILES.map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
  const named = texts.flatMap(({ text }) => [...text.matchAll(NAMED)]);
  expect(named.length).toBeGreaterThan(100);
  expect(texts.flatMap(({ file, text }) => slipsIn(file, text))).toEqual([]);
});

test('every command that is named runs', async () => {
  const words = FILES.flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(NAMED)].map(([, word = '']) => word),
  );
  for (const word of new Set(words)) {
    const { code, stdout } = await commandLine([word, '--help']);
    expect({ word, code, usage: stdout.includes(`s3-handshake ${word}`) }).toEqual({
      word,
      code: 0,
      usage: true,
    });
  }
});

test('one that does not exist is seen', () => {
  expect(slipsIn('a.ts', '`s3-handshake polices ${name}`')).toHaveLength(1);
  expect(slipsIn('a.ts', "'s3-handshake keys make acme'")).toHaveLength(1);
  expect(slipsIn('a.ts', '`s3-handshake keys rotate ${name} --finsh`')).toHaveLength(1);
  expect(slipsIn('a.ts', '`s3-handshake rotate ${name} --finish --dry-run`')).toEqual([]);
});
