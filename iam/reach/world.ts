/** Everything that decides about requests on a tenant's things, at one time: policies, and settings that decide too. */
import type { Policy } from '../policy';

export interface World {
  /** The tenant's account. */
  readonly account: string;
  /** `aws` where not given. */
  readonly partition?: string | undefined;
  readonly region: string;
  /** What the vendor acts as in the account; undefined where there is no such role or user. */
  readonly actor?: Actor | undefined;
  readonly bucket?: Bucket | undefined;
  readonly accessPoints?: readonly Point[] | undefined;
  /** The keys that are known: the bucket's own, and others whose policy was read. */
  readonly keys?: readonly Key[] | undefined;
  /** The account's own public-access blocks, which hold for all its buckets and points. */
  readonly publicAccess?: PublicAccess | undefined;
  readonly organization?: Organization | undefined;
}

export interface Actor {
  readonly kind: 'role' | 'user';
  readonly arn: string;
  /** `AROA…`, `AIDA…` */
  readonly uniqueId?: string | undefined;
  /** Inline and attached. */
  readonly identity: readonly Policy[];
  readonly boundary?: Policy | undefined;
  /** A role's. */
  readonly trust?: Policy | undefined;
  /** Its tags, which its sessions bear; undefined where nobody read them. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export interface Bucket {
  readonly name: string;
  readonly policy?: Policy | undefined;
  /** The KMS key by which new objects are encrypted; undefined with SSE-S3. */
  readonly defaultKey?: { readonly arn: string; readonly bucketKey?: boolean | undefined } | undefined;
  /** With `BucketOwnerEnforced`, which is AWS's default, ACLs decide nothing. */
  readonly ownership?: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter' | undefined;
  readonly grants?: readonly AclGrant[] | undefined;
  readonly publicAccess?: PublicAccess | undefined;
  readonly requesterPays?: boolean | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
export interface AclGrant {
  readonly grantee:
    | { readonly group: 'AllUsers' | 'AuthenticatedUsers' }
    /** 64 hexadecimal digits. */
    | { readonly canonicalUser: string };
  readonly permission: 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP' | 'FULL_CONTROL';
}

/**
 * The two of the four blocks that decide about requests; the other two only keep new policies and ACLs out.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export interface PublicAccess {
  readonly ignorePublicAcls: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface Point {
  readonly arn: string;
  readonly policy?: Policy | undefined;
  readonly networkOrigin?: 'Internet' | 'VPC' | undefined;
  /** The only VPC from which it takes requests. */
  readonly vpc?: string | undefined;
  readonly publicAccess?: PublicAccess | undefined;
}

export interface Key {
  readonly arn: string;
  /** Undefined where it could not be read; then it counts as one that leaves the right to the account's own policies. */
  readonly policy?: Policy | undefined;
  /** False where it is disabled or waits for deletion. */
  readonly usable?: boolean | undefined;
}

/** Levels from the organisation's root down to the account; in each of them one policy must allow. */
export interface Organization {
  readonly id?: string | undefined;
  readonly serviceControl: readonly (readonly Policy[])[];
  readonly resourceControl: readonly (readonly Policy[])[];
}

/** What holds in both worlds alike, as far as the caller has it. */
export interface Facts {
  /** No request is made before it: `2026-11-28T05:00:00Z`. */
  readonly at?: string | undefined;
  /** Unique ids of principals, by ARN: whom a policy means that names `AROA…`. */
  readonly ids?: Readonly<Record<string, string>> | undefined;
  /** What AWS publishes of the actions of the services in question; see `servicesIn`. */
  readonly actions: readonly ActionInfo[];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
export interface ActionInfo {
  /** `s3:GetObject` */
  readonly name: string;
  readonly level: 'List' | 'Read' | 'Write' | 'Permissions management' | 'Tagging' | 'Unknown';
  /** ARNs in AWS's form, `arn:${Partition}:s3:::${BucketName}/${ObjectName}`; none where it has no resource. */
  readonly resources: readonly string[];
  /** The service's own condition keys; of a key such as `s3:ExistingObjectTag/<key>` what stands before the name. */
  readonly keys: readonly string[];
}

export function partitionOf({ partition = 'aws' }: World): string {
  return partition;
}

export function bucketArnOf(world: World): string | undefined {
  return world.bucket && `arn:${partitionOf(world)}:s3:::${world.bucket.name}`;
}
