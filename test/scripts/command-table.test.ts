/** Walks the table of commands: what it says must be so for every command, option and example, those to come included. */
import { type Command, flagOf, isGroup } from '../../command-line/command';
import { GLOBAL_OPTIONS } from '../../command-line/global-options';
import { parseCommandLine } from '../../command-line/invocation';
import type { Option } from '../../command-line/option';
import { COMMANDS } from '../../scripts/command-table';
import { commandLine } from '../command-line';
import { misspelt, shellWords } from './words';

interface Listed {
  /** `keys create`. */
  readonly name: string;
  readonly command: Command;
}

const ALL: readonly Listed[] = COMMANDS.flatMap((command) =>
  isGroup(command)
    ? command.commands.map((each) => ({ name: `${command.name} ${each.name}`, command: each }))
    : [{ name: command.name, command }],
);

interface ListedOption extends Listed {
  readonly key: string;
  readonly flag: string;
  readonly option: Option;
}

const OPTIONS: readonly ListedOption[] = ALL.flatMap((listed) =>
  Object.entries({ ...GLOBAL_OPTIONS, ...listed.command.options }).map(([key, option]) => ({
    ...listed,
    key,
    flag: flagOf(key),
    option,
  })),
);

function parse(argv: readonly string[]) {
  const parsed = parseCommandLine(COMMANDS, argv, '0.0.0');
  if ('text' in parsed) throw new Error(`${argv.join(' ')} only prints`);
  return parsed;
}

/** Words that stand for the operands that a command must have. */
function operandsOf({ operands }: Command): readonly string[] {
  return Object.values(operands).flatMap(({ count, choices }) =>
    count === 'one' || count === 'some' ? [choices?.[0] ?? 'acme'] : [],
  );
}

/** A value that the option takes. */
function sampleOf({ choices, sample }: Option): string {
  return choices?.[0] ?? sample ?? 'something';
}

test('the table holds the commands that there are', () => {
  expect(ALL.length).toBeGreaterThan(18);
  expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
});

test.each(ALL)('$name loads what runs it', ({ command }) => {
  expect(typeof command.handler().run).toBe('function');
});

