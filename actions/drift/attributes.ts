/** Everything that is compared, and what it means where it differs. */
import type { ResourceKind, Severity } from '../../report/finding';
import type { Direction, FindingClass } from './finding';

export interface Attribute {
  readonly class: FindingClass;
  readonly severity: Severity;
  /** What follows where it differs, one clause. */
  readonly says: string;
  /** The field of the tenant's file that is behind it. */
  readonly field: string;
  /** Whether that field can say that what is deployed is intended. */
  readonly isDeclared?: boolean;
  /**
   * Which way it changes who may do what, whatever its value: `by presence` what should be there and is not is less, and
   * the other way round. Undefined where it depends on policies, or changes nothing of the kind.
   */
  readonly direction?: Direction | 'by presence';
  /** Where it differs in several ways, each by the second part of a finding's `attribute`; `<id>` stands for any other. */
  readonly parts?: Readonly<Record<string, Pick<Attribute, 'severity' | 'says'>>>;
}

const HIGH = { class: 'security', severity: 'high' } as const;
const MEDIUM = { class: 'security', severity: 'medium' } as const;
const CONFIG = { class: 'config', severity: 'medium' } as const;
const LOW = { class: 'config', severity: 'low' } as const;
const GONE = { class: 'config', severity: 'high', direction: 'by presence' } as const;
const ELSEWHERE = { class: 'config', severity: 'high', direction: 'less' } as const;
const TAG = { class: 'tag', severity: 'low' } as const;

