/**
 * Keys of which the value tells who asks, or on whose behalf: whoever it names must be told of, even where no policy
 * names them otherwise, in each document in which somebody could write the key.
 */
import { accountOf } from '../../../iam/principal';
import { compare, type Difference, type Who } from '../../../iam/reach';
import { FULL } from '../../full';
import type { Statement } from './random-statements';
import { type OnResource as Layer, pairOn } from './small-pairs';
import { ACTIONS, FOREIGN, OWN } from './small-universe';

const ELSEWHERE = `${FOREIGN.slice(0, 4)}*`;
const POINT_ELSEWHERE = `arn:aws:s3:us-east-1:${FOREIGN}:accesspoint/`;
const MEMBER = 'o-abcdefghij';
/** Of an account that nobody names. */
const ANYBODY = ['role-session of another account'];
const ANY_USER = ['user of another account', 'user'];
const SERVICE = ['service'];
const OF_FOREIGN = [`role-session of ${FOREIGN}`, `root of ${FOREIGN}`];

type Row = readonly [
  key: string,
  operator: string,
  value: string,
  /** Each of whom must be told; or a part of the ARN of the access point by which anybody comes. */
  who: readonly string[],
  /** Where the key can come with a request; everywhere where not given. */
  on?: readonly Layer[],
];

const ROWS: readonly Row[] = [
  ['aws:PrincipalAccount', 'StringEquals', FOREIGN, OF_FOREIGN],
  ['aws:PrincipalAccount', 'StringLike', ELSEWHERE, OF_FOREIGN],
  ['aws:PrincipalArn', 'ArnEquals', `arn:aws:iam::${FOREIGN}:role/x`, [`role-session of ${FOREIGN}`]],
  ['aws:PrincipalArn', 'ArnLike', `arn:aws:iam::${FOREIGN}:*`, OF_FOREIGN],
  ['aws:PrincipalArn', 'ArnLike', `arn:aws:iam::${FOREIGN}:user/b*`, [`user of ${FOREIGN}`]],
  ['aws:PrincipalArn', 'ArnNotLike', 'arn:aws:iam::*:role/*', ANY_USER],
  ['aws:PrincipalArn', 'ArnEquals', `arn:aws:iam::${FOREIGN}:root`, [`root of ${FOREIGN}`]],
  ['aws:PrincipalArn', 'ArnLike', `arn:aws:iam::${ELSEWHERE}:root`, [`root of ${FOREIGN}`]],
  ['aws:PrincipalArn', 'StringLike', '*:root', ['root of another account']],
  [
    'aws:PrincipalArn',
    'ArnEquals',
    `arn:aws:sts::${FOREIGN}:federated-user/b`,
    [`federated-user of ${FOREIGN}`],
  ],
  ['aws:PrincipalArn', 'ArnLike', `arn:aws:sts::${ELSEWHERE}:*`, [`federated-user of ${FOREIGN}`]],
  [
    'aws:PrincipalArn',
    'StringLike',
    '*:federated-user/*',
    ['federated-user', 'federated-user of another account'],
  ],
  ['aws:userid', 'StringEquals', FOREIGN, [`root of ${FOREIGN}`]],
  ['aws:userid', 'StringLike', ELSEWHERE, [`root of ${FOREIGN}`, `federated-user of ${FOREIGN}`]],
  ['aws:userid', 'StringEquals', `${FOREIGN}:bob`, [`federated-user of ${FOREIGN}`]],
  ['aws:userid', 'StringLike', '*:bob', [...ANYBODY, 'federated-user of another account']],
  ['aws:userid', 'StringLike', 'AROAFOREIGNFOREIGN01:*', ANYBODY],
  ['aws:userid', 'StringEquals', 'AIDAFOREIGNFOREIGN01', ANY_USER],
  ['aws:username', 'StringEquals', 'bob', ANY_USER],
  ['aws:PrincipalType', 'StringEquals', 'Account', ['root of another account']],
  ['aws:PrincipalType', 'StringEquals', 'User', ANY_USER],
  ['aws:PrincipalType', 'StringEquals', 'AssumedRole', ANYBODY],
  ['aws:PrincipalType', 'StringEquals', 'FederatedUser', ['federated-user of another account']],
  ['aws:PrincipalType', 'StringEquals', 'Anonymous', ['anonymous']],
  ['aws:PrincipalIsAWSService', 'Bool', 'true', SERVICE],
  ['aws:PrincipalServiceName', 'StringEquals', 'logging.s3.amazonaws.com', SERVICE],
  ['aws:PrincipalServiceName', 'StringLike', '*.s3.amazonaws.com', SERVICE],
  ['aws:PrincipalServiceNamesList', 'ForAnyValue:StringEquals', 'logging.s3.amazonaws.com', SERVICE],
  ['aws:SourceAccount', 'StringEquals', FOREIGN, SERVICE],
  ['aws:SourceArn', 'ArnLike', `arn:aws:cloudtrail:*:${FOREIGN}:*`, SERVICE],
  ['aws:SourceOwner', 'StringEquals', FOREIGN, SERVICE],
  ['aws:SourceOrgID', 'StringEquals', MEMBER, SERVICE],
  ['aws:SourceOrgPaths', 'ForAnyValue:StringLike', `${MEMBER}/*`, SERVICE],
  ['aws:PrincipalOrgID', 'StringEquals', MEMBER, ANYBODY],
  ['aws:PrincipalOrgPaths', 'ForAnyValue:StringLike', `${MEMBER}/*`, ANYBODY],
  ['aws:PrincipalTag/team', 'StringEquals', 'x', ANYBODY],
  ['aws:SourceIdentity', 'StringEquals', 'bob', ANYBODY],
  ['aws:FederatedProvider', 'StringEquals', 'accounts.google.com', ANYBODY],
  ['aws:AssumedRoot', 'Bool', 'true', ANYBODY],
  ['aws:MultiFactorAuthPresent', 'Bool', 'true', [...ANYBODY, 'user']],
  ['ec2:SourceInstanceArn', 'ArnLike', `arn:aws:ec2:*:${FOREIGN}:instance/*`, ANYBODY],
  ['lambda:SourceFunctionArn', 'ArnLike', `arn:aws:lambda:*:${FOREIGN}:function:*`, ANYBODY],
  ['kms:CallerAccount', 'StringEquals', FOREIGN, OF_FOREIGN, ['key']],
  ['kms:CallerAccount', 'StringLike', ELSEWHERE, OF_FOREIGN, ['key']],
  ['kms:ViaService', 'StringEquals', 's3.us-east-1.amazonaws.com', ANYBODY, ['key']],
  ['s3:DataAccessPointAccount', 'StringEquals', FOREIGN, [...ANYBODY, POINT_ELSEWHERE], ['bucket']],
  ['s3:DataAccessPointArn', 'ArnLike', `${POINT_ELSEWHERE}*`, [...ANYBODY, POINT_ELSEWHERE], ['bucket']],
  ['s3:ResourceAccount', 'StringEquals', OWN, ANYBODY, ['bucket', 'point']],
  ['s3:ResourceAccount', 'StringEquals', FOREIGN, [], []],
  ['aws:ResourceAccount', 'StringEquals', OWN, ANYBODY],
  ['aws:ResourceAccount', 'StringEquals', FOREIGN, [], []],
  ['aws:ResourceOrgID', 'StringEquals', MEMBER, ANYBODY],
];

