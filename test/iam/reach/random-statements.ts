/** Random statements of few letters and few names, so that patterns meet, cover and miss each other often. */
import type { PolicyKind } from '../../../iam';
import type { Random } from '../random';
import { BUCKET, FOREIGN, KEY, OWN, POINT, ROLE, ROLE_ID } from './small-universe';

const OBJECT_KEYS = ['*', 'a*', 'b*', '*a', '*b', 'a?', '?a', 'ab*', '*ab*', 'a', 'bb', '?b*', 'a*b', '*a*'];
const WITH_VARIABLES = [
  '${aws:PrincipalTag/t}*',
  '${aws:PrincipalTag/t}/a',
  '${aws:username}*',
  "${aws:PrincipalTag/t, 'a'}b",
];
const TEXTS = ['a', 'b', 'a*', '*b', '?', '', 'ab', '*'];

type Shape = readonly [operator: string, key: string, values: readonly string[]];

function drawShape(random: Random, kind: PolicyKind): Shape {
  const text = (): string =>
    random.pick(random.chance(0.12) ? ['${aws:PrincipalTag/t}', '${aws:username}'] : TEXTS);
  const texts = (): readonly string[] => random.several(1, 2, text);
  const operators = [
    ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringLikeIfExists'],
    ...['StringNotEqualsIfExists', 'StringEqualsIgnoreCase'],
  ];
  const ofText = (key: string): Shape => [random.pick(operators), key, texts()];
  const accounts = [OWN, FOREIGN, '4444*', '*3333'];
  const arns = [
    ROLE,
    `arn:aws:iam::${FOREIGN}:role/x`,
    `arn:aws:iam::${FOREIGN}:*`,
    'arn:aws:iam::*:role/x',
    `arn:aws:iam::${OWN}:role/*`,
    `arn:aws:iam::*:user/a*`,
  ];
  return random.pick<() => Shape>([
    () => ofText('aws:UserAgent'),
    () => ofText('aws:UserAgent'),
    () => ofText(random.pick(['aws:Referer', 'aws:PrincipalTag/t', 'AWS:principaltag/T'])),
    () => [
      random.pick(['StringEquals', 'StringLike', 'StringNotLike']),
      'aws:PrincipalAccount',
      random.several(1, 2, () => random.pick(accounts)),
    ],
    () => [
      random.pick(['ArnLike', 'ArnEquals', 'ArnNotLike', 'StringLike', 'ArnLikeIfExists']),
      random.pick(['aws:PrincipalArn', 'AWS:principalARN']),
      [random.pick(arns)],
    ],
    () => [
      'Null',
      random.pick(['aws:UserAgent', 'aws:PrincipalTag/t', 'aws:TagKeys', 'aws:TokenIssueTime']),
      [random.pick(['true', 'false'])],
    ],
    () => [random.pick(['Bool', 'BoolIfExists']), 'aws:SecureTransport', [random.pick(['true', 'false'])]],
    () => ['Bool', 'aws:MultiFactorAuthPresent', ['true']],
    () => [
      random.pick(['DateGreaterThan', 'DateLessThan']),
      random.pick(['aws:CurrentTime', 'aws:EpochTime']),
      [random.pick(['2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'])],
    ],
    () => [
      random.pick(['IpAddress', 'NotIpAddress']),
      'aws:SourceIp',
      [random.pick(['203.0.113.0/24', '203.0.113.128/25'])],
    ],
    () => ['StringEquals', 'aws:SourceVpc', ['vpc-1']],
    () => [
      random.pick(['StringEquals', 'StringNotEquals']),
      random.pick(['aws:ResourceAccount', 's3:ResourceAccount']),
      [random.pick([OWN, FOREIGN])],
    ],
    () => [
      random.pick([
        'ForAnyValue:StringEquals',
        'ForAllValues:StringLike',
        'ForAnyValue:StringNotEquals',
        'ForAllValues:StringNotEquals',
      ]),
      'aws:TagKeys',
      random.several(1, 2, () => random.pick(['a', 'b', 'a*'])),
    ],
    () => ['StringLike', 'aws:username', [random.pick(['a*', 'b'])]],
    () => ['StringLike', 'aws:userid', [random.pick([`${ROLE_ID}:*`, 'AROAXXXXXXXXXXXXXXXX:a*', '*:ab'])]],
    () => ['StringEquals', 'aws:PrincipalType', [random.pick(['AssumedRole', 'User', 'Anonymous'])]],
    ...(kind === 'trust'
      ? [
          (): Shape => [
            random.pick(['StringEquals', 'StringLike', 'StringNotEquals']),
            'sts:ExternalId',
            [random.pick(['ab', 'a*', 'ba'])],
          ],
          (): Shape => ['StringEquals', 'aws:RequestTag/a', [random.pick(['x', 'y'])]],
        ]
      : [
          (): Shape => [random.pick(['StringLike', 'StringEquals', 'StringNotLike']), 's3:prefix', texts()],
          (): Shape => [
            random.pick(['NumericLessThan', 'NumericEquals', 'NumericGreaterThan']),
            's3:max-keys',
            [random.pick(['1', '5'])],
          ],
          (): Shape => ['StringEquals', 's3:DataAccessPointAccount', [random.pick([OWN, FOREIGN])]],
          (): Shape => [
            random.pick(['ArnLike', 'StringEquals', 'ArnNotEquals']),
            's3:DataAccessPointArn',
            [random.pick([POINT, `arn:aws:s3:us-east-1:${FOREIGN}:accesspoint/*`])],
          ],
          (): Shape => ['StringEquals', 'kms:ViaService', ['s3.us-east-1.amazonaws.com']],
          (): Shape => [
            random.pick(['StringEquals', 'Null']),
            's3:x-amz-server-side-encryption',
            [random.pick(['true', 'false'])],
          ],
        ]),
  ])();
}

