/** What Tab offers: asked for directly, and by a real bash. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flagOf, isGroup } from '../../command-line/command';
import { complete } from '../../command-line/complete';
import { COMPLETION_SCRIPTS, SHELLS } from '../../command-line/completion-scripts';
import { COMMANDS } from '../../scripts/command-table';
import { ROOT } from '../a-tenant';
import { commandLine } from '../command-line';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'completion-'));
  mkdirSync(join(folder, 'tenants', 'deep'), { recursive: true });
  for (const name of ['acme-prod', 'acme-test', 'bolt-prod'])
    writeFileSync(join(folder, 'tenants', `${name}.yaml`), 'not even YAML: [');
});
afterAll(() => rmSync(folder, { recursive: true }));

function offered(words: readonly string[], cwd = folder): readonly string[] | 'file' | 'folder' {
  const found = complete(COMMANDS, words, cwd);
  return typeof found === 'string' ? found : found.map(({ value }) => value);
}

const TENANTS = ['acme-prod', 'acme-test', 'bolt-prod'];

test('every command and every option of every command is offered', () => {
  expect(offered([''])).toEqual(COMMANDS.map(({ name }) => name));
  for (const command of COMMANDS) {
    expect(offered([command.name.slice(0, -1)])).toContain(command.name);
    const all = isGroup(command) ? command.commands : [command];
    for (const each of all) {
      const words = isGroup(command) ? [command.name, each.name] : [each.name];
      const keys = [...Object.keys(each.options), 'project', 'quiet', 'verbose', 'help'];
      expect(offered([...words, '--'])).toEqual(keys.map(flagOf));
    }
  }
});

test('every choice of every option is offered, behind a blank and behind =', () => {
  const found = COMMANDS.flatMap((command) => (isGroup(command) ? [] : [command])).flatMap((command) =>
    Object.entries(command.options).map(([key, { choices }]) => ({
      name: command.name,
      flag: flagOf(key),
      choices,
    })),
  );
  const chosen = found.filter(({ choices }) => choices);
  expect(chosen.length).toBeGreaterThan(3);
  for (const { name, flag, choices = [] } of chosen) {
    expect(offered([name, flag, ''])).toEqual(choices);
    expect(offered([name, flag, '=', ''])).toEqual(choices);
    expect(offered([name, `${flag}=`])).toEqual(choices.map((choice) => `${flag}=${choice}`));
  }
});

const CASES: readonly (readonly [readonly string[], readonly string[] | 'file' | 'folder'])[] = [
  [['verify', ''], TENANTS],
  [
    ['verify', 'acme-prod', 'a'],
    ['acme-prod', 'acme-test'],
  ],
  [['verify', '--parallelism', '3', 'b'], ['bolt-prod']],
  [['verify', '--parallelism', ''], []],
  [['verify', '--junit', ''], 'file'],
  [['export', 'acme-prod', ''], []],
  [['export', 'acme-prod', '--to', ''], 'folder'],
  [['--project', ''], 'folder'],
  [
    ['keys', ''],
    ['create', 'rotate', 'revoke'],
  ],
  [
    ['keys', 'rotate', 'a'],
    ['acme-prod', 'acme-test'],
  ],
  [['keys', 'rotate', '--fi'], ['--finish']],
  [['rotate', '--dry-run', '--d'], []],
  [['new', '--vendor', 'amper'], ['amperity']],
  [['vendors', 'amper'], ['amperity']],
  [['lint', ''], 'file'],
  [['completion', 'z'], ['zsh']],
  [['no-such-command', ''], []],
  [['set', 'acme-prod', ''], []],
];
test.each(CASES)('%j', (words, expected) => {
  expect(offered(words)).toEqual(expected);
});

test('tenants are those of the project: found from below, or named', () => {
  expect(offered(['verify', 'acme'], join(folder, 'tenants', 'deep'))).toEqual(['acme-prod', 'acme-test']);
  expect(offered(['--project', folder, 'verify', ''], '/')).toEqual(TENANTS);
  expect(offered([`--project=${folder}`, 'verify', ''], '/')).toEqual(TENANTS);
  expect(offered(['verify', ''], '/')).toEqual([]);
});

test.each(SHELLS)('the script for %s is printed', async (shell) => {
  expect(await commandLine(['completion', shell])).toEqual({
    code: 0,
    stdout: COMPLETION_SCRIPTS[shell],
    stderr: '',
  });
});

/** What bash would offer for each line, with the cursor at its end. One bash for all: each reads the script anew. */
function bash(lines: readonly string[]): readonly (readonly string[])[] {
  const program = [
    `s3-handshake() { ${JSON.stringify(process.execPath)} ${JSON.stringify(join(ROOT, 'scripts/s3-handshake.js'))} "$@"; }`,
    `source <(s3-handshake completion bash)`,
    'while IFS= read -r LINE; do',
    // As readline splits a line: at blanks, and at = as a word of its own.
    '  read -r -a COMP_WORDS <<< "${LINE//=/ = }"',
    '  [[ "$LINE" == *" " ]] && COMP_WORDS+=("")',
    '  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))',
    '  COMPREPLY=()',
    '  _s3_handshake s3-handshake < /dev/null',
    '  printf "%s\\n" "${COMPREPLY[*]}"',
    'done',
  ].join('\n');
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', program], {
    cwd: folder,
    input: lines.map((line) => `s3-handshake ${line}\n`).join(''),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' ').filter((each) => each !== ''));
}

test('bash completes commands, options, choices, tenants and files', () => {
  const expected = {
    val: ['validate'],
    'verify --as ': ['vendor', 'verifier', 'simulation'],
    'verify --as=ver': ['verifier'],
    'verify --own': ['--owner-profile'],
    'verify acme-': ['acme-prod', 'acme-test'],
    'lint ten': ['tenants'],
    'verify nothing-like-it': [],
  };
  expect(bash(Object.keys(expected))).toEqual(Object.values(expected));
});

test('bash reads its script; zsh and fish theirs in the full run', () => {
  const file = join(folder, 'completion.bash');
  writeFileSync(file, COMPLETION_SCRIPTS.bash);
  execFileSync('bash', ['-n', file]);
});
