/** What there is in the small worlds of the tests: few accounts, one thing of each kind, a catalogue of few actions. */
import type { ActionInfo } from '../../../iam/reach';

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
