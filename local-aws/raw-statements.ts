/**
 * Whether a bucket's or access point's policy is public, as S3 means it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */

/** A statement as JSON has it. */
export interface RawStatement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: unknown;
}

/** The statements of a document; none where it is no JSON object. */
export function statementsOf(document: string): RawStatement[] {
  try {
    const { Statement = [] } = JSON.parse(document) as { Statement?: RawStatement | RawStatement[] };
    return Array.isArray(Statement) ? Statement : [Statement];
  } catch {
    return [];
  }
}

export function isPublic(document: string, kind: 'bucket' | 'access-point'): boolean {
  return statementsOf(document).some((statement) => grantsToPublic(statement, kind));
}

function grantsToPublic(statement: RawStatement, kind: 'bucket' | 'access-point'): boolean {
  if (statement.Effect !== 'Allow') return false;
  if (statement.NotPrincipal === undefined && !namesEveryone(statement.Principal)) return false;
  return !conditionsOf(statement).some(({ operator, key, values }) => narrows(operator, key, values, kind));
}

/** Whoever has a token of a provider outside of AWS is everyone, too. */
function namesEveryone(principal: unknown): boolean {
  if (typeof principal !== 'object' || principal === null) return principal === '*';
  return 'Federated' in principal || Object.values(principal).flat().includes('*');
}

interface RawCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

function conditionsOf({ Condition }: RawStatement): RawCondition[] {
  return Object.entries((Condition ?? {}) as Record<string, Record<string, unknown>>).flatMap(
    ([operator, keys]) =>
      Object.entries(keys ?? {}).map(([key, value]) => ({
        operator,
        key: key.toLowerCase(),
        values: [value].flat().map(String),
      })),
  );
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

function narrows(operator: string, key: string, values: readonly string[], kind: string): boolean {
  if (values.length === 0 || values.some((value) => value.includes('${'))) return false;
  if (key === 'aws:sourceip') return operator === 'IpAddress' && values.every(isNarrowRange);
  if (!POSITIVE.test(operator)) return false;
  // A value with a wildcard is not fixed, whether the operator knows wildcards or not.
  const fixed = values.every((value) => FIXED.test(value));
  // In a bucket's policy the name may be open as long as the account is not.
  if (key === 's3:dataaccesspointarn' && kind === 'bucket')
    return values.every((value) => /^arn:[^*?:]+:s3:[^:]*:\d{12}:accesspoint\//.test(value));
  if (key === 'aws:userid') return fixed && !values.some((value) => /^AROA[^:]*:/.test(value));
  return NARROWING.has(key) && fixed;
}

/** Ranges broader than /8 of IPv4, or /32 of IPv6, are everybody's. */
function isNarrowRange(range: string): boolean {
  const [address = '', bits] = range.split('/');
  const length = bits === undefined ? Number.POSITIVE_INFINITY : Number(bits);
  return length >= (address.includes(':') ? 32 : 8);
}
