/**
 * Whether a bucket's or an access point's policy is public, as S3 means it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
import type { Condition, Policy, PolicyKind, PrincipalElement, Statement } from './policy';

/** Whether one of its statements grants something to the public. */
export function isPublicPolicy({ kind, statements }: Policy): boolean {
  return statements.some((statement) => grantsToPublic(statement, kind));
}

function grantsToPublic({ effect, principal, conditions }: Statement, kind: PolicyKind): boolean {
  if (effect === 'Deny' || principal === undefined || !namesEveryone(principal)) return false;
  return !conditions.some((condition) => narrows(condition, kind));
}

/** Users of an identity provider outside of AWS are everyone too. */
function namesEveryone({ element, principals }: PrincipalElement): boolean {
  if (element === 'NotPrincipal') return true;
  return principals.some(({ kind, text }) => kind === 'everyone' || kind === 'federated' || text === '*');
}

/**
 * Keys that tie a grant to somebody, where their value is fixed: those of the page, and those of a principal. Others, such as
 * `aws:VpceAccount`, `aws:SourceVpcArn` and `aws:SourceOrgID`, the page does not name, so a policy stays public by them.
 */
const NARROWING = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

const POSITIVE = /^(?:ForAnyValue:)?(?:String|Arn)(?:Equals|EqualsIgnoreCase|Like)$/;
const FIXED = /^[^*?]*$/;

function narrows({ operatorText, key, values }: Condition, kind: PolicyKind): boolean {
  const name = key.toLowerCase();
  const texts = values.map(({ text }) => text);
  if (texts.length === 0 || texts.some((text) => text.includes('${'))) return false;
  if (name === 'aws:sourceip') return operatorText === 'IpAddress' && texts.every(isNarrowRange);
  if (!POSITIVE.test(operatorText)) return false;
  // A value with a wildcard is not fixed, whether the operator knows wildcards or not.
  const areFixed = texts.every((text) => FIXED.test(text));
  // In a bucket's policy the name may be open as long as the account is not.
  if (name === 's3:dataaccesspointarn' && kind === 'bucket')
    return texts.every((text) => /^arn:[^*?:]+:s3:[^:]*:\d{12}:accesspoint\//.test(text));
  if (name === 'aws:userid') return areFixed && !texts.some((text) => /^AROA[^:]*:/.test(text));
  return NARROWING.has(name) && areFixed;
}

/** Ranges broader than /8 of IPv4, or /32 of IPv6, are everybody's. */
function isNarrowRange(range: string): boolean {
  const [address = '', bits] = range.split('/');
  const length = bits === undefined ? Number.POSITIVE_INFINITY : Number(bits);
  return length >= (address.includes(':') ? 32 : 8);
}
