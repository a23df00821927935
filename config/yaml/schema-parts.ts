/**
 * The parts that the schemas of our files are made of. Each takes a rule, which says in a sentence what is wrong with a
 * value, and a description, which editors show. Words that a user reads are made here and in `schema-problems.ts` alone.
 */
import { z } from 'zod';
import { nearest } from '../values/nearest';
import { anyOf, describe, quote } from '../values/quote';

/** What is wrong with a value and what would be right, or undefined where all is well. */
export type Rule<T> = (value: T) => string | undefined;

/** For editors: shown on hover, offered for completion. */
export interface Shown {
  readonly description: string;
  /** A JSON Schema pattern. */
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
}

type ErrorMap = (issue: { readonly code: string; readonly input?: unknown }) => string | undefined;

/** Says what a field that is missing would hold. */
function missing({ description }: Shown): ErrorMap {
  return ({ code, input }) => {
    if (code !== 'invalid_type' && code !== 'invalid_value' && code !== 'invalid_union') return undefined;
    const [sentence = ''] = description.split('. ');
    // An abbreviation keeps its capitals.
    const expected = sentence.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
    if (input === undefined) return `is missing: ${expected}`;
    return input === null ? `is empty: ${expected}` : undefined;
  };
}

function refine<T>(rule: Rule<T>): (value: T, context: z.RefinementCtx<T>) => void {
  return (value, context) => {
    const message = rule(value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  };
}

/** Text that means what it says: nothing in it is Terraform's. */
export function text(rule: Rule<string>, shown: Shown) {
  return anyText((value) => tooLong(value) ?? rule(value) ?? templateProblem(value), shown);
}

/** Characters; AWS's longest, of a key or an ARN, are half as many. */
const LONGEST = 4096;

/** Looked at first: no rule is given what would keep it busy. */
function tooLong({ length }: string): string | undefined {
  return length > LONGEST
    ? `has ${grouped(length)} characters; at most ${grouped(LONGEST)} make sense here`
    : undefined;
}

/** A regular expression, in which braces have a meaning of their own. It never reaches Terraform. */
export function regularExpression(rule: Rule<string>, shown: Shown) {
  return anyText(rule, shown);
}

function anyText(rule: Rule<string>, shown: Shown) {
  return z
    .string({ error: missing(shown) })
    .superRefine(refine(rule))
    .meta({ ...shown });
}

/**
 * The constructs pass on text as it stands; in a file it is refused all the same, because nobody who reads it would know
 * that, and a tool that is handed the value might evaluate it.
 */
function templateProblem(value: string): string | undefined {
  const [begin] = /[$%]\{/.exec(value) ?? [];
  return begin === undefined
    ? undefined
    : `holds ${begin}, which begins a template of Terraform's; files hold plain text: leave it out`;
}

/** Text for people: anything that is not blank and fits one line. */
export function words(shown: Shown) {
  return text(
    (value) => (value.trim() === '' ? 'is blank' : /[\r\n]/.test(value) ? 'must fit one line' : undefined),
    shown,
  );
}

/** A whole number of `unit` from `least` to `most`. */
export function wholeNumber(least: number, most: number, unit: string, shown: Shown) {
  const range = `${grouped(least)} to ${grouped(most)} ${unit}`;
  const rule = (value: number) =>
    Number.isInteger(value) && value >= least && value <= most ? undefined : `must be ${range}, is ${value}`;
  return z
    .number({ error: missing(shown) })
    .superRefine(refine(rule))
    .meta({ ...shown, minimum: least, maximum: most, multipleOf: 1 });
}

/** `43,200`. Intl would do it too, and takes tens of milliseconds to begin with. */
function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

export function yesOrNo(shown: Shown) {
  return z.boolean({ error: missing(shown) }).meta({ ...shown });
}

/** One of `choices`; `synonyms` maps what others call it, or several of it. */
export function oneOf<const T extends readonly [string, ...string[]]>(
  choices: T,
  shown: Shown,
  synonyms: Readonly<Record<string, T[number] | readonly T[number][]>> = {},
) {
  const error: ErrorMap = (issue) => {
    const { input } = issue;
    if (input === undefined || input === null) return missing(shown)(issue);
    const said = typeof input === 'string' ? input : undefined;
    const meant = said === undefined ? undefined : (lookUp(synonyms, said) ?? nearest(said, choices));
    const hint = hintOf(meant);
    return `must be ${anyOf(choices)}, is ${said === undefined ? describe(input) : quote(said)}${hint}`;
  };
  return z.enum(choices, { error }).meta({ ...shown });
}

function hintOf(meant: string | readonly string[] | undefined): string {
  if (meant === undefined) return '';
  return typeof meant === 'string' ? `; did you mean ${meant}?` : `; name each: ${meant.join(', ')}`;
}

function lookUp<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key.toLowerCase()) ? record[key.toLowerCase()] : undefined;
}

/** At least one `element`; `rule` sees the whole list. */
export function list<T extends z.ZodType>(
  element: T,
  shown: Shown,
  rule: Rule<readonly z.infer<T>[]> = nothing,
) {
  const whole = (values: readonly z.infer<T>[]) =>
    values.length === 0 ? 'is an empty list; it holds at least one' : rule(values);
  return z
    .array(element, { error: missing(shown) })
    .superRefine(refine(whole))
    .meta({ ...shown, minItems: 1 });
}

function nothing(): undefined {
  return undefined;
}

/** No word twice. */
export function eachOnce(values: readonly string[]): string | undefined {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  return twice === undefined ? undefined : `holds ${quote(twice)} twice`;
}

/** One text, or a list of them. */
export function oneOrMany<T extends z.ZodType<string>>(
  element: T,
  shown: Shown,
  rule: Rule<readonly string[]>,
) {
  return z.union([element, list(element, shown, rule)], { error: missing(shown) }).meta({ ...shown });
}

/**
 * A map of exactly the fields of `shape`. `hints` says something about fields that are not there and that somebody may
 * look for.
 */
export function fields<T extends z.ZodRawShape>(
  shape: T,
  shown: Shown,
  hints: Readonly<Record<string, string>> = {},
) {
  const known = Object.keys(shape);
  const error = (issue: z.core.$ZodRawIssue) =>
    issue.code === 'unrecognized_keys'
      ? // One line for each key, in their order: `schema-problems.ts` makes a finding of each.
        issue.keys.map((key) => unknownField(key, known, hints)).join('\n')
      : missing(shown)(issue);
  return z.strictObject(shape, { error }).meta({ ...shown });
}

function unknownField(
  key: string,
  known: readonly string[],
  hints: Readonly<Record<string, string>>,
): string {
  const hint = Object.hasOwn(hints, key) ? hints[key] : undefined;
  if (hint !== undefined) return hint;
  if (key === '<<') return 'YAML 1.2 has no merge keys; write the fields out';
  const meant = nearest(key, known);
  return `is not a field that is known here; ${meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}?`}`;
}

/** A map whose keys and values are both texts, such as tags. `keyRule` is asked of each key, among all that are there. */
export function textMap(
  keyRule: (key: string, keys: readonly string[]) => string | undefined,
  valueRule: Rule<string>,
  shown: Shown,
) {
  return z
    .record(z.string(), text(valueRule, { description: 'The value' }), { error: missing(shown) })
    .superRefine((value, context) => {
      const keys = Object.keys(value);
      for (const key of keys) {
        const message = keyRule(key, keys) ?? templateProblem(key);
        if (message !== undefined) context.addIssue({ code: 'custom', message, path: [key] });
      }
    })
    .meta({ ...shown });
}
