/** The inline policies of a role or a user against those that the tenant's file asks for. */

import { ABSENT, presentValue, type Reading } from '../../aws/deployed/reading';
import type { Partition } from '../../config/values/arn';
import type { Json } from '../../config/values/json-value';
import { comparePolicy, one, type ResourceComparison, together } from './resource-comparison';

/** `found`: by name, the documents of what is there. */
export function compareInlinePolicies(
  wanted: ReadonlyMap<string, string>,
  found: Reading<ReadonlyMap<string, Reading<string>>>,
  partition: Partition,
): ResourceComparison {
  if (found.state === 'unread') return { judged: [], unread: [found] };
  const documents = presentValue(found) ?? new Map<string, Reading<string>>();
  const all = new Set([...wanted.keys(), ...documents.keys()]);
  return together(
    ...[...all].map((name) => {
      const attribute = `inlinePolicies.${name}`;
      const reading = documents.get(name) ?? ABSENT;
      const comparison = comparePolicy(attribute, wanted.get(name), reading, partition);
      // A policy that is there or not there as a whole is one finding, however many statements it has.
      const whole = reading.state === 'absent' || (reading.state === 'present' && !wanted.has(name));
      return whole && comparison.judged.length > 0
        ? wholePolicy(attribute, wanted.get(name), presentValue(reading) ?? null)
        : comparison;
    }),
  );
}

function wholePolicy(
  attribute: string,
  wanted: string | undefined,
  found: string | null,
): ResourceComparison {
  const name = attribute.split('.').slice(1).join('.');
  return one({
    attribute,
    wanted: wanted === undefined ? null : JSON.parse(wanted),
    found: found === null ? null : parsed(found),
    says: found === null ? `the inline policy ${name} is missing` : `the inline policy ${name} was added`,
  });
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
