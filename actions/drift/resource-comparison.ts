/** What came of the comparison of one resource, and the comparisons that every resource needs. */

import type { Absent, Present, Reading, Unread } from '../../aws/deployed/reading';
import type { Json } from '../../config/values/json-value';
import type { Judged } from './judged-difference';
import { differences } from './value-difference';

/** What is not as expected, and what could not be read, of one resource. */
export interface ResourceComparison {
  readonly judged: readonly Judged[];
  readonly unread: readonly Unread[];
}

export const NOTHING: ResourceComparison = { judged: [], unread: [] };

export function one(judged: Judged): ResourceComparison {
  return { judged: [judged], unread: [] };
}

export function gone(says: string): ResourceComparison {
  return one({ attribute: 'exists', expected: true, actual: false, says });
}

/** What is said of a resource as a whole, and which attribute shows that it is there. */
interface Whole {
  /** It should be there and is not. */
  readonly isGone: string;
  /** The access is revoked, and it is still there. */
  readonly isLeft: string;
  readonly readBy: string;
}

type Actual = Readonly<Partial<Record<string, Reading<Json>>>>;

/**
 * A resource that should be there or not, and is there or not: only where it is on both sides its parts are compared.
 * Undefined stands for none. Of what should be gone, one readable attribute shows that it is there; an unreadable one
 * shows nothing.
 */
export function compareWhole<Parts, Found extends Actual>(
  { isGone, isLeft, readBy }: Whole,
  expected: Parts | undefined,
  actual: Found | undefined,
  compareParts: (expected: Parts, actual: Found) => ResourceComparison,
): ResourceComparison {
  if (expected === undefined) return actual === undefined ? NOTHING : still(actual[readBy], isLeft);
  return actual === undefined ? gone(isGone) : compareParts(expected, actual);
}

function still(reading: Reading<Json> | undefined, says: string): ResourceComparison {
  if (reading?.state === 'unread') return { judged: [], unread: [reading] };
  return one({
    attribute: 'exists',
    expected: false,
    actual: true,
    says,
    class: 'security',
    severity: 'high',
  });
}

export function together(...comparisons: readonly ResourceComparison[]): ResourceComparison {
  return {
    judged: comparisons.flatMap(({ judged }) => judged),
    unread: comparisons.flatMap(({ unread }) => unread),
  };
}

/** `same` turns what is deployed into the form in which it is expected. */
export function compareReading(
  attribute: string,
  expected: Json,
  reading: Reading<Json> | undefined,
  same: (actual: Json) => Json = (actual) => actual,
): ResourceComparison {
  if (reading === undefined) return NOTHING;
  if (reading.state === 'unread') return { judged: [], unread: [reading] };
  return { judged: differences(attribute, expected, same(jsonOf(reading))), unread: [] };
}

/** Each attribute that something is expected of. */
export function compareAttributes(
  expected: Readonly<Record<string, Json>>,
  actual: Actual,
): ResourceComparison {
  return together(
    ...Object.entries(expected).map(([attribute, value]) =>
      compareReading(attribute, value, actual[attribute]),
    ),
  );
}

/** `null` stands for what is absent, as it does for what is not expected. */
function jsonOf(reading: Present<Json> | Absent): Json {
  return reading.state === 'present' ? reading.value : null;
}