/** Who can do nothing there, whatever a policy says. */
const UNABLE: Readonly<Record<Layer, RegExp>> = {
  trust: /^(?:root|federated-user|anonymous)/,
  bucket: /^$/,
  point: /^$/,
  key: /^anonymous/,
};
const ASKED: Readonly<Record<Layer, readonly string[]>> = {
  trust: ['sts:AssumeRole'],
  bucket: ['s3:GetObject'],
  point: ['s3:GetObject'],
  key: ['kms:Decrypt', 's3:GetObject'],
};
const LAYERS = Object.keys(ASKED) as Layer[];

function nameOf({ principal }: Who): string {
  const account = accountOf(principal);
  if (account === undefined || account === OWN) return principal.kind;
  const isForeign = account.startsWith(FOREIGN.slice(0, 4));
  return `${principal.kind} of ${isForeign ? FOREIGN : 'another account'}`;
}

/** Which id a service has AWS does not say, so that it could be any. */
function isOfUnknownId({ region: { principals, conditions } }: Difference): boolean {
  const areServices = principals.examples.every(({ principal }) => principal.kind === 'service');
  return areServices && conditions.some(({ key }) => key === 'aws:userid');
}

function toldIn(differences: readonly Difference[], asked: string): readonly string[] {
  return differences
    .filter(({ direction, region }) => direction === 'more' && region.actions.names.includes(asked))
    .flatMap(({ region: { principals, ways } }) => [...principals.examples.map(nameOf), ...ways]);
}

/** Every row on every document; `npm test` takes each row on one of them, by turns. */
const table = ROWS.flatMap(([key, operator, value, who, on = LAYERS], row) =>
  LAYERS.filter((_, at) => FULL || (row + at) % LAYERS.length === 0).map((layer) => ({
    ...{ key, operator, value, layer },
    who: on.includes(layer) ? who : [],
  })),
);

it.each(table)('$key $operator $value, on the $layer', ({ key, operator, value, layer, who }) => {
  const statement: Statement = { Principal: '*', Condition: { [operator]: { [key]: value } } };
  const { here, there } = pairOn(layer, statement);
  const { differences, beyond } = compare(here, there, { actions: ACTIONS });
  expect(beyond).toEqual([]);
  const able = who.filter((name) => !UNABLE[layer].test(name));
  if (able.length === 0) expect(differences.filter((each) => !isOfUnknownId(each))).toEqual([]);
  for (const asked of able.length === 0 ? [] : ASKED[layer]) {
    const told = toldIn(differences, asked);
    expect({ asked, missing: able.filter((name) => !told.some((each) => each.includes(name))) }).toEqual({
      asked,
      missing: [],
    });
  }
});
