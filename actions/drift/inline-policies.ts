/** The inline policies of a role or a user against those that the tenant's file asks for. */

import { ABSENT, presentValue, type Reading } from '../../aws/deployed/reading';
import type { Partition } from '../../config/values/arn';
import type { Json } from '../../config/values/json-value';
import { comparePolicy, one, type ResourceComparison, together } from './resource-comparison';

/** `actual`: by name, the documents. */
export function compareInlinePolicies(
  expected: ReadonlyMap<string, string>,
  actual: Reading<ReadonlyMap<string, Reading<string>>>,
  partition: Partition,
): ResourceComparison {
  if (actual.state === 'unread') return { judged: [], unread: [actual] };
  const documents = presentValue(actual) ?? new Map<string, Reading<string>>();
  const all = new Set([...expected.keys(), ...documents.keys()]);
  return together(
    ...[...all].map((name) => {
      const attribute = `inlinePolicies.${name}`;
      const reading = documents.get(name) ?? ABSENT;
      const comparison = comparePolicy(attribute, expected.get(name), reading, partition);
      // A policy that is there or not there as a whole is one finding, however many statements it has.
      const whole = reading.state === 'absent' || (reading.state === 'present' && !expected.has(name));
      return whole && comparison.judged.length > 0
        ? wholePolicy(attribute, expected.get(name), presentValue(reading) ?? null)
        : comparison;
    }),
  );
}

function wholePolicy(
  attribute: string,
  expected: string | undefined,
  actual: string | null,
): ResourceComparison {
  const name = attribute.split('.').slice(1).join('.');
  return one({
    attribute,
    expected: expected === undefined ? null : JSON.parse(expected),
    actual: actual === null ? null : parsed(actual),
    says: actual === null ? `the inline policy ${name} is missing` : `the inline policy ${name} was added`,
  });
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
