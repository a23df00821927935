/** Random conditions, and request contexts on which they turn. */
import type { AccessRequest } from '../../iam';
import type { Random } from './random';

type Value = string | readonly string[];
type Context = Record<string, Value>;

/** Values that a request may have, by key. A list is the value of a multivalued key. */
const GLOBAL_KEYS: Readonly<Record<string, readonly Value[]>> = {
  'aws:SecureTransport': ['true', 'true', 'false'],
  'aws:SourceIp': ['203.0.113.7', '198.51.100.2', '2001:db8:1::7'],
  'aws:CurrentTime': ['2026-11-23T18:00:00Z', '2026-12-01T00:00:00Z'],
  'aws:EpochTime': ['1795456800', '1796083200'],
  'aws:TokenIssueTime': ['2026-11-23T17:00:00Z', '2026-11-23T19:30:00Z'],
  'aws:MultiFactorAuthAge': ['120', '7200'],
  'aws:MultiFactorAuthPresent': ['true', 'false'],
  'aws:PrincipalTag/team': ['red', 'blue'],
  'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-other'],
  'aws:UserAgent': ['aws-cli/2.1', 'Boto3*'],
  'aws:SourceArn': ['arn:aws:s3:::exchange', 'arn:aws:sns:us-east-1:111111111111:topic:sub'],
  'aws:CalledVia': [['athena.amazonaws.com'], ['athena.amazonaws.com', 'glue.amazonaws.com']],
  'aws:TagKeys': [['owner'], ['owner', 'team'], ['Team', 'cost'], ['']],
};

const SCENE_KEYS: Readonly<Record<string, Readonly<Record<string, readonly Value[]>>>> = {
  's3:GetObject': { 's3:ExistingObjectTag/class': ['public', 'secret'] },
  's3:PutObject': {
    's3:x-amz-server-side-encryption': ['aws:kms', 'AES256'],
    's3:x-amz-acl': ['bucket-owner-full-control', 'private'],
  },
  's3:ListBucket': {
    's3:prefix': ['in/', 'in/red/', 'out/', ''],
    's3:delimiter': ['/'],
    's3:max-keys': ['10', '1000'],
  },
  'sts:AssumeRole': {
    'sts:ExternalId': ['acme-7Q2', 'ACME-7q2', 'other'],
    'sts:RoleSessionName': ['nightly', 'red'],
  },
  'kms:Decrypt': {
    'kms:ViaService': ['s3.us-east-1.amazonaws.com', 's3.eu-west-1.amazonaws.com'],
    'kms:EncryptionContextKeys': [['aws:s3:arn'], ['aws:s3:arn', 'tenant']],
  },
};

/** Operator, key and values of a condition. */
type Shape = readonly [string, string, unknown];

