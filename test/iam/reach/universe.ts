/** A small universe of cases: whoever, whatever, wherever, by every way, in every context of few values. */
import type { Principal } from '../../../iam';
import type { Case, Known, Way, Who } from '../../../iam/reach';
import type { Random } from '../random';
import { ACTIONS, BUCKET, FOREIGN, KEY, OWN, POINT, ROLE, ROLE_ID, STRANGER } from './small-universe';

const CANONICAL = '0'.repeat(64);

function session(account: string, role: string, id = 'AROAOTHEROTHEROTHER1', name = 'ab'): Principal {
  return {
    kind: 'role-session',
    roleArn: `arn:aws:iam::${account}:role/${role}`,
    sessionArn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
    uniqueId: id,
    canonicalUser: CANONICAL,
  };
}

function user(account: string, name: string): Principal {
  return {
    kind: 'user',
    arn: `arn:aws:iam::${account}:user/${name}`,
    uniqueId: 'AIDAOTHEROTHEROTHER1',
    canonicalUser: CANONICAL,
  };
}

export const WHO: readonly Who[] = [
  { principal: session(OWN, 'r', ROLE_ID), backing: 'actor' },
  { principal: session(OWN, 'r', ROLE_ID, 'ba'), backing: 'actor' },
  { principal: session(FOREIGN, 'x'), backing: 'foreign' },
  { principal: session(FOREIGN, 'y', 'AROAXXXXXXXXXXXXXXXX', 'aa'), backing: 'foreign' },
  { principal: session(STRANGER, 'x'), backing: 'foreign' },
  { principal: user(FOREIGN, 'ab'), backing: 'foreign' },
  { principal: user(STRANGER, 'b'), backing: 'foreign' },
  ...(['nothing', 'everything'] as const).flatMap((backing) => [
    { principal: session(OWN, 'z'), backing },
    { principal: user(OWN, 'a'), backing },
  ]),
  { principal: { kind: 'root', account: OWN, canonicalUser: CANONICAL }, backing: 'everything' },
  { principal: { kind: 'root', account: FOREIGN, canonicalUser: CANONICAL }, backing: 'foreign' },
  { principal: { kind: 'service', service: 'x.amazonaws.com' }, backing: 'foreign' },
  { principal: { kind: 'anonymous' }, backing: 'foreign' },
];

const OBJECTS = ['a', 'b', 'aa', 'ab', 'ba', 'bb', 'aab', 'aba', 'bab', 'x', 'b/a', 'zq/a'];
const WAYS: readonly (Way | undefined)[] = [
  undefined,
  { point: POINT, stranger: false, networkOrigin: 'Internet' },
  ...[FOREIGN, OWN, STRANGER].map(
    (account): Way => ({
      point: `arn:aws:s3:us-east-1:${account}:accesspoint/other`,
      stranger: true,
      networkOrigin: 'Internet',
    }),
  ),
];

/** Keys that come together, as whole contexts of them; of each one is there. */
export type Alternatives = readonly Known[];

function holding(key: string, values: readonly (string | undefined)[]): Alternatives {
  return values.map((value) => (value === undefined ? {} : { [key]: value }));
}

const ALWAYS: readonly Alternatives[] = [
  [{ 'aws:requestedregion': 'us-east-1', 'aws:viaawsservice': 'false' }],
  holding('aws:securetransport', ['true', 'false']),
  holding('aws:useragent', [undefined, '', 'a', 'b', 'ab', 'ba', 'A']),
  holding('aws:referer', [undefined, 'a', 'ab', 'x']),
  ['2026-11-30T00:00:00Z', '2026-12-01T00:00:00Z', '2026-12-15T00:00:00Z', '2027-02-01T00:00:00Z'].map(
    (instant) => ({ 'aws:currenttime': instant, 'aws:epochtime': String(Date.parse(instant) / 1000) }),
  ),
  [
    ...holding('aws:sourceip', ['203.0.113.1', '203.0.113.200', '198.51.100.1', '2001:db8::1']),
    ...['vpc-1', 'vpc-2'].map((vpc) => ({
      'aws:sourcevpc': vpc,
      'aws:sourcevpce': 'vpce-1',
      'aws:vpcsourceip': '10.0.0.1',
    })),
  ],
];

const TAGS: Alternatives = [
  {},
  ...[['a'], ['b'], ['a', 'b'], ['x'], ['ab', 'x']].flatMap((names) =>
    (names.includes('a') ? ['x', 'y', 'z'] : ['x']).map((value) => ({
      'aws:tagkeys': names,
      ...Object.fromEntries(names.map((name) => [`aws:requesttag/${name}`, name === 'a' ? value : 'x'])),
    })),
  ),
];

