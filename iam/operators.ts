/**
 * The condition operators: how each compares a value of the policy with a value of the request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { matchesArn, readArnPattern, splitArn } from './arn';
import { readDate } from './date';
import { isInRange, readIpAddress, readIpRange } from './ip-address';
import type { Context } from './known-keys';
import { filled, type Reading, readTemplate } from './template';
import { type Truth, truthOf } from './truth';
import { type Glob, matchesGlob } from './wildcard';

/** An operator as a policy writes it: `ForAllValues:StringNotLikeIfExists`. */
export interface Operator {
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  /** True where none of the policy's values may match. */
  readonly negated: boolean;
  readonly comparison: Comparison;
}

/** Whether a value of the request matches one of the policy; `unknown` where the request's cannot be read. */
export type Comparing = (found: string, context: Context) => Truth;

export interface Comparison {
  /** What a value of the policy must be. */
  readonly expects: string;
  /** Undefined where the policy's value is not what is expected. */
  readonly read: (wanted: string, variables: boolean) => Comparing | undefined;
}

/** One value of a condition. */
export interface ConditionValue {
  /** As written; numbers and booleans as JSON writes them. */
  readonly text: string;
  /** Undefined where the engine can make nothing of the value. */
  readonly matches: Comparing | undefined;
}

const OPERATOR = /^(?:(?<quantifier>ForAllValues|ForAnyValue):)?(?<name>[A-Za-z]+?)(?<ifExists>IfExists)?$/;

/** Undefined for an operator that AWS's documentation does not know. */
export function readOperator(text: string): Operator | undefined {
  const { quantifier, name = '', ifExists } = OPERATOR.exec(text)?.groups ?? {};
  const negated = NEGATIONS.get(name);
  const comparison = COMPARISONS.get(negated ?? name);
  const isNull = comparison === NULL;
  if (!comparison || (isNull && (quantifier !== undefined || ifExists !== undefined))) return undefined;
  return {
    quantifier: quantifier as Operator['quantifier'],
    ifExists: ifExists !== undefined,
    negated: negated !== undefined,
    comparison,
  };
}

const SAME_TEXT: Comparison = {
  expects: 'a text',
  read: (wanted, variables) => compareText(wanted, { variables, wildcards: false }, matchesGlob),
};

const SAME_TEXT_IN_ANY_CASE: Comparison = {
  expects: 'a text',
  read: (wanted, variables) => compareText(wanted, { variables, wildcards: false }, isSameInAnyCase),
};

const LIKE_TEXT: Comparison = {
  expects: 'a text, in which * and ? are wildcards',
  read: (wanted, variables) => compareText(wanted, { variables, wildcards: true }, matchesGlob),
};

function compareText(
  wanted: string,
  reading: Reading,
  matches: (glob: Glob, found: string) => boolean,
): Comparing | undefined {
  const template = readTemplate(wanted, reading);
  return template && ((found, context) => filled(template, context, (glob) => matches(glob, found)));
}

function isSameInAnyCase(wanted: Glob, found: string): boolean {
  return typeof wanted === 'string' && wanted.toLowerCase() === found.toLowerCase();
}

const LIKE_ARN: Comparison = {
  expects: 'an ARN of six parts, in each of which * and ? are wildcards',
  read: (wanted, variables) => {
    const pattern = readArnPattern(wanted, variables);
    return pattern && ((found, context) => matchesArn(pattern, splitArn(found), context));
  },
};

/** Neither variables nor wildcards: both values are read, then compared. */
function ordered(
  expects: string,
  read: (text: string) => number | undefined,
  holds: (found: number, wanted: number) => boolean,
): Comparison {
  return {
    expects,
    read: (text) => {
      const wanted = read(text);
      if (wanted === undefined) return undefined;
      return (found) => {
        const value = read(found);
        return value === undefined ? 'unknown' : truthOf(holds(value, wanted));
      };
    },
  };
}

function numeric(holds: (found: number, wanted: number) => boolean): Comparison {
  return ordered('a number', readNumber, holds);
}

function dated(holds: (found: number, wanted: number) => boolean): Comparison {
  return ordered('a date such as 2026-11-23T18:00:00Z, or seconds since 1970', readDate, holds);
}

function readNumber(text: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined;
}

/** AWS's pages do not agree whether variables may stand here, so they may not. */
const BOOLEAN: Comparison = {
  expects: 'true or false',
  read: (wanted) =>
    /^(?:true|false)$/i.test(wanted) ? SAME_TEXT_IN_ANY_CASE.read(wanted, false) : undefined,
};

/** The request's value is compared as base64 too. */
const BINARY: Comparison = {
  expects: 'base64',
  read: (wanted) => {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(wanted)) return undefined;
    return (found) => truthOf(found.replace(/=+$/, '') === wanted.replace(/=+$/, ''));
  },
};

const IN_IP_RANGE: Comparison = {
  expects: 'an IP address or a range of them such as 203.0.113.0/24',
  read: (wanted) => {
    const range = readIpRange(wanted);
    if (!range) return undefined;
    return (found) => {
      const address = readIpAddress(found);
      return address ? truthOf(isInRange(address, range)) : 'unknown';
    };
  },
};

/** Asks whether there is a value at all; see `conditionHolds`. */
export const NULL: Comparison = { ...BOOLEAN };

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ['StringEquals', SAME_TEXT],
  ['StringEqualsIgnoreCase', SAME_TEXT_IN_ANY_CASE],
  ['StringLike', LIKE_TEXT],
  ['NumericEquals', numeric((found, wanted) => found === wanted)],
  ['NumericLessThan', numeric((found, wanted) => found < wanted)],
  ['NumericLessThanEquals', numeric((found, wanted) => found <= wanted)],
  ['NumericGreaterThan', numeric((found, wanted) => found > wanted)],
  ['NumericGreaterThanEquals', numeric((found, wanted) => found >= wanted)],
  ['DateEquals', dated((found, wanted) => found === wanted)],
  ['DateLessThan', dated((found, wanted) => found < wanted)],
  ['DateLessThanEquals', dated((found, wanted) => found <= wanted)],
  ['DateGreaterThan', dated((found, wanted) => found > wanted)],
  ['DateGreaterThanEquals', dated((found, wanted) => found >= wanted)],
  ['Bool', BOOLEAN],
  ['BinaryEquals', BINARY],
  ['IpAddress', IN_IP_RANGE],
  ['ArnEquals', LIKE_ARN],
  ['ArnLike', LIKE_ARN],
  ['Null', NULL],
]);

/** Each negated operator, and the one that it negates. */
const NEGATIONS: ReadonlyMap<string, string> = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['NumericNotEquals', 'NumericEquals'],
  ['DateNotEquals', 'DateEquals'],
  ['NotIpAddress', 'IpAddress'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
]);

/** As policies write them, without quantifier and `IfExists`. */
export const OPERATOR_NAMES: readonly string[] = [...COMPARISONS.keys(), ...NEGATIONS.keys()];
