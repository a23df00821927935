/**
 * Random pairs of worlds in which all hangs on who asks: every kind of principal of three accounts, named by elements and
 * by every key that tells who asks. Few enough cases that each is put to both worlds.
 */
import type { Principal } from '../../../iam';
import type { Case, Way, Who } from '../../../iam/reach';
import { findRegions } from '../../../iam/reach/regions';
import { witnessOf } from '../../../iam/reach/witness';
import { FULL } from '../../full';
import { type Random, randomFrom } from '../random';
import { checkRegions, type DifferingCase, differing } from './checked';
import type { Statement } from './random-statements';
import { type RandomPair, worldOf } from './random-worlds';
import { ABOUT, type OnResource, openTo } from './small-pairs';
import { BUCKET, FOREIGN, KEY, OWN, POINT, ROLE, ROLE_ID, STRANGER } from './small-universe';

const CANONICAL = { canonicalUser: '0'.repeat(64) };
const OTHER_ROLE = 'AROAFOREIGNFOREIGN01';
const OTHER_USER = 'AIDAFOREIGNFOREIGN01';

function sessionOf(account: string, role: string, id: string, name: string): Principal {
  return {
    kind: 'role-session',
    roleArn: `arn:aws:iam::${account}:role/${role}`,
    sessionArn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
    uniqueId: id,
    ...CANONICAL,
  };
}

function principalsOf(account: string): readonly Principal[] {
  return [
    sessionOf(account, 'x', OTHER_ROLE, 'ab'),
    sessionOf(account, 'z', 'AROAXXXXXXXXXXXXXXXX', 'bb'),
    ...['ab', 'b'].map(
      (name, at): Principal => ({
        kind: 'user',
        arn: `arn:aws:iam::${account}:user/${name}`,
        uniqueId: at === 0 ? OTHER_USER : 'AIDAXXXXXXXXXXXXXXXX',
        ...CANONICAL,
      }),
    ),
    ...['ab', 'bb'].map(
      (name): Principal => ({
        kind: 'federated-user',
        arn: `arn:aws:sts::${account}:federated-user/${name}`,
        userArn: `arn:aws:iam::${account}:user/broker`,
        uniqueId: 'AIDAXXXXXXXXXXXXXXXX',
        ...CANONICAL,
      }),
    ),
  ];
}

const rootOf = (account: string): Principal => ({ kind: 'root', account, ...CANONICAL });

const WHO: readonly Who[] = [
  { principal: sessionOf(OWN, 'r', ROLE_ID, 'ab'), backing: 'actor' },
  ...(['nothing', 'everything'] as const).flatMap((backing) =>
    principalsOf(OWN).map((principal) => ({ principal, backing })),
  ),
  { principal: rootOf(OWN), backing: 'everything' },
  ...[FOREIGN, STRANGER].flatMap((account) =>
    [...principalsOf(account), rootOf(account)].map((principal): Who => ({ principal, backing: 'foreign' })),
  ),
  ...['x.amazonaws.com', 'y.amazonaws.com', 'xy.amazonaws.com'].map(
    (service): Who => ({ principal: { kind: 'service', service }, backing: 'foreign' }),
  ),
  { principal: { kind: 'anonymous' }, backing: 'foreign' },
];

const pointOf = (account: string): Way => ({
  ...{ point: `arn:aws:s3:us-east-1:${account}:accesspoint/other`, stranger: true },
  networkOrigin: 'Internet',
});
const OBJECT = { action: 's3:GetObject', resource: { arn: `${BUCKET}/a`, account: OWN } };
const TARGETS: readonly Pick<Case, 'action' | 'resource' | 'way'>[] = [
  OBJECT,
  { ...OBJECT, way: { point: POINT, stranger: false, networkOrigin: 'Internet' } },
  ...[FOREIGN, STRANGER].map((account) => ({ ...OBJECT, way: pointOf(account) })),
  { action: 'sts:AssumeRole', resource: { arn: ROLE, account: OWN } },
  { action: 'kms:Decrypt', resource: { arn: KEY, account: OWN } },
];

function mayAsk({ kind }: Principal, action: string): boolean {
  if (kind === 'anonymous') return action.startsWith('s3:');
  return !action.startsWith('sts:') || (kind !== 'root' && kind !== 'federated-user');
}

/** Of whom a service asks on behalf. */
const ON_BEHALF = [undefined, FOREIGN, STRANGER];

function casesOf(): readonly Case[] {
  return WHO.flatMap((who) =>
    TARGETS.filter(({ action }) => mayAsk(who.principal, action)).flatMap((target) =>
      (who.principal.kind === 'service' ? ON_BEHALF : [undefined]).map((source) => ({
        ...who,
        ...target,
        complete: true,
        context: {
          'aws:securetransport': 'true',
          'aws:requestedregion': 'us-east-1',
          'aws:viaawsservice': 'false',
          // Which id a service has AWS does not say: here it has none.
          ...(who.principal.kind === 'service' ? { 'aws:userid': [] } : {}),
          ...(source === undefined ? {} : { 'aws:sourceaccount': source }),
        },
      })),
    ),
  );
}

const CASES = casesOf();

