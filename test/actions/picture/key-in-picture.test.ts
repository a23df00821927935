/** The KMS key that a tenant's file names: a node as others, whatever is done to it; red is only what differs. */
import { deployedPicture } from '../../../actions/picture/deployed-picture';
import type { Picture } from '../../../report/picture/picture';
import { aTenant } from '../../a-tenant';
import { type Change, changed } from '../../corpus/change';
import { PROJECT } from '../../corpus/corpus';
import { deployedReadings } from '../../deployed-readings';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER = 'arn:aws:kms:us-east-1:111122223333:key/9999abcd-12ab-34cd-56ef-1234567890ab';
const BUCKET = 'arn:aws:s3:::acme-exchange';
const ROLE = 'arn:aws:iam::111122223333:role/vendors/s3-handshake-acme-prod';
const tenant = aTenant({
  bucket: { kmsKeyArn: KEY },
  grants: [{ prefix: 'in/', allow: ['get', 'put'], extraActions: [] }],
});

async function pictureAfter(changes: readonly Change[]): Promise<Picture> {
  const readings = changed(deployedReadings(tenant), changes);
  const project = { ...PROJECT, tenants: [tenant] };
  const picture = await deployedPicture(project, tenant, readings, new AbortController().signal);
  if (!picture) throw new Error('there is no picture');
  return picture;
}

const inKey = (statement: Readonly<Record<string, unknown>>): readonly Change[] => [
  { policy: 'key', add: [{ Sid: 'Added', Effect: 'Allow', Resource: '*', ...statement }] },
];
const inRole = (Resource: string): Change => ({
  policy: 'role',
  add: [{ Sid: 'Added', Effect: 'Allow', Action: 'kms:Decrypt', Resource }],
});
const other: Change = { key: OTHER, state: 'Enabled' };
const encryptedByOther: Change = {
  setting: 'encryption',
  value: { Algorithm: 'aws:kms', Key: OTHER, BucketKey: true },
};

/** The way to the bucket stays: without the key, uploads of parts can still be listed and ended. */
const unusable = ['less: role → key: Decrypt, GenerateDataKey', 'less: bucket → in/: get, put'];

/** `edges`: those that differ. `strange`: nodes that the file does not name. */
const TABLE: readonly {
  readonly what: string;
  readonly changes: readonly Change[];
  readonly edges: readonly string[];
  readonly strange: readonly string[];
}[] = [
  { what: 'as it should be', changes: [], edges: [], strange: [] },
  {
    what: 'its policy lets a stranger in',
    changes: inKey({ Principal: { AWS: 'arn:aws:iam::444455556666:role/somebody' }, Action: 'kms:Decrypt' }),
    edges: ['more: 444455556666 somebody → key: Decrypt'],
    strange: ['444455556666 somebody'],
  },
  {
    what: 'its policy denies new data keys',
    changes: inKey({ Effect: 'Deny', Principal: '*', Action: 'kms:GenerateDataKey' }),
    edges: ['less: role → key: GenerateDataKey', 'less: bucket → in/: put'],
    strange: [],
  },
  { what: 'it is disabled', changes: [{ key: KEY, state: 'Disabled' }], edges: unusable, strange: [] },
  { what: 'it is gone', changes: [{ absent: 'key' }], edges: unusable, strange: [] },
  {
    what: 'the bucket is encrypted by another',
    changes: [encryptedByOther, other],
    edges: ['less: bucket → in/: get, put'],
    strange: [],
  },
  {
    what: 'the role may use another',
    changes: [other, inRole(OTHER)],
    edges: ['more: role → key/9999abcd-12ab-34cd-56ef-1234567890ab: Decrypt'],
    strange: ['key/9999abcd-12ab-34cd-56ef-1234567890ab'],
  },
];

test.each(TABLE)('$what', async ({ changes, edges, strange }) => {
  const picture = await pictureAfter(changes);
  expect(picture.nodes.filter(({ kind }) => kind === 'key')).toEqual([
    { id: `key ${KEY}`, kind: 'key', label: KEY.slice(KEY.indexOf('/') + 1), detail: KEY },
  ]);
  expect(picture.nodes.filter(({ kind }) => kind === 'other').map(({ label }) => label)).toEqual(strange);
  const nameOf = (id: string): string => {
    const node = picture.nodes.find((one) => one.id === id);
    return (
      { [`key ${KEY}`]: 'key', [`bucket ${BUCKET}`]: 'bucket', [`target ${ROLE}`]: 'role' }[id] ??
      node?.label ??
      id
    );
  };
  // What is lost is not drawn as it should be too.
  const words = picture.edges.flatMap(({ from, to, label, state }) =>
    state === 'more' ? [] : label.split(', ').map((word) => `${from} ${to} ${word}`),
  );
  expect(words).toEqual([...new Set(words)]);
  const different = picture.edges.filter(({ state }) => state !== 'expected');
  expect(
    different.map(({ from, to, label, state }) => `${state}: ${nameOf(from)} → ${nameOf(to)}: ${label}`),
  ).toEqual(edges);
});
