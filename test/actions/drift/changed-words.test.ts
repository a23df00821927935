/** What is said of a statement that was changed: by which way it went, of an Allow and of a Deny. */

import { present } from '../../../aws/deployed/reading';
import type { DeployedTenant } from '../../../aws/deployed/tenant-readings';
import { aTenant } from '../../a-tenant';
import { type Change, changed } from '../../corpus/change';
import { PROJECT, tenantNamed } from '../../corpus/corpus';
import { denied, deployedReadings, keyReading } from '../../deployed-readings';
import { driftOf } from './drift-of-readings';

const tenant = tenantNamed('plain');
const objects = `arn:aws:s3:::${tenant.bucket.name}/`;
const role = (change: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Change => ({
  policy: 'role',
  change,
});

test.each<[string, Change, readonly string[]]>([
  [
    'an action more',
    role({ Objects1: { Action: ['s3:GetObject', 's3:GetObjectTagging', 's3:DeleteObject'] } }),
    ['the statement Objects1 was widened'],
  ],
  [
    'a prefix less',
    role({ Objects1: { Resource: `${objects}to-amperity/daily/*` } }),
    ['the statement Objects1 was narrowed'],
  ],
  [
    'another prefix',
    role({ Objects1: { Resource: `${objects}hr/*` } }),
    ['the statement Objects1 was changed'],
  ],
  [
    'a Deny of less',
    { policy: 'bucket', change: { DenyPlainHttp: { Action: 's3:Get*' } } },
    ['the statement DenyPlainHttp was narrowed'],
  ],
  ['a Deny of more', role({ OtherOwner: { Condition: null } }), ['the statement OtherOwner was widened']],
  [
    'two statements, each its own way',
    role({
      Objects1: { Resource: `${objects}to-amperity/daily/*` },
      Objects2: { Action: ['s3:*'] },
    }),
    ['the statement Objects1 was narrowed', 'the statement Objects2 was widened'],
  ],
])('%s', async (_, change, says) => {
  const { findings, unread } = await driftOf(PROJECT, tenant, changed(deployedReadings(tenant), [change]));
  expect(unread).toEqual([]);
  const said = findings.flatMap(({ message }) => /the statement \S+ (?:was|is) \w+/.exec(message)?.[0] ?? []);
  expect([...new Set(said)].sort()).toEqual([...says].sort());
});

test('statements of one name on two resources go each its own way', async () => {
  const pointed = aTenant({ accessPoint: { name: 'acme-point' } });
  const below = 'arn:aws:s3:us-east-1:111122223333:accesspoint/acme-point/object/';
  const readings = changed(deployedReadings(pointed), [
    { policy: 'role', change: { Objects1: { Resource: `${BUCKET}/to-amperity/daily/*` } } },
    {
      policy: 'access-point',
      change: { Objects1: { Resource: [`${below}to-amperity/*`, `${below}hr/*`] } },
    },
  ]);
  const { findings } = await driftOf({ ...PROJECT, tenants: [pointed] }, pointed, readings);
  const said = findings.flatMap(({ resource, message }) => {
    const [words] = /the statement Objects1 was \w+/.exec(message) ?? [];
    return words === undefined ? [] : [`${resource.kind}: ${words}`];
  });
  expect(said.sort()).toEqual([
    'access-point: the statement Objects1 was widened',
    'role: the statement Objects1 was narrowed',
  ]);
});

const BUCKET = 'arn:aws:s3:::acme-exchange';
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER = 'arn:aws:kms:us-east-1:111122223333:key/9999abcd-12ab-34cd-56ef-1234567890ab';

async function findingsOf(kmsKeyArn: string, change: (readings: DeployedTenant) => DeployedTenant) {
  const encrypted = aTenant({ bucket: { kmsKeyArn } });
  const project = { ...PROJECT, tenants: [encrypted] };
  return driftOf(project, encrypted, change(deployedReadings(encrypted)));
}

test('what follows from a setting is told with the setting, in one finding', async () => {
  const value = { Algorithm: 'aws:kms', Key: OTHER, BucketKey: true };
  const { findings } = await findingsOf(KEY, (readings) =>
    changed(readings, [
      { setting: 'encryption', value },
      { key: OTHER, state: 'Enabled' },
    ]),
  );
  const told = findings.filter(({ attribute }) => attribute.startsWith('encryption'));
  expect(told.map(({ attribute, direction }) => [attribute, direction])).toEqual([
    ['encryption.Key', 'less'],
  ]);
});

test.each([
  ['its own', KEY, ['kms:GetKeyPolicy']],
  ["another account's, which AWS shows nobody else", KEY.replace('111122223333', '444455556666'), []],
])('the policy of a key that could not be read: %s', async (_, key, rights) => {
  const policy = denied('kms:GetKeyPolicy');
  const { unread } = await findingsOf(key, (readings) => ({
    ...readings,
    keys: new Map([[key, present({ ...keyReading(key), policy })]]),
  }));
  expect(unread.map(({ right }) => right)).toEqual(rights);
});