/** By kind of resource and by the first part of a finding's `attribute`. */
export const ATTRIBUTES = {
  bucket: {
    exists: { ...GONE, says: 'the bucket is gone', field: 'bucket.name' },
    owner: {
      ...HIGH,
      direction: 'less',
      says: 'a bucket of this name is not in the account: what the vendor writes may go to a stranger',
      field: 'account',
    },
    region: { ...ELSEWHERE, says: 'the bucket lies in another region', field: 'region' },
    publicAccessBlock: { ...HIGH, says: 'a policy or an ACL can make the bucket public', field: 'bucket' },
    ownership: { ...HIGH, says: 'ACLs can give access beside the policies', field: 'bucket' },
    acl: { ...HIGH, says: 'an ACL gives access beside the policies', field: 'bucket' },
    policy: { ...HIGH, says: "the bucket's policy is another", field: 'bucket' },
    versioning: { ...CONFIG, says: 'what is overwritten or deleted is lost', field: 'bucket' },
    encryption: {
      ...MEDIUM,
      says: 'new objects are encrypted otherwise',
      field: 'bucket.encryption',
      isDeclared: true,
    },
    lifecycle: { ...CONFIG, says: 'objects are kept longer or shorter', field: 'bucket' },
    logging: {
      ...MEDIUM,
      says: 'access logs go elsewhere or nowhere',
      field: 'bucket.logging',
      isDeclared: true,
    },
    replication: { ...HIGH, says: 'objects are copied to another bucket', field: 'bucket' },
    notifications: { ...MEDIUM, says: 'keys of objects are told to others', field: 'bucket' },
    inventory: { ...MEDIUM, says: 'lists of all objects are delivered to a bucket', field: 'bucket' },
    analytics: { ...MEDIUM, says: 'the use of objects is analysed, and may be exported', field: 'bucket' },
    metrics: { ...LOW, says: 'request metrics are published', field: 'bucket' },
    intelligentTiering: { ...CONFIG, says: 'objects may move to an archive', field: 'bucket' },
    website: { ...HIGH, says: 'the bucket answers as a website', field: 'bucket' },
    cors: { ...MEDIUM, says: 'web pages of others may use the bucket', field: 'bucket' },
    acceleration: { ...LOW, says: 'transfers go through other endpoints', field: 'bucket' },
    requestPayment: { ...CONFIG, says: 'requests that do not offer to pay are refused', field: 'bucket' },
    objectLock: { ...CONFIG, says: 'objects cannot be deleted for a time', field: 'bucket' },
    accessPoints: {
      ...HIGH,
      says: 'an access point that nobody declared leads to the bucket',
      field: 'bucket',
    },
    tags: { ...TAG, says: 'the tags differ', field: 'tags', isDeclared: true },
  },
  role: {
    exists: { ...GONE, says: 'the target role is gone', field: 'role' },
    path: { ...ELSEWHERE, says: "the role's ARN is another", field: 'role.path', isDeclared: true },
    trust: { ...HIGH, says: 'others may assume the role', field: 'principal' },
    inlinePolicies: { ...HIGH, says: 'the role may do other things', field: 'grants' },
    attachedPolicies: { ...HIGH, says: 'the role may do other things', field: 'role' },
    permissionsBoundary: {
      ...HIGH,
      says: 'the role is bounded otherwise',
      field: 'role.permissionsBoundary',
      isDeclared: true,
    },
    maxSessionDuration: {
      ...MEDIUM,
      says: 'sessions live longer or shorter',
      field: 'role.maxSessionDuration',
      isDeclared: true,
    },
    description: { ...LOW, says: 'the description differs', field: 'vendor' },
    tags: { ...TAG, says: 'the tags differ', field: 'tags', isDeclared: true },
  },
  user: {
    exists: { ...GONE, says: 'the target user is gone', field: 'credentials' },
    path: { ...ELSEWHERE, says: "the user's ARN is another", field: 'credentials' },
    inlinePolicies: { ...HIGH, says: 'the user may do other things', field: 'grants' },
    attachedPolicies: { ...HIGH, says: 'the user may do other things', field: 'credentials' },
    groups: { ...HIGH, direction: 'more', says: 'the user has what its groups may do', field: 'credentials' },
    loginProfile: {
      ...HIGH,
      direction: 'more',
      says: 'the user may sign in to the console',
      field: 'credentials',
    },
    permissionsBoundary: { ...HIGH, says: 'the user is bounded otherwise', field: 'credentials' },
    accessKeys: {
      ...MEDIUM,
      says: 'an access key is old, or a second one is there',
      field: 'credentials',
      parts: {
        '<id>': { severity: 'medium', says: 'an access key is old' },
        rotation: { severity: 'medium', says: 'a rotation of access keys was not finished' },
        active: { severity: 'high', says: 'a second access key is active, and no record explains it' },
      },
    },
    tags: { ...TAG, says: 'the tags differ', field: 'tags', isDeclared: true },
  },
  'access-point': {
    exists: { ...GONE, says: 'the access point is gone', field: 'accessPoint' },
    bucket: {
      ...HIGH,
      direction: 'less',
      says: 'the access point leads to another bucket',
      field: 'accessPoint',
    },
    networkOrigin: {
      ...ELSEWHERE,
      says: 'the access point takes requests from elsewhere',
      field: 'accessPoint',
    },
    publicAccessBlock: { ...HIGH, says: 'a policy can make the access point public', field: 'accessPoint' },
    policy: { ...HIGH, says: "the access point's policy is another", field: 'accessPoint' },
  },
  key: {
    exists: { ...GONE, says: 'the key is gone', field: 'bucket.encryption' },
    state: {
      ...ELSEWHERE,
      says: 'nothing can be encrypted or decrypted with the key',
      field: 'bucket.encryption',
    },
    policy: { ...HIGH, says: "the key's policy is another", field: 'bucket.encryption' },
  },
  account: {},
} as const satisfies Readonly<Record<ResourceKind, Readonly<Record<string, Attribute>>>>;

export type BucketAttribute = keyof (typeof ATTRIBUTES)['bucket'];
export type RoleAttribute = keyof (typeof ATTRIBUTES)['role'];
export type UserAttribute = keyof (typeof ATTRIBUTES)['user'];
export type AccessPointAttribute = keyof (typeof ATTRIBUTES)['access-point'];

const UNKNOWN: Attribute = { class: 'config', severity: 'medium', says: 'it differs', field: '' };

/** `attribute` may name a part: `tags.owner`. */
export function attributeOf(kind: ResourceKind, attribute: string): Attribute {
  const known: Readonly<Record<string, Attribute>> = ATTRIBUTES[kind];
  return known[attribute.split('.')[0] ?? ''] ?? UNKNOWN;
}
