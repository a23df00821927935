/**
 * How long policies may be, blanks between them not counted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html
 */
import { type Flaw, flaw } from '../finding';
import { plainValue } from '../json-node';
import type { PolicyKind } from '../policy-kind';
import type { Rule } from '../rule';

interface Quota {
  readonly most: number;
  readonly says: string;
  readonly remedy: string;
}

const FEWER = 'name fewer prefixes, or write what they share once';
const OF_KIND: Readonly<Record<PolicyKind, Quota>> = {
  trust: {
    most: 2048,
    says: 'a trust policy',
    remedy: 'name fewer principals; AWS raises the quota to 4,096 on request',
  },
  identity: {
    most: 6144,
    says: 'a managed policy',
    remedy: `${FEWER}; all inline policies of a role together may have 10,240`,
  },
  bucket: { most: 20_480, says: "a bucket's policy", remedy: FEWER },
  'access-point': { most: 20_480, says: "an access point's policy", remedy: FEWER },
  key: { most: 32_768, says: "a key's policy", remedy: FEWER },
};
/** What all inline policies of a role have together. */
const INLINE = 10_240;

export const policySizeRule: Rule = ({ policy, kind }): readonly Flaw[] => {
  const { most, says, remedy } = OF_KIND[kind];
  const text = JSON.stringify(plainValue(policy.node));
  const size = kind === 'bucket' ? Buffer.byteLength(text) : text.replace(/\s/g, '').length;
  if (size <= most) return [];
  const { start } = policy.node;
  const shown = (count: number): string => count.toLocaleString('en-US');
  const tooLong =
    kind === 'identity' && size > INLINE
      ? `more than any identity policy may have (${shown(INLINE)})`
      : `${says} has at most ${shown(most)}`;
  const severity = kind === 'identity' && size <= INLINE ? 'medium' : 'high';
  const message = `the policy has ${shown(size)} characters without blanks; ${tooLong}`;
  return [flaw('policy-too-long', { start, end: start + 1 }, message, remedy, severity)];
};