const GLOBAL_SHAPES: readonly Shape[] = [
  ['Bool', 'aws:SecureTransport', 'true'],
  ['Bool', 'AWS:securetransport', ['true', 'false']],
  ['BoolIfExists', 'aws:MultiFactorAuthPresent', true],
  ['IpAddress', 'aws:SourceIp', '203.0.113.0/24'],
  ['IpAddress', 'aws:SourceIp', ['198.51.100.2', '2001:db8::/32']],
  ['NotIpAddress', 'aws:SourceIp', ['203.0.113.0/29']],
  ['DateGreaterThan', 'aws:CurrentTime', '2026-11-23T17:59:59Z'],
  ['DateLessThan', 'aws:CurrentTime', '2026-11-24T00:00:00+02:00'],
  ['DateLessThanEquals', 'aws:EpochTime', '1795456800'],
  ['DateGreaterThanEquals', 'aws:CurrentTime', '1795456800'],
  ['DateLessThan', 'aws:TokenIssueTime', '2026-11-23T18:00:00Z'],
  ['DateNotEquals', 'aws:CurrentTime', '2026-12-01'],
  ['NumericLessThan', 'aws:MultiFactorAuthAge', '3600'],
  ['NumericGreaterThanEqualsIfExists', 'aws:MultiFactorAuthAge', 120],
  ['NumericNotEquals', 'aws:MultiFactorAuthAge', ['120', '60']],
  ['Null', 'aws:MultiFactorAuthAge', 'true'],
  ['Null', 'aws:TokenIssueTime', 'false'],
  ['Null', 'aws:TagKeys', ['true']],
  ['StringEquals', 'aws:PrincipalTag/team', ['red', 'green']],
  ['StringEquals', 'aws:principaltag/TEAM', '${aws:username}'],
  ['StringNotEquals', 'aws:PrincipalTag/team', '${aws:username}'],
  ['StringNotEqualsIfExists', 'aws:PrincipalTag/team', 'red'],
  ['StringEqualsIgnoreCase', 'aws:PrincipalTag/team', 'RED'],
  ['StringNotEqualsIgnoreCase', 'aws:PrincipalTag/team', ['RED', 'x']],
  ['StringLike', 'aws:UserAgent', ['aws-cli/*', 'Boto3${*}']],
  ['StringLike', 'aws:UserAgent', '*[a-z]'],
  ['StringNotLike', 'aws:UserAgent', 'Boto?*'],
  ['StringEquals', 'aws:UserAgent', 'Boto3*'],
  ['StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'],
  ['StringNotEquals', 'aws:PrincipalOrgID', ['o-a1b2c3d4e5', 'o-x']],
  ['StringEquals', 'aws:PrincipalAccount', '111111111111'],
  ['StringNotEquals', 'aws:PrincipalAccount', '${aws:ResourceAccount}'],
  ['StringEquals', 'aws:PrincipalType', ['AssumedRole', 'User']],
  ['StringEquals', 'aws:username', 'red'],
  ['Bool', 'aws:PrincipalIsAWSService', 'false'],
  ['ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*plugin'],
  [
    'ArnLike',
    'aws:PrincipalArn',
    ['arn:aws:iam::${aws:ResourceAccount}:user/*', 'arn:aws:iam::111111111111:r*'],
  ],
  ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::111111111111:role/vendors/*'],
  ['ArnNotEquals', 'aws:PrincipalArn', 'arn:aws:iam::222222222222:*'],
  ['StringLike', 'aws:PrincipalArn', 'arn:aws:*:role/*'],
  ['ArnLike', 'aws:SourceArn', 'arn:aws:s*:*:*:*:sub'],
  ['ArnLikeIfExists', 'aws:SourceArn', 'arn:aws:s3:::exchange'],
  ['StringLike', 'aws:SourceArn', 'arn:aws:s*:sub'],
  ['ForAnyValue:StringEquals', 'aws:CalledVia', ['athena.amazonaws.com', 'x']],
  ['ForAllValues:StringEquals', 'aws:CalledVia', ['athena.amazonaws.com']],
  ['ForAllValues:StringLike', 'aws:TagKeys', ['own*', 'team']],
  ['ForAllValues:StringNotEquals', 'aws:TagKeys', ['team']],
  ['ForAnyValue:StringNotEquals', 'aws:TagKeys', ['owner']],
  ['ForAnyValue:StringEqualsIgnoreCase', 'aws:TagKeys', 'TEAM'],
  ['ForAllValues:StringEqualsIfExists', 'aws:TagKeys', ['owner', 'team']],
  ['ForAnyValue:StringLikeIfExists', 'aws:TagKeys', 'c*'],
  ['StringEquals', 'aws:TagKeys', 'owner'],
];

const SCENE_SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  's3:GetObject': [
    ['StringEquals', 's3:ExistingObjectTag/class', 'public'],
    ['StringNotEquals', 's3:ExistingObjectTag/class', 'secret'],
  ],
  's3:PutObject': [
    ['StringEquals', 's3:x-amz-server-side-encryption', ['aws:kms', 'aws:kms:dsse']],
    ['Null', 's3:x-amz-server-side-encryption', true],
    ['StringNotEqualsIfExists', 's3:x-amz-acl', 'bucket-owner-full-control'],
  ],
  's3:ListBucket': [
    ['StringLike', 's3:prefix', ['in/*', '']],
    ['StringEquals', 's3:prefix', ['', 'in/']],
    ['StringLike', 's3:prefix', 'in/${aws:username}/*'],
    ['StringNotLikeIfExists', 's3:prefix', 'out/*'],
    ['NumericLessThanEquals', 's3:max-keys', '10'],
    ['StringEquals', 's3:delimiter', '/'],
  ],
  'sts:AssumeRole': [
    ['StringEquals', 'sts:ExternalId', 'acme-7Q2'],
    ['StringEquals', 'sts:ExternalId', ['acme-7Q2', 'next']],
    ['StringNotEquals', 'sts:ExternalId', 'acme-7Q2'],
    ['StringEqualsIgnoreCase', 'sts:ExternalId', 'acme-7q2'],
    ['StringLike', 'sts:RoleSessionName', '${aws:username}'],
    ['Null', 'sts:ExternalId', 'false'],
  ],
  'kms:Decrypt': [
    ['StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com'],
    ['StringLike', 'kms:ViaService', 's3.*.amazonaws.com'],
    ['ForAllValues:StringEquals', 'kms:EncryptionContextKeys', 'aws:s3:arn'],
    ['ForAnyValue:StringLike', 'kms:EncryptionContextKeys', ['ten*', 'x']],
  ],
};

export function drawContext(action: string, random: Random): AccessRequest['context'] {
  const context: Context = {};
  for (const [key, values] of Object.entries({ ...GLOBAL_KEYS, ...SCENE_KEYS[action] }))
    if (random.chance(0.7)) context[key] = random.pick(values);
  return context;
}

/** The `Condition` of a statement, or nothing; in `share` of the cases there is one. */
export function drawConditions(
  action: string,
  share: number,
  random: Random,
): Readonly<Record<string, unknown>> {
  if (!random.chance(share)) return {};
  const blocks: Record<string, Record<string, unknown>> = {};
  const shapes = random.several(1, 2, () =>
    random.pick(random.chance(0.4) ? (SCENE_SHAPES[action] ?? GLOBAL_SHAPES) : GLOBAL_SHAPES),
  );
  for (const [operator, key, values] of shapes) {
    const block = blocks[operator] ?? {};
    const isThere = Object.keys(block).some((name) => name.toLowerCase() === key.toLowerCase());
    blocks[operator] = isThere ? block : { ...block, [key]: values };
  }
  return { Condition: blocks };
}
