/** The inline policies of a role or a user against those that the tenant's file asks for. */

import type { Reading } from '../../aws/deployed/reading';
import type { Partition } from '../../config/values/arn';
import type { Json } from '../../config/values/json-value';
import { comparePolicy, one, together, type Verdict } from './verdict';

export interface FoundInline {
  readonly attributes: { readonly inlinePolicies?: Reading<Json> };
  /** By name: the document, which is read one by one. */
  readonly inlinePolicies: ReadonlyMap<string, Reading<string>>;
}

/** `found`: what is there, and the names of all of it, which may be unread. */
export function compareInlinePolicies(
  inlinePolicies: ReadonlyMap<string, string>,
  found: FoundInline,
  partition: Partition,
): Verdict {
  const names = found.attributes.inlinePolicies;
  if (names?.kind === 'unread') return { judged: [], unread: [names] };
  const all = new Set([...inlinePolicies.keys(), ...found.inlinePolicies.keys()]);
  return together(
    ...[...all].map((name) => {
      const attribute = `inlinePolicies.${name}`;
      const reading = found.inlinePolicies.get(name) ?? { kind: 'found', value: null };
      const verdict = comparePolicy(attribute, inlinePolicies.get(name), reading, partition);
      // A policy that is there or not there as a whole is one finding, however many statements it has.
      const whole = reading.kind === 'found' && (reading.value === null || !inlinePolicies.has(name));
      return whole && verdict.judged.length > 0
        ? wholePolicy(attribute, inlinePolicies.get(name), reading.value)
        : verdict;
    }),
  );
}

function wholePolicy(attribute: string, wanted: string | undefined, found: string | null): Verdict {
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
