/** Random pairs of small worlds: few letters, few names, so that patterns meet, cover and miss each other often. */
import type { Policy, PolicyKind } from '../../../iam';
import type { ActionInfo, World } from '../../../iam/reach';
import { policyOf } from '../policies-of';
import type { Random } from '../random';

export const OWN = '111122223333';
export const FOREIGN = '444455556666';
export const STRANGER = '777788889999';
export const BUCKET = 'arn:aws:s3:::bkt';
export const POINT = `arn:aws:s3:us-east-1:${OWN}:accesspoint/pnt`;
export const KEY = `arn:aws:kms:us-east-1:${OWN}:key/abcd`;
export const ROLE = `arn:aws:iam::${OWN}:role/r`;
export const ROLE_ID = 'AROAROLEROLEROLEROLE';

const OBJECT = [
  'arn:${Partition}:s3:::${BucketName}/${ObjectName}',
  'arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}',
];
const BUCKETS = [
  'arn:${Partition}:s3:::${BucketName}',
  'arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}',
];

/** A small catalogue. */
export const ACTIONS: readonly ActionInfo[] = [
  { name: 's3:GetObject', level: 'Read', resources: OBJECT, keys: [] },
  { name: 's3:PutObject', level: 'Write', resources: OBJECT, keys: ['s3:x-amz-server-side-encryption'] },
  { name: 's3:ListBucket', level: 'List', resources: BUCKETS, keys: ['s3:prefix', 's3:max-keys'] },
  ...['sts:AssumeRole', 'sts:TagSession'].map(
    (name): ActionInfo => ({
      name,
      level: 'Write',
      resources: ['arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}'],
      keys: ['aws:TagKeys', 'aws:RequestTag/${TagKey}', 'sts:ExternalId'],
    }),
  ),
  ...['kms:Decrypt', 'kms:GenerateDataKey'].map(
    (name): ActionInfo => ({
      name,
      level: 'Write',
      resources: ['arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}'],
      keys: ['kms:ViaService'],
    }),
  ),
];

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

function drawConditions(random: Random, kind: PolicyKind): Readonly<Record<string, unknown>> {
  if (random.chance(0.45)) return {};
  const blocks: Record<string, Record<string, unknown>> = {};
  for (const [operator, key, values] of random.several(1, 2, () => drawShape(random, kind))) {
    const block = blocks[operator] ?? {};
    const isThere = Object.keys(block).some((name) => name.toLowerCase() === key.toLowerCase());
    blocks[operator] = isThere ? block : { ...block, [key]: values };
  }
  return { Condition: blocks };
}