test.each(ALL)(
  '$name --help fits a terminal and names every operand and option',
  async ({ name, command }) => {
    const { code, stdout, stderr } = await commandLine([...name.split(' '), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: s3-handshake ${name}`);
    expect(stdout).toContain(command.summary);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    const words = stdout.replaceAll(/\s+/g, ' ');
    for (const { name: operand, says } of Object.values(command.operands))
      for (const text of [operand, says]) expect(words).toContain(text);
    for (const { flag, option } of OPTIONS.filter((each) => each.name === name))
      for (const text of [flag, option.says]) expect(words).toContain(text);
    for (const { line } of command.examples) expect(stdout).toContain(`  s3-handshake ${line}\n`);
  },
);

test.each(ALL)('$name: its examples are read, and are its own', ({ name, command }) => {
  expect(command.examples.length).toBeGreaterThan(0);
  for (const { line } of command.examples) {
    expect(line.startsWith(name)).toBe(true);
    expect(parse(shellWords(line)).command).toBe(command);
  }
});

test.each(OPTIONS)('$name $flag is read, by itself and with =', ({ name, command, key, flag, option }) => {
  const argv = [...name.split(' '), ...operandsOf(command)];
  const read = (...more: readonly string[]) => {
    const { values, globals } = parse([...argv, ...more]);
    return { ...values, ...globals }[key];
  };
  if (option.placeholder === undefined) {
    expect(read()).toBe(false);
    expect(read(flag)).toBe(true);
    expect(() => parse([...argv, `${flag}=x`])).toThrow();
    return;
  }
  expect(read()).toEqual(option.fallback);
  const sample = sampleOf(option);
  const value = option.read ? option.read(sample, flag) : sample;
  expect(read(flag, sample)).toEqual(option.repeatable ? [value] : value);
  expect(read(`${flag}=${sample}`)).toEqual(option.repeatable ? [value] : value);
  if (option.repeatable) expect(read(flag, sample, flag, sample)).toEqual([value, value]);
  expect(() => parse([...argv, flag])).toThrow('argument missing');
  expect(() => parse([...argv, flag, '--json'])).toThrow('looks like an option');
});

const CHOICES = OPTIONS.filter(({ option }) => option.choices);
test.each(CHOICES)(
  '$name $flag takes its words only, and knows a slip',
  ({ name, command, flag, option }) => {
    const argv = [...name.split(' '), ...operandsOf(command), flag];
    for (const choice of option.choices ?? []) {
      parse([...argv, choice]);
      expect(() => parse([...argv, misspelt(choice)])).toThrow(/did you mean \S+\?$/);
    }
    expect(() => parse([...argv, 'zzzzzzzzzzzzzzzzz'])).toThrow(`one of ${option.choices?.join(', ')}`);
  },
);

const NUMBERS = OPTIONS.filter(({ option }) => Number(option.sample) >= 1);
test.each(NUMBERS)('$name $flag takes whole numbers within bounds', ({ name, command, flag, option }) => {
  const argv = [...name.split(' '), ...operandsOf(command), flag];
  parse([...argv, '1']);
  for (const wrong of ['0', '-1', '1.5', '1e2', '', ' 2', 'two', String(Number(option.sample) + 1)])
    expect(() => parse([...argv, wrong])).toThrow(/whole number from 1 to \d+/);
});

const EXCLUDING = OPTIONS.flatMap((each) =>
  (each.option.excludes ?? []).map((other) => ({ ...each, other })),
);
test.each(EXCLUDING)('$name $flag cannot stand beside $other', ({ name, command, key, other }) => {
  const given = (each: string) => {
    const option = { ...GLOBAL_OPTIONS, ...command.options }[each] as Option;
    return option.placeholder === undefined ? [flagOf(each)] : [flagOf(each), sampleOf(option)];
  };
  const argv = [...name.split(' '), ...operandsOf(command), ...given(key), ...given(other)];
  expect(() => parse(argv)).toThrow('cannot be used with');
});

test.each(ALL)('$name: a slip in it gets a word', ({ name }) => {
  const words = name.split(' ');
  const last = words.at(-1) ?? '';
  expect(() => parse([...words.slice(0, -1), misspelt(last)])).toThrow(
    new RegExp(`^unknown command '${misspelt(last)}' \\(Did you mean .*\\b${last}\\b.*\\?\\)$`),
  );
});

test.each(OPTIONS)('$name $flag: a slip in it gets a word', ({ name, command, flag }) => {
  const argv = [...name.split(' '), ...operandsOf(command)];
  expect(() => parse([...argv, misspelt(flag)])).toThrow(
    /^unknown option '.*' \(Did you mean .*--[a-z].*\?\)$/,
  );
});

test.each(ALL)(
  '$name: what must be there is asked for, and what is too much is refused',
  ({ name, command }) => {
    const operands = operandsOf(command);
    for (let count = 0; count < operands.length; count += 1)
      expect(() => parse([...name.split(' '), ...operands.slice(0, count)])).toThrow(/needs .*--help$/);
    const counts = Object.values(command.operands).map(({ count }) => count);
    if (counts.includes('some') || counts.includes('any')) return;
    const tooMany = [
      ...operands,
      ...counts.flatMap((count) => (count === 'optional' ? ['acme'] : [])),
      'more',
    ];
    expect(() => parse([...name.split(' '), ...tooMany])).toThrow(/not also more/);
  },
);

const OPERANDS = ALL.flatMap((listed) =>
  Object.values(listed.command.operands)
    // `field=value` is no word that somebody types as an option.
    .filter(
      ({ name }) =>
        /^[\w-]+$/.test(name) && !(flagOf(name).slice(2) in { ...GLOBAL_OPTIONS, ...listed.command.options }),
    )
    .map(({ name: operand }) => ({ ...listed, operand })),
);
test.each(OPERANDS)('$name: --$operand is told to stand by itself', ({ name, command, operand }) => {
  const argv = [...name.split(' '), ...operandsOf(command)];
  for (const typed of [operand, `${operand}s`])
    expect(() => parse([...argv, `--${typed}`, 'acme'])).toThrow(
      `unknown option '--${typed}': ${operand} stands by itself: s3-handshake ${name} <${operand}>`,
    );
});
