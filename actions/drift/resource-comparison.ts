/** What came of the comparison of one resource, and the comparisons that every resource needs. */

import type { Absent, Present, Reading, Unread } from '../../aws/deployed/reading';
import type { Partition } from '../../config/values/arn';
import type { Json } from '../../config/values/json-value';
import { type Judged, ofStatement } from './make-finding';
import { policyDifferences } from './policy-difference';
import { differences } from './value-difference';

/** What is not as wanted, and what could not be read, of one resource. */
export interface ResourceComparison {
  readonly judged: readonly Judged[];
  readonly unread: readonly Unread[];
}

export const NOTHING: ResourceComparison = { judged: [], unread: [] };

export function one(judged: Judged): ResourceComparison {
  return { judged: [judged], unread: [] };
}

export function gone(says: string, existingFile = ''): ResourceComparison {
  const remediation =
    existingFile === ''
      ? {}
      : { remediation: `its owner must bring it back, or ${existingFile} must name another` };
  return one({ attribute: 'exists', wanted: true, found: false, says, ...remediation });
}

/** Of what should be gone, one readable attribute shows that it is there; an unreadable one shows nothing. */
export function still(reading: Reading<Json> | undefined, says: string): ResourceComparison {
  if (reading?.state === 'unread') return { judged: [], unread: [reading] };
  return one({ attribute: 'exists', wanted: false, found: true, says, class: 'security', severity: 'high' });
}

export function together(...comparisons: readonly ResourceComparison[]): ResourceComparison {
  return {
    judged: comparisons.flatMap(({ judged }) => judged),
    unread: comparisons.flatMap(({ unread }) => unread),
  };
}

/** `same` turns what was found into the form in which it is wanted. */
export function compareReading(
  attribute: string,
  wanted: Json,
  reading: Reading<Json> | undefined,
  same: (found: Json) => Json = (found) => found,
): ResourceComparison {
  if (reading === undefined) return NOTHING;
  if (reading.state === 'unread') return { judged: [], unread: [reading] };
  return { judged: differences(attribute, wanted, same(jsonOf(reading))), unread: [] };
}

export function comparePolicy(
  attribute: string,
  wanted: string | undefined,
  reading: Reading<Json> | undefined,
  partition: Partition,
): ResourceComparison {
  if (reading === undefined) return NOTHING;
  if (reading.state === 'unread') return { judged: [], unread: [reading] };
  const found = policyDifferences(wanted, textOf(jsonOf(reading)), partition);
  return { judged: found.map((each) => ofStatement(attribute, each)), unread: [] };
}

/** `null` stands for what is absent, as it does for what is not expected. */
export function jsonOf(reading: Present<Json> | Absent): Json {
  return reading.state === 'present' ? reading.value : null;
}

export function textOf(value: Json): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
