/** Policies good and bad, each with what lint finds in it: severity, rule, line and column. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { FINDING_KINDS } from '../../../actions/lint/finding';
import { lintText } from '../../../actions/lint/lint';
import type { PolicyKind } from '../../../actions/lint/policy-kind';
import { sourceText } from '../../../actions/lint/source-text';
import broken from './broken-json.json';
import { STATEMENTS } from './statement-cases';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly type?: PolicyKind;
  readonly findings: readonly string[];
}

const FOLDER = join(__dirname, 'corpus');
const families = readdirSync(FOLDER).map((file) => ({
  family: file.replace('.yaml', ''),
  cases: parse(readFileSync(join(FOLDER, file), 'utf8')) as readonly Case[],
}));

describe.each(families)('$family', ({ cases }) => {
  it.each(cases)('$name', async ({ text, type, findings }) => {
    const result = await lintText(text, type);
    const source = sourceText(text, result.document.page);
    const found = result.findings.map(({ severity, rule, start }) => {
      const { line, column } = source.placeOf(start);
      return `${severity} ${rule} ${line}:${column}`;
    });
    expect([...found].sort()).toEqual([...findings].sort());
  });
});

it('is large enough to mean something, and a good part of it is good', () => {
  const all = [
    ...families.flatMap(({ cases }) => cases.map(({ findings }) => findings)),
    ...STATEMENTS.map(({ finds }) => finds),
  ];
  expect(all.length).toBeGreaterThanOrEqual(250);
  expect(all.filter(({ length }) => length === 0).length).toBeGreaterThanOrEqual(60);
});

it('asks for every kind of finding', () => {
  const expected = families.flatMap(({ cases }) =>
    cases.flatMap(({ findings }) => findings.map((line) => line.split(' ')[1])),
  );
  const inStatements = STATEMENTS.flatMap(({ finds }) => finds.map((line) => line.split(' ')[1]));
  const inJson = broken.flatMap(({ problems }) => problems.map((line) => line.split(' ')[0]));
  const asked = new Set([...expected, ...inStatements, ...inJson]);
  // Nesting without end is asked for beside the reader.
  expect(Object.keys(FINDING_KINDS).filter((id) => !asked.has(id))).toEqual(['too-deep']);
});
