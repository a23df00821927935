/**
 * Values of conditions: of the type that the operator compares, and the operator one for the key's type.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { isIP } from 'node:net';
import type { ActionCatalogue } from '../action-catalogue';
import { operatorOf } from '../condition-operators';
import { type Flaw, flaw } from '../finding';
import { placeholderIn } from '../placeholder';
import type { ConditionEntry, Text } from '../policy-elements';
import { holdsReference } from '../reading/reference';
import type { Rule } from '../rule';

export const conditionValueRule: Rule = ({ policy, catalogue }) =>
  policy.statements.flatMap(({ conditions }) =>
    conditions.flatMap((condition) => {
      const wrong = condition.values.flatMap((value) => valueFinding(value, condition));
      return wrong.length > 0 ? wrong : operatorFinding(condition, catalogue);
    }),
  );

function valueFinding(text: Text, { base, operator }: ConditionEntry): readonly Flaw[] {
  const { value } = text;
  const comparison = operatorOf(base)?.comparison;
  if (!comparison || holdsReference(value) || /\$\{/.test(value) || placeholderIn(value) !== undefined)
    return [];
  if (comparison.read(value, true)) return [];
  const message = `${value === '' ? 'the empty text' : value} is not ${comparison.expects}, as ${operator.value} wants it: it never matches`;
  return [flaw('condition-value-type', text, message, remedyFor(base, value))];
}

function remedyFor(base: string, value: string): string {
  if (/^(?:bool|null)$/.test(base)) return 'write "true" or "false"';
  if (base.includes('ip')) return ipRemedy(value);
  if (base.startsWith('numeric')) return 'write the number in digits';
  if (base.startsWith('date')) return 'write it as 2026-11-23T18:00:00Z';
  return base.startsWith('arn') ? 'write a whole ARN, or use StringLike' : 'write it in base64';
}

function ipRemedy(value: string): string {
  const address = /^(.+)\/\d+$/.exec(value)?.[1] ?? '';
  const family = isIP(address);
  return family === 0
    ? 'write an address or a range such as 203.0.113.0/24'
    : `write ${address}/${family === 4 ? 32 : 128}, or the range that is meant`;
}

/** Operators whose text is compared as text. */
const OF_TEXT = /^string/;

function operatorFinding(
  { base, key, operator, values }: ConditionEntry,
  catalogue: ActionCatalogue,
): readonly Flaw[] {
  const type = catalogue.conditionKeyType(key.value);
  const fits = type === undefined ? undefined : OPERATORS_OF[type];
  if (!fits || fits.test(base) || base === 'null') return [];
  const [first] = values;
  const isText = OF_TEXT.test(base);
  // Text compares an address letter by letter: one that is written out may be meant, a range never matches.
  if (isText && type === 'IPAddress' && !values.some(({ value }) => value.includes('/'))) return [];
  if (isText && type !== 'IPAddress' && type !== 'Date') return [];
  const what = isText
    ? `${first?.value ?? ''} as text, letter by letter`
    : `${key.value} as ${WORDS_OF[base.slice(0, 2)] ?? 'another type'}`;
  const message = `${operator.value} compares ${what}, and ${key.value} is ${NAMES_OF[type ?? ''] ?? type}`;
  return [
    flaw(
      'condition-value-type',
      operator,
      message,
      `use ${RIGHT_FOR[type ?? ''] ?? 'an operator for its type'}`,
    ),
  ];
}

/** By the type that AWS publishes for a key: the operators that compare it. */
const OPERATORS_OF: Readonly<Record<string, RegExp>> = {
  IPAddress: /ipaddress/,
  Date: /^(?:date|numeric)/,
  Numeric: /^(?:numeric|string)/,
  Bool: /^(?:bool|string)/,
  String: /^(?:string|arn|binary|bool|numeric)/,
  ARN: /^(?:arn|string)/,
};
const RIGHT_FOR: Readonly<Record<string, string>> = {
  IPAddress: 'IpAddress',
  Date: 'DateLessThan or DateGreaterThan',
  Numeric: 'NumericEquals or NumericLessThanEquals',
  Bool: 'Bool',
  String: 'StringEquals or StringLike',
  ARN: 'ArnEquals or ArnLike',
};
const NAMES_OF: Readonly<Record<string, string>> = {
  IPAddress: 'an address',
  Date: 'a point in time',
  Numeric: 'a number',
  Bool: 'true or false',
  String: 'a text',
  ARN: 'an ARN',
};
const WORDS_OF: Readonly<Record<string, string>> = {
  nu: 'a number',
  da: 'a date',
  bo: 'true or false',
  ip: 'an address',
  no: 'an address',
  ar: 'an ARN',
  bi: 'binary data',
};
