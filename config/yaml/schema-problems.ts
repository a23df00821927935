/** What is wrong with a value by its schema, said for users: a field and a sentence each. */
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { describe } from '../values/quote';
import type { FieldPath } from './field-path';
import { flowText, likelyValues } from './likely-value';

export interface FieldFinding {
  readonly path: FieldPath;
  readonly message: string;
}

export interface Checked<T> {
  /** What the file says, without what is wrong with it: rules that need several fields work on what is left. */
  readonly says: Sound<T>;
  readonly findings: readonly FieldFinding[];
}

/** What is left of a value when everything that is wrong was taken out of it. */
export type Sound<T> = T extends readonly (infer E)[]
  ? readonly (Sound<E> | undefined)[]
  : T extends object
    ? { readonly [K in keyof T]?: Sound<T[K]> | undefined }
    : T;

/** `source` gives a scalar as it stands in the file. */
export function check<T extends z.ZodType>(
  schema: T,
  value: unknown,
  source: (path: FieldPath) => string | undefined,
): Checked<z.infer<T>> {
  const result = schema.safeParse(value);
  if (result.success) return { says: soundPart(value, []), findings: [] };
  const asText: AsText = (path, text) => {
    const retried = schema.safeParse(replaced(value, path, text));
    const found = retried.success
      ? []
      : retried.error.issues.flatMap((issue) =>
          findingsOf(issue, [], value, { source, asText: () => undefined, accepts: () => false }),
        );
    return found.find((finding) => isDeepStrictEqual(finding.path, path))?.message;
  };
  const accepts: Accepts = (path, candidate) =>
    !schema
      .safeParse(replaced(value, path, candidate))
      .error?.issues.some((issue) => path.every((step, index) => issue.path[index] === step));
  const findings = result.error.issues.flatMap((issue) =>
    findingsOf(issue, [], value, { source, asText, accepts }),
  );
  return { says: soundPart(value, findings), findings };
}

function soundPart<T>(value: unknown, findings: readonly FieldFinding[]): Sound<T> {
  return (findings.reduce<unknown>((rest, { path }) => without(rest, path), value) ?? {}) as Sound<T>;
}

type Issue = z.core.$ZodIssue;

/** What is wrong with a value where it stands as text. */
type AsText = (path: FieldPath, text: string) => string | undefined;

/** Whether nothing would be wrong with `candidate` where a value stands. */
type Accepts = (path: FieldPath, candidate: unknown) => boolean;

interface Written {
  /** A scalar as it stands in the file. */
  readonly source: (path: FieldPath) => string | undefined;
  readonly asText: AsText;
  readonly accepts: Accepts;
}

/** A copy in which `other` stands at `path`. */
function replaced(value: unknown, [step, ...rest]: FieldPath, other: unknown): unknown {
  if (step === undefined) return other;
  if (Array.isArray(value))
    return value.map((item, index) => (index === step ? replaced(item, rest, other) : item));
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [step]: replaced(fields[step], rest, other) };
}

function findingsOf(
  issue: Issue,
  above: FieldPath,
  root: unknown,
  written: Written,
): readonly FieldFinding[] {
  const path = [...above, ...issue.path.filter((step) => typeof step !== 'symbol')];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const messages = issue.message.split('\n');
      return issue.keys.map((key, index) => ({ path: [...path, key], message: messages[index] ?? '' }));
    }
    case 'invalid_union': {
      const branch = branchMeant(issue.errors);
      if (branch) return branch.flatMap((inner) => findingsOf(inner, path, root, written));
      const input = valueAt(root, path);
      if (input === undefined || input === null) return [{ path, message: issue.message }];
      const unquoted = unquotedText(issue.errors.flat(), input, path, written);
      if (unquoted !== undefined) return [{ path, message: unquoted }];
      if (issue.message !== NO_MESSAGE) return [{ path, message: issue.message }];
      const expected = issue.errors.flatMap((issues) => issues.flatMap((inner) => typeOf(inner)));
      const types = issue.errors.flat().flatMap((inner) => (isWrongType(inner) ? expectedType(inner) : []));
      const meant = meantText(types, input, path, written);
      return [
        { path, message: `must be ${[...new Set(expected)].join(' or ')}, is ${describe(input)}${meant}` },
      ];
    }
    case 'invalid_type':
      return [{ path, message: wrongType(issue, valueAt(root, path), path, written) }];
    default:
      return [{ path, message: issue.message }];
  }
}

/** zod's words where a schema brings none of its own. */
const NO_MESSAGE = 'Invalid input';

/** Of a union's branches the one that at least takes the value's type and knows most of its fields. */
function branchMeant(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const strange = (issues: readonly Issue[]) =>
    issues.filter(({ code, path }) => code === 'unrecognized_keys' && path.length === 0).length;
  return branches
    .filter((issues) => !issues.some(isWrongType))
    .sort((one, other) => strange(one) - strange(other))
    .at(0);
}

function isWrongType(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of fields',
  record: 'a map of fields',
};

function typeOf(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_type') return [TYPES[issue.expected] ?? issue.expected];
  if (issue.code === 'invalid_value') return issue.values.map((value) => String(value));
  return [];
}

function wrongType(
  issue: Issue & { readonly code: 'invalid_type' },
  input: unknown,
  path: FieldPath,
  written: Written,
): string {
  if (input === undefined || input === null) return issue.message;
  const expected = TYPES[issue.expected] ?? issue.expected;
  const unquoted = unquotedText([issue], input, path, written);
  if (unquoted !== undefined) return unquoted;
  return `must be ${expected}, is ${describe(input)}${meantText([issue.expected], input, path, written)}`;
}

/** `; write [get, list]`: what was probably meant, where nothing would be wrong with it. */
function meantText(types: readonly string[], input: unknown, path: FieldPath, { accepts }: Written): string {
  const meant = types
    .flatMap((type) => likelyValues(type, input))
    .find((candidate) => accepts(path, candidate));
  if (meant === undefined) return '';
  const bare = typeof meant === 'boolean' || typeof meant === 'number' ? ' without quotes' : '';
  return `; write ${flowText(meant)}${bare}`;
}

function expectedType(issue: Issue): readonly string[] {
  return issue.code === 'invalid_type' ? [issue.expected] : [];
}

/** Where text is wanted, a number or a truth value was mostly meant as text: leading zeros are lost by then. */
function unquotedText(
  issues: readonly Issue[],
  input: unknown,
  path: FieldPath,
  { source, asText }: Written,
): string | undefined {
  const text = source(path);
  const wanted = issues.some((issue) => issue.code === 'invalid_type' && issue.expected === 'string');
  if (!wanted || text === undefined || (typeof input !== 'number' && typeof input !== 'boolean'))
    return undefined;
  const kind = typeof input === 'number' ? 'a number' : 'true or false';
  const problem = asText(path, text);
  const right = problem === undefined ? `: write "${text}"` : `; and in quotes ${problem}`;
  return `must be text, and without quotes YAML reads ${text} as ${kind}${right}`;
}

function valueAt(root: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    root,
  );
}

/** A copy without what stands at `path`; in a list its place stays, empty. */
function without(value: unknown, path: FieldPath): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? without(item, rest) : item));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value;
  const kept = Object.entries(value).flatMap(([key, item]) => {
    if (key !== String(step)) return [[key, item] as const];
    const left = without(item, rest);
    return left === undefined ? [] : [[key, left] as const];
  });
  return Object.fromEntries(kept);
}
