/** How long policies may be. */
import { QUOTAS } from '../../../policies/quotas';
import { type Flaw, flaw } from '../finding';
import { plainValue } from '../json-node';
import type { PolicyKind } from '../policy-kind';
import type { Rule } from '../rule';

interface Quota {
  readonly quota: keyof typeof QUOTAS;
  readonly says: string;
  readonly remedy: string;
}

const FEWER = 'name fewer prefixes, or write what they share once';
const OF_KIND: Readonly<Record<PolicyKind, Quota>> = {
  trust: {
    quota: 'trust',
    says: 'a trust policy',
    remedy: 'name fewer principals; AWS raises the quota to 4,096 on request',
  },
  identity: {
    quota: 'managed',
    says: 'a managed policy',
    remedy: `${FEWER}; all inline policies of a role together may have ${inDigits(QUOTAS.inline.limit)}`,
  },
  bucket: { quota: 'bucket', says: "a bucket's policy", remedy: FEWER },
  'access-point': { quota: 'accessPoint', says: "an access point's policy", remedy: FEWER },
  key: { quota: 'key', says: "a key's policy", remedy: FEWER },
};

export const policySizeRule: Rule = ({ policy, kind }): readonly Flaw[] => {
  const { quota, says, remedy } = OF_KIND[kind];
  const { limit, unit } = QUOTAS[quota];
  const text = JSON.stringify(plainValue(policy.node));
  const size = unit === 'bytes' ? Buffer.byteLength(text) : text.replace(/\s/g, '').length;
  if (size <= limit) return [];
  const { start } = policy.node;
  const tooLong =
    kind === 'identity' && size > QUOTAS.inline.limit
      ? `more than any identity policy may have (${inDigits(QUOTAS.inline.limit)})`
      : `${says} has at most ${inDigits(limit)}`;
  const severity = kind === 'identity' && size <= QUOTAS.inline.limit ? 'medium' : 'high';
  const counted = unit === 'bytes' ? 'bytes' : 'characters without white space';
  const message = `the policy has ${inDigits(size)} ${counted}; ${tooLong}`;
  return [flaw('policy-too-long', { start, end: start + 1 }, message, remedy, severity)];
};

function inDigits(count: number): string {
  return count.toLocaleString('en-US');
}
