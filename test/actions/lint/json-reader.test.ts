/** Reading JSON as people write it. */
import fc from 'fast-check';
import { plainValue } from '../../../actions/lint/json-node';
import { readJson } from '../../../actions/lint/json-reader';
import { sourceText } from '../../../actions/lint/source-text';
import broken from './broken-json.json';

describe('valid JSON', () => {
  it('is read as JSON.parse reads it, and nothing is reported', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const { node, problems, end } = readJson(text);
        expect(problems).toEqual([]);
        expect(node && plainValue(node)).toEqual(JSON.parse(text));
        expect(end).toBe(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '-0',
    '1e400',
    '"\\ud83d\\ude00"',
    '{"a":1,"a":2}',
    '{"__proto__":{"a":1}}',
    '[[[[]]]]',
    '"//"',
    '" # "',
  ])('%s', (text) => {
    const { node, problems } = readJson(text);
    expect(problems).toEqual([]);
    expect(node && plainValue(node)).toEqual(JSON.parse(text));
  });

  it('has every node where it stands', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const visit = (node: ReturnType<typeof readJson>['node']): void => {
          if (!node) return;
          expect(JSON.parse(json.slice(node.start, node.end))).toEqual(plainValue(node));
          if (node.kind === 'array') node.items.forEach(visit);
          if (node.kind === 'object') for (const { value } of node.members) visit(value);
        };
        visit(readJson(json).node);
      }),
    );
  });
});

describe('what is no JSON', () => {
  it.each(broken)('$name', ({ text, value, problems }) => {
    const reading = readJson(text);
    const source = sourceText(text);
    const found = reading.problems.map(({ id, start }) => {
      const { line, column } = source.placeOf(start);
      return `${id} ${line}:${column}`;
    });
    expect(found).toEqual(problems);
    expect(reading.node && plainValue(reading.node)).toEqual(value);
  });

  const PIECES = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    '“',
    '”',
    '//',
    '/*',
    '*/',
    '#',
    '\\',
    '\n',
    ' ',
    '${',
    '<',
    '>',
    '=',
    '```',
    'a',
    '1',
    'null',
    '"Statement"',
    '\u00a0',
  ];

  it('never throws, never reads backwards, and reports only what it read', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...PIECES)).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anything, fc.nat(5), (text, from) => {
        const { end, problems } = readJson(text, from);
        expect(end).toBeGreaterThanOrEqual(from);
        for (const problem of problems) {
          expect(problem.start).toBeLessThanOrEqual(Math.max(end, from));
          expect(problem.end).toBeGreaterThanOrEqual(problem.start);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('stops at nesting without end', () => {
    expect(readJson('['.repeat(100_000)).problems.map(({ id }) => id)).toContain('too-deep');
    expect(readJson('{"a":'.repeat(100_000)).problems.map(({ id }) => id)).toContain('too-deep');
  });
});
