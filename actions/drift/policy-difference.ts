/** Where two policies differ in meaning, statement by statement. */
import type { Partition } from '../../config/values/arn';
import type { Json, JsonRecord } from '../../config/values/json-value';
import { ELEMENTS, type ElementName, type MeantStatement, meaningOf } from './policy-meaning';

export interface StatementDifference {
  /** The statement's Sid; `#2` for the second statement where it has none. Empty where the policy is none at all. */
  readonly statement: string;
  /** Which elements differ; empty where the whole statement is missing or was added. */
  readonly elements: readonly ElementName[];
  /** The statement, or the elements of it that differ. */
  readonly expected: Json;
  readonly actual: Json;
  /** Whether more is allowed, or less denied, than was expected. */
  readonly opens: boolean;
}

/**
 * `expected` and `actual` are documents; undefined where there is none. `only: 'missing'` asks whether all that is expected
 * is there, whatever else is.
 */
export function policyDifferences(
  expected: string | undefined,
  actual: string | undefined,
  partition: Partition,
  only?: 'missing',
): readonly StatementDifference[] {
  const want = expected === undefined ? [] : (meaningOf(expected, partition) ?? []);
  const have = actual === undefined ? [] : meaningOf(actual, partition);
  if (have === undefined) return [unreadable(expected, actual ?? '')];
  const missing = notSaidBy(want, have);
  const extra = new Set(notSaidBy(have, want));
  const pairs = pair(
    missing,
    have.filter((statement) => extra.has(statement) || !isAmong(statement, want)),
  );
  const paired = new Set(pairs.map(([, partner]) => partner));
  const differences = pairs.map(([statement, partner]) =>
    difference(statement, partner, nameOf(statement, want), isDeny(statement) || isAllow(partner, extra)),
  );
  if (only === 'missing') return differences;
  return [
    ...differences,
    ...[...extra]
      .filter((statement) => !paired.has(statement))
      .map((statement) =>
        difference(undefined, statement, nameOf(statement, have), isAllow(statement, extra)),
      ),
  ];
}

function unreadable(expected: string | undefined, actual: string): StatementDifference {
  return { statement: '', elements: [], expected: expected ?? null, actual, opens: true };
}

/** The statements of `policy` that say something that `other` does not. */
function notSaidBy(
  policy: readonly MeantStatement[],
  other: readonly MeantStatement[],
): readonly MeantStatement[] {
  const said = new Set(other.flatMap(({ sayings }) => sayings));
  return policy.filter(({ sayings }) => sayings.some((saying) => !said.has(saying)));
}

function isAmong(statement: MeantStatement, policy: readonly MeantStatement[]): boolean {
  return policy.some((other) => differing(statement, other).length === 0);
}

type Pair = readonly [expected: MeantStatement, actual: MeantStatement | undefined];

/** By Sid; else with the statement that is most alike, where it is the same in at least three of five elements. */
function pair(missing: readonly MeantStatement[], candidates: readonly MeantStatement[]): readonly Pair[] {
  const free = new Set(candidates);
  const take = (statement: MeantStatement | undefined) => {
    if (statement) free.delete(statement);
    return statement;
  };
  const bySid = new Map(
    missing.map((statement) => [
      statement,
      take([...free].find(({ sid }) => sid !== undefined && sid === statement.sid)),
    ]),
  );
  return missing.map((statement): Pair => {
    const partner = bySid.get(statement);
    if (partner) return [statement, partner];
    const [best] = [...free]
      .map((candidate) => ({ candidate, alike: ELEMENTS.length - differing(statement, candidate).length }))
      .filter(({ alike }) => alike >= 3)
      .sort((one, other) => other.alike - one.alike);
    return [statement, take(best?.candidate)];
  });
}

function differing(one: MeantStatement, other: MeantStatement): readonly ElementName[] {
  return ELEMENTS.filter((name) => one.elements[name] !== other.elements[name]);
}

function nameOf(statement: MeantStatement, all: readonly MeantStatement[]): string {
  return statement.sid ?? `#${all.indexOf(statement) + 1}`;
}

function difference(
  expected: MeantStatement | undefined,
  actual: MeantStatement | undefined,
  statement: string,
  opens: boolean,
): StatementDifference {
  const elements = expected && actual ? differing(expected, actual) : [];
  return {
    statement,
    elements,
    expected: expected ? shown(expected, elements) : null,
    actual: actual ? shown(actual, elements) : null,
    opens,
  };
}

function isAllow(statement: MeantStatement | undefined, extra: ReadonlySet<MeantStatement>): boolean {
  return statement !== undefined && extra.has(statement) && statement.written.Effect !== 'Deny';
}

function isDeny(statement: MeantStatement): boolean {
  return statement.written.Effect === 'Deny';
}

/** The elements as they were written, with their opposites: `NotAction` stands where `Action` would. */
function shown({ written }: MeantStatement, elements: readonly ElementName[]): JsonRecord {
  if (elements.length === 0) return written;
  const names = elements.flatMap((name) => [name, `Not${name}`]);
  return Object.fromEntries(Object.entries(written).filter(([name]) => names.includes(name)));
}