const BY_ACTION: Readonly<Record<string, readonly Alternatives[]>> = {
  's3:ListBucket': [
    holding('s3:prefix', [undefined, '', 'a', 'b', 'ab']),
    holding('s3:max-keys', [undefined, '0', '1', '3', '5', '9']),
  ],
  's3:PutObject': [holding('s3:x-amz-server-side-encryption', [undefined, 'AES256', 'aws:kms', 'true'])],
  'sts:AssumeRole': [holding('sts:externalid', [undefined, 'ab', 'ba', 'aa', 'bb'])],
};

const BY_SERVICE: Readonly<Record<string, readonly Alternatives[]>> = {
  sts: [TAGS],
  kms: [holding('kms:viaservice', [undefined, 's3.us-east-1.amazonaws.com', 'x'])],
};

const OF_SESSIONS = holding('aws:tokenissuetime', ['2026-11-29T00:00:00Z']);
const OF_IDENTITIES: readonly Alternatives[] = [
  holding('aws:multifactorauthpresent', [undefined, 'true', 'false']),
  holding('aws:principaltag/t', [undefined, 'a', 'b', 'ab', 'zq']),
];

/** What a context is made of: one of each. */
export function contextsOf({ principal: { kind } }: Who, action: string): readonly Alternatives[] {
  return [
    ...ALWAYS,
    ...(BY_ACTION[action] ?? []),
    ...(BY_SERVICE[action.slice(0, action.indexOf(':'))] ?? []),
    ...(kind === 'role-session' ? [OF_SESSIONS] : []),
    ...(['role-session', 'user', 'root'].includes(kind) ? OF_IDENTITIES : []),
  ];
}

/** All keys that a context may have. */
export const CONTEXT_KEYS: ReadonlySet<string> = new Set(
  WHO.flatMap((who) => ACTIONS.flatMap(({ name }) => contextsOf(who, name)))
    .flat()
    .flatMap((context) => Object.keys(context)),
);

/** A case without who asks, and in what context. */
export type Target = Pick<Case, 'action' | 'resource' | 'way'>;

/** Neither a root user nor anybody unsigned assumes a role, and KMS answers nobody unsigned. */
export function mayAsk({ principal: { kind } }: Who, { action }: Target): boolean {
  if (action.startsWith('sts:')) return kind !== 'anonymous' && kind !== 'root';
  return !action.startsWith('kms:') || kind !== 'anonymous';
}

function on(
  actions: readonly string[],
  arns: readonly string[],
  ways: readonly (Way | undefined)[] = [undefined],
  account = OWN,
): readonly Target[] {
  return actions.flatMap((action) =>
    arns.flatMap((arn) => ways.map((way) => ({ action, resource: { arn, account }, way }))),
  );
}

const ON_OBJECTS = ['s3:GetObject', 's3:PutObject'];

export const TARGETS: readonly Target[] = [
  ...on(
    ON_OBJECTS,
    OBJECTS.map((key) => `${BUCKET}/${key}`),
    WAYS,
  ),
  ...on(ON_OBJECTS, ['arn:aws:s3:::other/a', 'arn:aws:s3:::other/bab']),
  ...on(['s3:ListBucket'], [BUCKET], WAYS),
  ...on(['s3:ListBucket'], ['arn:aws:s3:::other']),
  ...on(['sts:AssumeRole'], [ROLE, `arn:aws:iam::${OWN}:role/z`]),
  ...on(['sts:AssumeRole'], [`arn:aws:iam::${FOREIGN}:role/z`], [undefined], FOREIGN),
  ...on(['sts:TagSession'], [ROLE]),
  ...on(['kms:Decrypt', 'kms:GenerateDataKey'], [KEY]),
  ...on(['kms:Decrypt'], [`arn:aws:kms:us-east-1:${OWN}:key/other`]),
];

/** Cases one by one: at the share of all places that is given, each in a context of chance. */
export function* drawCases(random: Random, share: number): Generator<Case> {
  for (const who of WHO)
    for (const target of TARGETS) {
      if (!mayAsk(who, target) || !random.chance(share)) continue;
      const context = Object.assign({}, ...contextsOf(who, target.action).map((group) => random.pick(group)));
      yield { ...who, ...target, context, complete: true };
    }
}