const NAMED: readonly unknown[] = [
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

function drawResource(random: Random, kind: PolicyKind): string {
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

function drawStatement(random: Random, kind: PolicyKind): Statement {
  const withPrincipal = !['identity', 'boundary', 'service-control'].includes(kind);
  const actions = random.several(1, 2, () => random.pick(ACTIONS_OF[kind] ?? ANY_ACTIONS));
  const resources = random.several(1, 2, () => drawResource(random, kind));
  return {
    Effect: random.chance(0.7) ? 'Allow' : 'Deny',
    ...(withPrincipal ? { Principal: kind === 'resource-control' ? '*' : random.pick(NAMED) } : {}),
    ...(random.chance(0.08) && kind !== 'trust' ? { NotAction: actions } : { Action: actions }),
    ...(kind === 'trust' ? {} : { [random.chance(0.88) ? 'Resource' : 'NotResource']: resources }),
    ...drawConditions(random, kind),
  };
}

export interface Documents {
  identity: Statement[];
  boundary?: Statement[];
  trust: Statement[];
  bucket: Statement[];
  point: Statement[];
  key: Statement[];
  serviceControl: Statement[][];
  resourceControl: Statement[][];
  encrypted: boolean;
}

export const FULL_ACCESS: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
export const BROAD_KEY: Statement = { ...FULL_ACCESS, Principal: { AWS: OWN }, Action: 'kms:*' };

function drawDocuments(random: Random): Documents {
  const some = (kind: PolicyKind, most: number): Statement[] =>
    random.several(1, most, () => drawStatement(random, kind));
  const full = { ...FULL_ACCESS, Principal: '*' };
  return {
    identity: [...(random.chance(0.3) ? [FULL_ACCESS] : []), ...some('identity', 3)],
    ...(random.chance(0.3)
      ? { boundary: [...(random.chance(0.6) ? [FULL_ACCESS] : []), ...some('boundary', 2)] }
      : {}),
    trust: some('trust', 2),
    bucket: some('bucket', 3),
    point: some('access-point', 2),
    key: [...(random.chance(0.7) ? [BROAD_KEY] : []), ...some('key', 1)],
    serviceControl: random.chance(0.25) ? [[FULL_ACCESS, ...some('service-control', 1)]] : [],
    resourceControl: random.chance(0.25) ? [[full, ...some('resource-control', 1)]] : [],
    encrypted: random.chance(0.3),
  };
}

type Layer = 'identity' | 'trust' | 'bucket' | 'point' | 'key';
const KINDS: Readonly<Record<Layer, PolicyKind>> = {
  identity: 'identity',
  trust: 'trust',
  bucket: 'bucket',
  point: 'access-point',
  key: 'key',
};

/** The same documents with a few changes, in one or two of them. */
function changed(documents: Documents, random: Random): Documents {
  const copy = structuredClone(documents);
  for (const layer of random.several(1, 2, () =>
    random.pick<Layer>(['identity', 'identity', 'trust', 'bucket', 'bucket', 'point', 'key']),
  ))
    change(copy[layer], KINDS[layer], random);
  if (copy.boundary && random.chance(0.3)) change(copy.boundary, 'boundary', random);
  for (const level of copy.serviceControl) if (random.chance(0.5)) change(level, 'service-control', random);
  for (const level of copy.resourceControl) if (random.chance(0.5)) change(level, 'resource-control', random);
  if (random.chance(0.05)) copy.encrypted = !copy.encrypted;
  if (random.chance(0.05)) delete copy.boundary;
  return copy;
}

function change(statements: Statement[], kind: PolicyKind, random: Random): void {
  const at = statements.indexOf(random.pick(statements));
  const statement = statements[at] ?? {};
  random.pick<() => void>([
    () => statements.push(drawStatement(random, kind)),
    () => {
      if (statements.length > 1) statements.splice(at, 1);
    },
    () => {
      const element = ['Resource', 'NotResource'].find((name) => name in statement);
      if (element) statement[element] = random.several(1, 2, () => drawResource(random, kind));
    },
    () => {
      delete statement.Condition;
      Object.assign(statement, drawConditions(random, kind));
    },
    () => {
      if (statement.Principal !== undefined && kind !== 'resource-control')
        statement.Principal = random.pick(NAMED);
    },
  ])();
}

export function worldOf(documents: Documents): World {
  const policy = (statements: readonly Statement[], kind: PolicyKind): Policy =>
    policyOf({ Version: '2012-10-17', Statement: statements }, kind);
  const { identity, boundary, trust, bucket, point, key, serviceControl, resourceControl, encrypted } =
    documents;
  const levels = serviceControl.length + resourceControl.length > 0;
  return {
    account: OWN,
    region: 'us-east-1',
    actor: {
      kind: 'role',
      arn: ROLE,
      uniqueId: ROLE_ID,
      identity: [policy(identity, 'identity')],
      trust: policy(trust, 'trust'),
      ...(boundary ? { boundary: policy(boundary, 'boundary') } : {}),
    },
    bucket: {
      name: 'bkt',
      policy: policy(bucket, 'bucket'),
      ...(encrypted ? { defaultKey: { arn: KEY } } : {}),
    },
    accessPoints: [{ arn: POINT, policy: policy(point, 'access-point') }],
    keys: [{ arn: KEY, policy: policy(key, 'key') }],
    ...(levels
      ? {
          organization: {
            serviceControl: serviceControl.map((level) => [policy(level, 'service-control')]),
            resourceControl: resourceControl.map((level) => [policy(level, 'resource-control')]),
          },
        }
      : {}),
  };
}

export interface RandomPair {
  readonly here: World;
  readonly there: World;
}

export function drawPair(random: Random): RandomPair {
  const documents = drawDocuments(random);
  return { here: worldOf(changed(documents, random)), there: worldOf(documents) };
}
