/** What came of the comparison of one resource, and the comparisons that every resource needs. */

import type { Reading } from '../../aws/deployed/reading';
import type { Partition } from '../../config/values/arn';
import type { Json } from '../../config/values/json-value';
import { differences } from './difference';
import { type Judged, ofStatement } from './make-finding';
import { policyDifferences } from './policy-difference';

/** What is not as wanted, and what could not be read, of one resource. */
export interface Verdict {
  readonly judged: readonly Judged[];
  readonly unread: readonly Extract<Reading<never>, { kind: 'unread' }>[];
}

export const NOTHING: Verdict = { judged: [], unread: [] };

export function one(judged: Judged): Verdict {
  return { judged: [judged], unread: [] };
}

export function gone(says: string, existingFile = ''): Verdict {
  const remediation =
    existingFile === ''
      ? {}
      : { remediation: `its owner must bring it back, or ${existingFile} must name another` };
  return one({ attribute: 'exists', wanted: true, found: false, says, ...remediation });
}

/** Of what should be gone, one readable attribute shows that it is there; an unreadable one shows nothing. */
export function still(reading: Reading<Json> | undefined, says: string): Verdict {
  if (reading?.kind === 'unread') return { judged: [], unread: [reading] };
  return one({ attribute: 'exists', wanted: false, found: true, says, class: 'security', severity: 'high' });
}

export function together(...verdicts: readonly Verdict[]): Verdict {
  return {
    judged: verdicts.flatMap(({ judged }) => judged),
    unread: verdicts.flatMap(({ unread }) => unread),
  };
}

/** `same` turns what was found into the form in which it is wanted. */
export function compareReading(
  attribute: string,
  wanted: Json,
  reading: Reading<Json> | undefined,
  same: (found: Json) => Json = (found) => found,
): Verdict {
  if (reading === undefined) return NOTHING;
  if (reading.kind === 'unread') return { judged: [], unread: [reading] };
  return { judged: differences(attribute, wanted, same(reading.value)), unread: [] };
}

export function comparePolicy(
  attribute: string,
  wanted: string | undefined,
  reading: Reading<Json> | undefined,
  partition: Partition,
): Verdict {
  if (reading === undefined) return NOTHING;
  if (reading.kind === 'unread') return { judged: [], unread: [reading] };
  const found = policyDifferences(wanted, textOf(reading.value), partition);
  return { judged: found.map((each) => ofStatement(attribute, each)), unread: [] };
}

export function textOf(value: Json): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