const EQUAL = ['StringEquals', 'StringNotEquals', 'StringEqualsIfExists', 'StringNotEqualsIfExists'];
const LIKE = ['StringLike', 'StringNotLike', 'StringLikeIfExists', 'StringNotLikeIfExists'];
const ARNS = ['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnLikeIfExists', 'StringLike', 'StringNotLike'];
const ACCOUNTS = [OWN, FOREIGN, '4444*', '*3333', '????88889999', 'anonymous', '*'];

/** Operators, keys and values; one of each. */
const SHAPES: readonly (readonly [readonly string[], readonly string[], readonly string[]])[] = [
  [[...EQUAL, ...LIKE], ['aws:PrincipalAccount', 'kms:CallerAccount'], ACCOUNTS],
  [[...EQUAL, ...LIKE], ['s3:DataAccessPointAccount', 's3:ResourceAccount', 'aws:SourceAccount'], ACCOUNTS],
  [EQUAL, ['s3:AccessPointNetworkOrigin'], ['Internet', 'VPC']],
  [
    LIKE,
    ['aws:PrincipalAccount', 'kms:CallerAccount'],
    ['${aws:PrincipalAccount}', '${kms:CallerAccount}*', '${aws:ResourceAccount}'],
  ],
  [
    ARNS,
    ['aws:PrincipalArn', 'AWS:principalARN'],
    [
      ...[`arn:aws:iam::${FOREIGN}:role/x`, `arn:aws:iam::${FOREIGN}:root`, 'arn:aws:iam::4444*:*'],
      ...['arn:aws:iam::*:root', `arn:aws:sts::${FOREIGN}:*`, 'arn:aws:sts::*:federated-user/a*'],
      ...['arn:aws:iam::*:user/a*', `arn:aws:*::${STRANGER}:*b`, 'arn:aws:iam::${kms:CallerAccount}:role/x'],
      ...[
        'arn:aws:iam::${aws:PrincipalAccount}:user/ab',
        'arn:aws:iam::${aws:ResourceAccount}:role/x',
        'arn:aws:iam::*:*',
      ],
    ],
  ],
  [
    [...EQUAL, ...LIKE],
    ['aws:userid', 'aws:UserId'],
    [FOREIGN, '4444*', '*:ab', `${OTHER_ROLE}:*`, OTHER_USER, `${FOREIGN}:ab`, 'A*', '*b', 'anonymous'],
  ],
  [[...EQUAL, ...LIKE], ['aws:username'], ['ab', 'a*', '*b']],
  [EQUAL, ['aws:PrincipalType'], ['Account', 'User', 'AssumedRole', 'FederatedUser', 'Anonymous']],
  [['Bool', 'BoolIfExists'], ['aws:PrincipalIsAWSService'], ['true', 'false']],
  [
    LIKE,
    ['aws:PrincipalServiceName'],
    ['x.amazonaws.com', '*.amazonaws.com', 'y*', 'x*', '*y.amazonaws.com'],
  ],
  [
    ['Null'],
    ['aws:username', 'aws:userid', 'kms:CallerAccount', 'aws:PrincipalArn', 's3:DataAccessPointArn'],
    ['true', 'false'],
  ],
];

const NAMED: readonly unknown[] = [
  ...['*', '*', { AWS: '*' }, { AWS: FOREIGN }, { AWS: OWN }, { Service: 'x.amazonaws.com' }],
  { AWS: [`arn:aws:sts::${FOREIGN}:federated-user/ab`, `arn:aws:iam::${OWN}:user/ab`] },
];

function drawOn(layer: OnResource, random: Random): Statement {
  const Condition: Record<string, Record<string, readonly string[]>> = {};
  for (const [operators, keys, values] of random.several(1, 2, () => random.pick(SHAPES)))
    Condition[random.pick(operators)] ??= {
      [random.pick(keys)]: random.several(1, 2, () => random.pick(values)),
    };
  const Effect = random.chance(0.7) ? 'Allow' : 'Deny';
  return { Effect, Principal: random.pick(NAMED), ...ABOUT[layer], Condition };
}

function drawPair(random: Random): RandomPair {
  const layer = random.pick<OnResource>(['trust', 'bucket', 'point', 'key', 'key']);
  const documents = openTo(layer);
  const common = [...documents[layer], ...random.several(0, 1, () => drawOn(layer, random))];
  const [here, there] = [1, 0].map((least) =>
    worldOf({ ...documents, [layer]: [...common, ...random.several(least, 1, () => drawOn(layer, random))] }),
  );
  if (!here || !there) throw new Error('there are two worlds');
  return { here, there };
}

function differingIn(pair: RandomPair): readonly DifferingCase[] {
  const differs = differing(pair);
  return CASES.flatMap((asked) => {
    const direction = differs(asked);
    return direction ? [{ asked, direction }] : [];
  });
}

const counted = { pairs: FULL ? 3_000 : 60, differing: 0 };

it('tells all of who asks', () => {
  const wrong: unknown[] = [];
  for (let seed = 0; seed < counted.pairs; seed++) {
    const pair = drawPair(randomFrom(seed));
    const all = differingIn(pair);
    const { missed, unsound, uncaused, beyond } = checkRegions({ findRegions, witnessOf }, pair, all);
    if (all.length > 0) counted.differing++;
    if (beyond || missed.length + unsound.length + uncaused.length > 0)
      wrong.push({ seed, beyond, missed: missed[0], unsound: unsound[0], uncaused: uncaused[0] });
  }
  expect(wrong).toEqual([]);
  expect(counted.differing).toBeGreaterThan(counted.pairs / 3);
});