export function drawConditions(random: Random, kind: PolicyKind): Readonly<Record<string, unknown>> {
  if (random.chance(0.45)) return {};
  const blocks: Record<string, Record<string, unknown>> = {};
  for (const [operator, key, values] of random.several(1, 2, () => drawShape(random, kind))) {
    const block = blocks[operator] ?? {};
    const isThere = Object.keys(block).some((name) => name.toLowerCase() === key.toLowerCase());
    blocks[operator] = isThere ? block : { ...block, [key]: values };
  }
  return { Condition: blocks };
}

export const NAMED: readonly unknown[] = [
  '*',
  { AWS: '*' },
  { AWS: OWN },
  { AWS: FOREIGN },
  { AWS: `arn:aws:iam::${FOREIGN}:role/x` },
  { AWS: ROLE },
  { AWS: ROLE_ID },
  { AWS: 'AROAXXXXXXXXXXXXXXXX' },
  { AWS: [`arn:aws:iam::${OWN}:role/z`, `arn:aws:iam::${FOREIGN}:user/ab`] },
  { AWS: `arn:aws:sts::${OWN}:assumed-role/r/ab` },
];

const ACTIONS_OF: Readonly<Partial<Record<PolicyKind, readonly string[]>>> = {
  trust: ['sts:AssumeRole', 'sts:AssumeRole', 'sts:TagSession', 'sts:*'],
  bucket: ['s3:GetObject', 's3:PutObject', 's3:*', 's3:*Object', 's3:ListBucket'],
  'access-point': ['s3:GetObject', 's3:PutObject', 's3:*', 's3:ListBucket'],
  key: ['kms:Decrypt', 'kms:*', 'kms:GenerateDataKey'],
};
const ANY_ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:*',
  '*',
  's3:Get*',
  's3:ListBucket',
  'kms:Decrypt',
  'kms:*',
  'sts:AssumeRole',
];

export function drawResource(random: Random, kind: PolicyKind): string {
  const key = (): string => random.pick(random.chance(0.12) ? WITH_VARIABLES : OBJECT_KEYS);
  if (kind === 'access-point') return random.chance(0.25) ? POINT : `${POINT}/object/${key()}`;
  if (kind === 'key') return '*';
  const ofBucket = [BUCKET, `${BUCKET}/${key()}`, `${BUCKET}/${key()}`, `${BUCKET}/${key()}`];
  if (kind === 'bucket') return random.pick(ofBucket);
  return random.pick([
    ...ofBucket,
    ...[
      '*',
      `${POINT}/object/${key()}`,
      POINT,
      KEY,
      'arn:aws:s3:::*',
      `arn:aws:s3:::*/${key()}`,
      'arn:aws:s3:*:*:accesspoint/*',
    ],
    ...[`arn:aws:iam::${OWN}:role/*`, 'arn:aws:iam::*:role/z'],
  ]);
}

export type Statement = Record<string, unknown>;

export function drawStatement(random: Random, kind: PolicyKind): Statement {
  const withPrincipal = !['identity', 'boundary', 'service-control'].includes(kind);
  const actions = random.several(1, 2, () => random.pick(ACTIONS_OF[kind] ?? ANY_ACTIONS));
  const resources = random.several(1, 2, () => drawResource(random, kind));
  // A resource control policy denies, and by Action alone.
  const denies = kind === 'resource-control';
  return {
    Effect: random.chance(0.7) && !denies ? 'Allow' : 'Deny',
    ...(withPrincipal ? { Principal: denies ? '*' : random.pick(NAMED) } : {}),
    ...(random.chance(0.08) && kind !== 'trust' && !denies ? { NotAction: actions } : { Action: actions }),
    ...(kind === 'trust' ? {} : { [random.chance(0.88) ? 'Resource' : 'NotResource']: resources }),
    ...drawConditions(random, kind),
  };
}
