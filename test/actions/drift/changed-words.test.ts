/** What is said of a statement that was changed: by which way it went, of an Allow and of a Deny. */
import { type Change, changed } from '../../corpus/change';
import { PROJECT, tenantNamed } from '../../corpus/corpus';
import { deployedReadings } from '../../deployed-readings';
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
