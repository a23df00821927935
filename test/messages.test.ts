/** What messages propose is right: each suggestion passes the rule that makes it. Commands: `test/scripts/named-commands`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { Flaw } from '../actions/lint/finding';
import { lintText } from '../actions/lint/lint';
import { STATEMENTS } from './actions/lint/statement-cases';
import table from './config/rules.json';
import { VALUE_RULES } from './config/value-rules';

/** What a message proposes: behind a colon in quotes, as `did you mean …?`, as `write "…"`. */
function proposalsIn(message: string): readonly string[] {
  const quoted = [...message.matchAll(/(?::|\bwrite) ("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) =>
    String(JSON.parse(text)),
  );
  const meant = [...message.matchAll(/did you mean (\S+?)\?/g)].map(([, word = '']) => word);
  return [...quoted, ...meant];
}

const names = Object.keys(VALUE_RULES) as (keyof typeof VALUE_RULES)[];

describe.each(names)('suggestions of the rule %s', (name) => {
  const rule = VALUE_RULES[name];
  const wrong = (value: string): readonly string[] => {
    const message = rule(value);
    if (message === undefined) return [];
    // Within an ARN it may be the account that is proposed.
    const rules = [rule, VALUE_RULES.account];
    return proposalsIn(message).filter((proposal) => rules.every((one) => one(proposal) !== undefined));
  };

  test('of every row', () => {
    for (const [value = ''] of table[name].bad)
      expect({ value, wrong: wrong(value) }).toEqual({ value, wrong: [] });
  });

  test('of whatever is typed', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      '_',
      '-',
      '.',
      '/',
      '//',
      ' ',
      '\\',
      '*',
      '<x>',
      '{y}',
      '1',
      '12',
      'é',
      'get',
      ',',
      ':',
      '"',
    );
    const near = fc.constantFrom(...table[name].good, ...table[name].bad.map(([value = '']) => value));
    const typed = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
      fc
        .tuple(near, piece, fc.nat(60))
        .map(([value, more, at]) => `${value.slice(0, at)}${more}${value.slice(at)}`),
      near.map((value) => value.toUpperCase()),
      near.map((value) => value.slice(1)),
    );
    fc.assert(
      fc.property(typed, (value) => {
        expect(wrong(value)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("lint's proposals", () => {
  /** The text with what is proposed in the place of what is wrong; undefined where the proposal is no text for the place. */
  function corrected(text: string, { start, end, remediation }: Flaw): string | undefined {
    const proposal = /^(?:did you mean|write) ([^\s"{]+?)\??$/.exec(remediation)?.[1];
    const written = text.slice(start, end);
    if (proposal === undefined || !/^"[^"]*"$/.test(written) || /[<…]/.test(proposal)) return undefined;
    return `${text.slice(0, start)}${JSON.stringify(proposal)}${text.slice(end)}`;
  }

  const folder = join(__dirname, 'actions', 'lint', 'corpus');
  const texts = [
    ...readdirSync(folder).flatMap((file) =>
      (parse(readFileSync(join(folder, file), 'utf8')) as { text: string }[]).map(({ text }) => text),
    ),
    ...STATEMENTS.map(({ policy }) => JSON.stringify(policy)),
  ];

  test('taken, the finding is gone', async () => {
    let count = 0;
    for (const text of texts) {
      for (const found of (await lintText(text)).findings) {
        const better = corrected(text, found);
        if (better === undefined) continue;
        count += 1;
        const left = (await lintText(better)).findings.filter(
          ({ rule, start }) => rule === found.rule && start === found.start,
        );
        expect({ remediation: found.remediation, text, left: left.map(({ message }) => message) }).toEqual({
          remediation: found.remediation,
          text,
          left: [],
        });
      }
    }
    expect(count).toBeGreaterThan(30);
  });
});
