/** The settings of a bucket that are the same for every tenant: what is deployed, and what drift is measured against. */
import type { JsonRecord } from './json-value';

/** ACLs are off: the bucket's owner owns every object. */
export const OBJECT_OWNERSHIP = 'BucketOwnerEnforced';

/** A sub-resource of a bucket that a stack declares, and so must import where it is there. */
export type DeclaredSetting =
  | 'policy'
  | 'publicAccessBlock'
  | 'ownership'
  | 'encryption'
  | 'versioning'
  | 'lifecycle'
  | 'logging';

/** All of them. */
export const DECLARED_SETTINGS: readonly DeclaredSetting[] = [
  'policy',
  'publicAccessBlock',
  'ownership',
  'encryption',
  'versioning',
  'lifecycle',
  'logging',
];

/** What holds where nobody ever set it: so it was with every bucket before April 2023. */
export const UNSET_OWNERSHIP = 'ObjectWriter';

/** Days until the parts of an upload that was never completed are removed: they cost, and no listing shows them. */
export const ABORT_MULTIPART_DAYS = 7;

/** Ids of the two lifecycle rules. */
export const LIFECYCLE_RULES = {
  abortUploads: 'abort-incomplete-multipart-uploads',
  expireVersions: 'expire-noncurrent-versions',
} as const;

/** The two rules by their ids, in the form in which a bucket's are read. */
export function lifecycleRules(noncurrentDays: number): Readonly<Record<string, JsonRecord>> {
  return {
    [LIFECYCLE_RULES.abortUploads]: {
      Status: 'Enabled',
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: ABORT_MULTIPART_DAYS },
    },
    [LIFECYCLE_RULES.expireVersions]: {
      Status: 'Enabled',
      NoncurrentVersionExpiration: { NoncurrentDays: noncurrentDays },
      Expiration: { ExpiredObjectDeleteMarker: true },
    },
  };
}
