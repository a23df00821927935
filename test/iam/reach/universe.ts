/** Cases of a small universe: whoever, whatever, wherever, by every way, with contexts drawn from few values. */
import type { Principal } from '../../../iam';
import type { Case, Known, Way, Who } from '../../../iam/reach';
import type { Random } from '../random';
import { BUCKET, FOREIGN, KEY, OWN, POINT, ROLE, ROLE_ID, STRANGER } from './small-universe';

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

const WHO: readonly Who[] = [
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

const VALUES: Readonly<Record<string, readonly (string | readonly string[] | undefined)[]>> = {
  'aws:useragent': [undefined, '', 'a', 'b', 'ab', 'ba', 'A'],
  'aws:referer': [undefined, 'a', 'ab', 'x'],
  's3:prefix': [undefined, '', 'a', 'b', 'ab'],
  's3:max-keys': [undefined, '0', '1', '3', '5', '9'],
  's3:x-amz-server-side-encryption': [undefined, 'AES256', 'aws:kms', 'true'],
};

function drawContext(random: Random, { principal }: Who, action: string): Known {
  const context: Record<string, string | readonly string[]> = {
    'aws:securetransport': random.pick(['true', 'false']),
    'aws:requestedregion': 'us-east-1',
    'aws:viaawsservice': 'false',
  };
  const put = (key: string, values: readonly (string | readonly string[] | undefined)[]): void => {
    const value = random.pick(values);
    if (value !== undefined) context[key] = value;
  };
  const service = action.slice(0, action.indexOf(':'));
  for (const key of ['aws:useragent', 'aws:referer']) put(key, VALUES[key] ?? []);
  if (action === 's3:ListBucket') for (const key of ['s3:prefix', 's3:max-keys']) put(key, VALUES[key] ?? []);
  if (action === 's3:PutObject')
    put('s3:x-amz-server-side-encryption', VALUES['s3:x-amz-server-side-encryption'] ?? []);
  if (action === 'sts:AssumeRole') put('sts:externalid', [undefined, 'ab', 'ba', 'aa', 'bb']);
  if (service === 'kms') put('kms:viaservice', [undefined, 's3.us-east-1.amazonaws.com', 'x']);
  if (service === 'sts') {
    put('aws:tagkeys', [undefined, undefined, ['a'], ['b'], ['a', 'b'], ['x'], ['ab', 'x']]);
    if ([context['aws:tagkeys'] ?? []].flat().includes('a')) put('aws:requesttag/a', ['x', 'y', 'z']);
    for (const name of [context['aws:tagkeys'] ?? []].flat())
      if (name !== 'a') context[`aws:requesttag/${name}`] = 'x';
  }
  const instant = random.pick([
    '2026-11-30T00:00:00Z',
    '2026-12-01T00:00:00Z',
    '2026-12-15T00:00:00Z',
    '2027-02-01T00:00:00Z',
  ]);
  context['aws:currenttime'] = instant;
  context['aws:epochtime'] = String(Date.parse(instant) / 1000);
  if (random.chance(0.7))
    put('aws:sourceip', ['203.0.113.1', '203.0.113.200', '198.51.100.1', '2001:db8::1']);
  else {
    put('aws:sourcevpc', ['vpc-1', 'vpc-2']);
    context['aws:sourcevpce'] = 'vpce-1';
    context['aws:vpcsourceip'] = '10.0.0.1';
  }
  if (principal.kind === 'role-session') context['aws:tokenissuetime'] = '2026-11-29T00:00:00Z';
  if (['role-session', 'user', 'root'].includes(principal.kind)) {
    put('aws:multifactorauthpresent', [undefined, 'true', 'false']);
    put('aws:principaltag/t', [undefined, 'a', 'b', 'ab', 'zq']);
  }
  return context;
}

/**
 * `contexts`: how many are drawn for each principal, action, resource and way; below 1, the share of these for which one
 * is drawn.
 */
export function* casesOf(random: Random, contexts: number): Generator<Case> {
  for (const who of WHO)
    for (const [action, resource, ways] of targets()) {
      if (action.startsWith('sts:') && (who.principal.kind === 'anonymous' || who.principal.kind === 'root'))
        continue;
      if (action.startsWith('kms:') && who.principal.kind === 'anonymous') continue;
      for (const way of ways)
        for (let count = 0; count < contexts; count++) {
          if (contexts < 1 && !random.chance(contexts)) continue;
          yield {
            ...who,
            action,
            resource,
            way,
            context: drawContext(random, who, action),
            complete: true,
          };
        }
    }
}

type Target = readonly [action: string, resource: Case['resource'], ways: readonly (Way | undefined)[]];

function targets(): readonly Target[] {
  const of = (arn: string, account = OWN): Case['resource'] => ({ arn, account });
  return [
    ...['s3:GetObject', 's3:PutObject'].flatMap((action) => [
      ...OBJECTS.map((key): Target => [action, of(`${BUCKET}/${key}`), WAYS]),
      ...['a', 'bab'].map((key): Target => [action, of(`arn:aws:s3:::other/${key}`), [undefined]]),
    ]),
    ['s3:ListBucket', of(BUCKET), WAYS],
    ['s3:ListBucket', of('arn:aws:s3:::other'), [undefined]],
    ['sts:AssumeRole', of(ROLE), [undefined]],
    ['sts:AssumeRole', of(`arn:aws:iam::${OWN}:role/z`), [undefined]],
    ['sts:AssumeRole', of(`arn:aws:iam::${FOREIGN}:role/z`, FOREIGN), [undefined]],
    ['sts:TagSession', of(ROLE), [undefined]],
    ['kms:Decrypt', of(KEY), [undefined]],
    ['kms:GenerateDataKey', of(KEY), [undefined]],
    ['kms:Decrypt', of(`arn:aws:kms:us-east-1:${OWN}:key/other`), [undefined]],
  ];
}
