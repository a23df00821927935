/**
 * Which statements of a policy were changed, and in which parts, as it is written. Whether that makes a difference is
 * not told here: see `iam/reach`.
 */
import { canonical, isRecord, type Json, type JsonRecord } from '../../config/values/json-value';

/** A statement as it should be and as it is; one of them undefined where it is missing, or was added. */
export interface StatementChange {
  /** The statement's Sid; `#2` for the second statement where it has none. */
  readonly name: string;
  readonly expected: Written | undefined;
  readonly actual: Written | undefined;
}

export interface Written {
  /** Its place in the policy, from 0. */
  readonly index: number;
  readonly statement: JsonRecord;
}

/** Documents; undefined where there is none. A document that is no policy has no statements. */
export function statementChanges(
  expected: string | undefined,
  actual: string | undefined,
): readonly StatementChange[] {
  const [missing, added] = withoutEqual(statementsOf(expected), statementsOf(actual));
  const rest = new Set(added);
  const take = (found: Written | undefined): Written | undefined => {
    if (found) rest.delete(found);
    return found;
  };
  const bySid = new Map(
    missing.map((one) => [
      one,
      take([...rest].find((other) => sidOf(other) !== '' && sidOf(other) === sidOf(one))),
    ]),
  );
  const changed = missing.map(
    (one): StatementChange => ({
      name: nameOf(one),
      expected: one,
      actual: bySid.get(one) ?? take(mostAlike(one, [...rest])),
    }),
  );
  return [...changed, ...[...rest].map((one) => ({ name: nameOf(one), expected: undefined, actual: one }))];
}

/** What differs, and nothing else: of a list, the members that only one side has. The whole where one side has none. */
export function differingParts({ expected, actual }: StatementChange): {
  readonly expected: Json;
  readonly actual: Json;
} {
  if (!expected || !actual)
    return { expected: expected?.statement ?? null, actual: actual?.statement ?? null };
  const [one, other] = [flat(expected.statement), flat(actual.statement)];
  return { expected: partsOnlyIn(one, other), actual: partsOnlyIn(other, one) };
}

function statementsOf(text: string | undefined): readonly Written[] {
  const { Statement } = documentOf(text);
  const all = Statement === undefined ? [] : Array.isArray(Statement) ? Statement : [Statement];
  return all.flatMap((statement, index) =>
    isRecord(statement) ? [{ index, statement: statement as JsonRecord }] : [],
  );
}

function documentOf(text: string | undefined): { readonly Statement?: Json } {
  try {
    const document: unknown = JSON.parse(text ?? '{}');
    return isRecord(document) ? document : {};
  } catch {
    return {};
  }
}

function sidOf({ statement: { Sid } }: Written): string {
  return typeof Sid === 'string' ? Sid : '';
}

function nameOf(written: Written): string {
  return sidOf(written) || `#${written.index + 1}`;
}

/** Each is dropped along with one that is written alike but for its Sid and the order of its lists. */
function withoutEqual(
  expected: readonly Written[],
  actual: readonly Written[],
): readonly [readonly Written[], readonly Written[]] {
  const rest = new Map(actual.map((one) => [one, formOf(one)]));
  const missing = expected.filter((one) => {
    const form = formOf(one);
    const [same] = [...rest].find(([, other]) => other === form) ?? [];
    return same === undefined || !rest.delete(same);
  });
  return [missing, [...rest.keys()]];
}

function formOf({ statement }: Written): string {
  const { Sid: _, ...elements } = statement;
  return canonical(flat(elements));
}

/** The elements in which they must agree, of those that either has, to be taken for one that was changed. */
const ALIKE = 0.5;

function mostAlike(one: Written, others: readonly Written[]): Written | undefined {
  const [best] = others
    .map((other) => ({ other, alike: likeness(flat(one.statement), flat(other.statement)) }))
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike);
  return best?.other;
}

function likeness({ Sid: _, ...one }: Flat, { Sid: __, ...other }: Flat): number {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const alike = names.filter((name) => canonical(one[name] ?? null) === canonical(other[name] ?? null));
  return alike.length / names.length;
}

/** `Condition.StringLike.s3:prefix`, `Principal.AWS`, `Action`: lists in order, each member once. */
type Flat = Readonly<Record<string, readonly Json[]>>;

function flat(record: JsonRecord, before = ''): Flat {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]): readonly (readonly [string, readonly Json[]])[] => {
      const path = `${before}${name}`;
      return isRecord(value)
        ? Object.entries(flat(value as JsonRecord, `${path}.`))
        : [[path, membersOf(value)]];
    }),
  );
}

function membersOf(value: Json): readonly Json[] {
  const members = new Map((Array.isArray(value) ? value : [value]).map((each) => [canonical(each), each]));
  return [...members].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, member]) => member);
}

/** A single member stands for itself. Null where nothing is only here. */
function partsOnlyIn(here: Flat, there: Flat): Json {
  const parts = Object.entries(here).flatMap(([name, members]): [string, Json][] => {
    const others = new Set((there[name] ?? []).map(canonical));
    const own = members.filter((member) => !others.has(canonical(member)));
    const [first = null] = own;
    return own.length === 0 ? [] : [[name, own.length === 1 ? first : own]];
  });
  return parts.length === 0 ? null : Object.fromEntries(parts);
}
