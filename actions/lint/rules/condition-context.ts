/** Conditions on what the requests that they are for never carry, or carry with another value. */
import { holdsWithoutKey } from '../condition-operators';
import { type Flaw, flaw } from '../finding';
import { placeholderIn } from '../placeholder';
import type { Statement } from '../policy-elements';
import { holdsReference } from '../reading/reference';
import type { Rule } from '../rule';
import { matchesText } from '../text-pattern';

/**
 * `aws:SourceArn` and `aws:SourceAccount` come with calls that an AWS service makes for somebody; a vendor's role or
 * user that assumes a role brings neither.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn
 */
const OF_SERVICES = /^aws:Source(?:Arn|Account|OrgID|OrgPaths|Owner)$/i;

export const sourceKeyRule: Rule = ({ policy, kind }) => {
  if (kind !== 'trust') return [];
  return policy.statements.flatMap(({ effect, principals, conditions }) => {
    if (effect !== 'Allow' || !principals.some(({ type }) => type.toUpperCase() === 'AWS')) return [];
    return conditions
      .filter((one) => OF_SERVICES.test(one.key.value) && !holdsWithoutKey(one))
      .map(({ key }) => {
        const message = `${key.value} comes with calls of AWS services only: a role or user that assumes this role has none, and is refused`;
        return flaw(
          'condition-key-absent',
          key,
          message,
          'leave it out; the external ID tells customers apart',
        );
      });
  });
};

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
export const viaServiceRule: Rule = ({ policy }) =>
  policy.statements.flatMap((statement) =>
    statement.conditions
      .filter(({ key, base }) => key.value.toLowerCase() === 'kms:viaservice' && /^string/.test(base))
      .flatMap(({ values }) => values.flatMap((value) => viaService(value, statement) ?? [])),
  );

function viaService(
  text: Statement['resources'][number],
  { resources, effect }: Statement,
): Flaw | undefined {
  const { value } = text;
  if (holdsReference(value) || placeholderIn(value) !== undefined || value.includes('${')) return undefined;
  const found = /^(?<service>[a-z0-9*?-]+)\.(?<region>[a-z0-9*?-]+)\.amazonaws\.com(?<cn>\.cn)?$/.exec(
    value,
  )?.groups;
  const regions = resources.flatMap(
    (one) => /^arn:[^:]*:kms:(?<region>[a-z0-9-]+):/.exec(one.value)?.groups?.region ?? [],
  );
  const known = [...new Set(regions)];
  const never = effect === 'Deny' ? 'the Deny does not do what it says' : 'nothing is allowed by it';
  if (!found) {
    if (value === '*') return undefined;
    const message = `${value} is not a kms:ViaService, which is <service>.<region>.amazonaws.com: ${never}`;
    return flaw('kms-via-service', text, message, `write ${fitting(value, known)}`);
  }
  const ofChina = found.cn !== undefined;
  if (!/[*?]/.test(found.region ?? '') && ofChina !== (found.region ?? '').startsWith('cn-')) {
    const message = `names of services in ${found.region} ${ofChina ? 'do not end' : 'end'} in .com.cn, so no call comes through ${value}: ${never}`;
    return flaw('kms-via-service', text, message, `write ${fitting(value, [found.region ?? ''])}`);
  }
  if (known.length === 0 || known.some((region) => matchesText(found.region ?? '', region))) return undefined;
  const message = `the key is in ${known.join(' and ')}, and a call through ${value} comes from another region: ${never}`;
  return flaw('kms-via-service', text, message, `write ${fitting(value, known)}`);
}

function fitting(value: string, [region = '<region>']: readonly string[]): string {
  // A bucket's own name may stand before the service's.
  const service = /(?:^|\.)s3\b/.test(value) ? 's3' : (/^[a-z0-9]+(?=\.|$)/.exec(value)?.[0] ?? 's3');
  return `${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
