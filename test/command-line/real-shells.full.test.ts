/** Tab in a real zsh and a real fish. In the full run: both must be installed. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shells-'));
  mkdirSync(join(folder, 'tenants'));
  for (const name of ['acme-prod', 'acme-test', 'bolt-prod'])
    writeFileSync(join(folder, 'tenants', `${name}.yaml`), 'not even YAML: [');
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(shell: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { error, status, stdout, stderr } = spawnSync(shell, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TERM: 'dumb', ...env },
    encoding: 'utf8',
  });
  if (error) throw new Error(`${shell} is not installed; the full run needs it`, { cause: error });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

const PROGRAM = `${process.execPath} ${join(ROOT, 'scripts', 's3-handshake.js')}`;

/** fish tells what it would offer. */
function fish(line: string): readonly string[] {
  const program = [
    `function s3-handshake; ${PROGRAM} $argv; end`,
    's3-handshake completion fish | source',
    `complete -C ${JSON.stringify(`s3-handshake ${line}`)}`,
  ].join('\n');
  return sorted(run('fish', ['--no-config', '-c', program]).split('\n'));
}

/** Candidates, without what is said of them. */
function sorted(lines: readonly string[]): readonly string[] {
  return lines
    .map((line) => line.split('\t')[0] ?? '')
    .filter((line) => line !== '')
    .sort();
}

/** In a terminal of its own, since zsh completes in no other; what is offered is written down instead of shown. */
const ZSH_IN_A_TERMINAL = `
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner 'PROMPT= PS2='
zpty -w inner "source ./inner.zsh"
until [[ -e ready ]]; do zpty -r -t inner said; done
zpty -w -n inner "s3-handshake $LINE"$'\\t'
until [[ -e done ]]; do zpty -r -t inner said; done
zpty -d inner
`;
const ZSH_THAT_COMPLETES = `
autoload -Uz compinit
compinit -D -u
s3-handshake() { ${PROGRAM} "$@"; }
source <(s3-handshake completion zsh)
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)* ]]; then builtin compadd "$@"; return; fi
  local -a offered
  builtin compadd -A offered "$@"
  print -rl -- $offered >> offered
  builtin compadd "$@"
}
finish() { : > done; }
comppostfuncs=(finish)
bindkey '^I' complete-word
: > offered
: > ready
`;

function zsh(line: string): readonly string[] {
  for (const file of ['ready', 'done', 'offered']) rmSync(join(folder, file), { force: true });
  writeFileSync(join(folder, 'inner.zsh'), ZSH_THAT_COMPLETES);
  run('zsh', ['-f', '-c', ZSH_IN_A_TERMINAL], { LINE: line });
  return sorted([...new Set(readFileSync(join(folder, 'offered'), 'utf8').split('\n'))]);
}

describe.each([
  ['fish', fish],
  ['zsh', zsh],
] as const)('%s completes', (_name, offered) => {
  test.each([
    ['commands', 'val', ['validate']],
    ['choices of an option', 'verify --as ', ['simulation', 'vendor', 'verifier']],
    ['options', 'verify --own', ['--owner-profile']],
    ['tenants', 'verify acme-', ['acme-prod', 'acme-test']],
    ['nothing where nothing fits', 'verify nothing-like-it', []],
  ])('%s', (_what, line, expected) => {
    expect(offered(line)).toEqual(expected);
  });

  test('files and folders', () => {
    expect(offered('lint ten').map((name) => name.replace(/\/$/, ''))).toEqual(['tenants']);
  });
});
