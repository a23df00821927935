/** A tenant as the kit deploys it, as documents that a test may change. */
import type { World } from '../../../iam/reach';
import { policyOf } from '../policies-of';

export const ACCOUNT = '111122223333';
export const VENDOR = 'arn:aws:iam::999988887777:role/prod/amperity-plugin';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/s3-handshake-acme`;
export const BUCKET = 'arn:aws:s3:::acme-exchange';
export const POINT = `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/acme`;
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd`;

export type Statement = Record<string, unknown>;

export interface TenantDocuments {
  role: string;
  identity: Statement[];
  boundary?: Statement[];
  trust: Statement[];
  bucket: Statement[];
  point: Statement[];
  key: Statement[];
  /** Settings of the bucket, as `Bucket` has them. */
  settings: Record<string, unknown>;
  keyIsUsable: boolean;
  resourceControl?: Statement[][];
  tags?: Record<string, string>;
}

const GET = ['s3:GetObject'];
const ALL = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];
const BY_ROLE = { ArnEquals: { 'aws:PrincipalArn': ROLE } };

function delegated(place: string): Statement[] {
  const through = place === 'bucket' ? { StringEquals: { 's3:DataAccessPointArn': POINT } } : {};
  const objects = place === 'bucket' ? BUCKET : `${POINT}/object`;
  const base = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
  const condition = { Condition: { ...BY_ROLE, ...through } };
  return [
    { Sid: 'Reads', ...base, Action: GET, Resource: `${objects}/to-amperity/*`, ...condition },
    { Sid: 'Writes', ...base, Action: ALL, Resource: `${objects}/from-amperity/*`, ...condition },
  ];
}

export function tenantDocuments(): TenantDocuments {
  return {
    role: ROLE,
    identity: [
      {
        Sid: 'Reads',
        Effect: 'Allow',
        Action: GET,
        Resource: [`${BUCKET}/to-amperity/*`, `${POINT}/object/to-amperity/*`],
      },
      {
        Sid: 'Writes',
        Effect: 'Allow',
        Action: ALL,
        Resource: [`${BUCKET}/from-amperity/*`, `${POINT}/object/from-amperity/*`],
      },
      {
        Sid: 'Lists',
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: [BUCKET, POINT],
        Condition: { StringLike: { 's3:prefix': ['to-amperity/*', 'from-amperity/*'] } },
      },
      {
        Sid: 'OtherOwner',
        Effect: 'Deny',
        Action: 's3:*',
        Resource: [BUCKET, `${BUCKET}/*`],
        Condition: { StringNotEquals: { 's3:ResourceAccount': ACCOUNT } },
      },
      {
        Sid: 'Key',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: KEY,
        Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
      },
    ],
    trust: [
      {
        Sid: 'Vendor',
        Effect: 'Allow',
        Principal: { AWS: VENDOR },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': '01234567890123456789' } },
      },
    ],
    bucket: [
      {
        Sid: 'DenyPlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [BUCKET, `${BUCKET}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      ...delegated('bucket'),
    ],
    point: delegated('point'),
    key: [{ Sid: 'Account', Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' }],
    settings: {},
    keyIsUsable: true,
  };
}

export function worldOf(documents: TenantDocuments): World {
  const policy = (Statement: readonly Statement[], kind: Parameters<typeof policyOf>[1], name: string) =>
    policyOf({ Version: '2012-10-17', Statement }, kind, name);
  const {
    identity,
    boundary,
    trust,
    bucket,
    point,
    key,
    settings,
    keyIsUsable,
    resourceControl,
    tags,
    role,
  } = documents;
  return {
    account: ACCOUNT,
    region: 'us-east-1',
    actor: {
      kind: 'role',
      arn: role,
      uniqueId: 'AROATHEROLETHEROLE01',
      identity: [policy(identity, 'identity', 'role')],
      trust: policy(trust, 'trust', 'trust'),
      ...(boundary ? { boundary: policy(boundary, 'boundary', 'boundary') } : {}),
      ...(tags ? { tags } : {}),
    },
    bucket: { name: 'acme-exchange', policy: policy(bucket, 'bucket', 'bucket'), ...settings },
    accessPoints: [{ arn: POINT, policy: policy(point, 'access-point', 'point') }],
    keys: [{ arn: KEY, policy: policy(key, 'key', 'key'), usable: keyIsUsable }],
    ...(resourceControl
      ? {
          organization: {
            serviceControl: [],
            resourceControl: resourceControl.map((level) => [policy(level, 'resource-control', 'RCP')]),
          },
        }
      : {}),
  };
}
