/** The buckets that were made here, and what the gate has to know of each without asking moto. */

import type { Headers } from './message';

export interface Bucket {
  readonly name: string;
  /** The account that owns it. */
  readonly account: string;
  readonly region: string;
  /** The policy document as it was given, but for principals that were deleted since. */
  policy: string | undefined;
  publicAccessBlock: PublicAccessBlock;
  /** With AWS's default since 2023, `BucketOwnerEnforced`, ACLs are off. */
  ownership: string;
  /** The default encryption of new objects, where it is by KMS. */
  encryption: Encryption | undefined;
  /** Whether any object was ever stored here under a key of KMS. */
  holdsKmsObjects: boolean;
  /** Whether objects can be locked here; once on, it stays. */
  objectLock: boolean;
  /** Multipart uploads that were begun, by their id. */
  readonly uploads: Map<string, Upload>;
  /** Settings that are kept as they were put, by their name and, of which there are several, their id. */
  readonly documents: Map<string, BucketDocument>;
}

/** A setting as it was put, and what of it travels in headers. */
export interface BucketDocument {
  readonly xml: string;
  readonly headers: Headers;
}

export interface Upload {
  readonly key: string;
  /** Where it is under KMS. */
  readonly encryption: Encryption | undefined;
}

/** SSE-KMS. */
export interface Encryption {
  /** An id, ARN or alias; undefined for the key that AWS manages for S3. */
  readonly keyId: string | undefined;
  /** Whether one data key serves the bucket: then the encryption context is the bucket, not the object. */
  readonly bucketKey: boolean;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

/** What every bucket and access point has that says nothing else: since April 2023 for buckets. */
export const ALL_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const NONE_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

/** By name: bucket names are unique over all accounts. */
export type Buckets = Map<string, Bucket>;
