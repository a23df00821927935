/** One thing that verify finds out: what is asked of AWS, and what AWS should answer. Plain data, known before any request. */
import type { Access } from '../../config/values/access';
import type { ConnectionCallName } from '../../config/vendor/connection-call';
import type { PolicyKind } from '../../iam';
import type { Part } from './deployed-part';

/** What stands in the place of the bucket's name in a request. */
export type Door = 'bucket' | 'access-point-arn' | 'access-point-alias';

/** What is done to S3. `multipart` begins an upload, sends a part, lists it and aborts. */
export type S3Verb = Access | 'multipart' | 'location';

/** Where a request is aimed at. */
export interface Place {
  /** Ends in `/`, or is empty for the bucket's root. Probe objects lie in `<prefix>.s3-handshake/`. */
  readonly prefix: string;
}

/** Calls of vendors' connection tests that are none of {@link S3Verb}. `absent`: of a key that is not there. */
export type TestCall = Extract<
  ConnectionCallName,
  'head-bucket' | 'list-prefix' | 'list-prefix-without-slash' | 'head-absent-object'
>;

export type Ask =
  /** Who the caller is. */
  | { readonly kind: 'caller' }
  /** Whether the owner's credentials are of the tenant's account. */
  | { readonly kind: 'owner' }
  /** Objects for the vendor to read, or to be denied, put there by the owner. */
  | { readonly kind: 'seed' }
  /** Assume the target role as the caller; without an external ID where it is undefined. */
  | { readonly kind: 'assume'; readonly externalId: string | undefined }
  /** The same, judged as each of the vendor's principals by the deployed trust policy. */
  | { readonly kind: 'trust'; readonly externalId: string | undefined }
  /** Who else could assume the role: strangers, and whomever the deployed trust policy names. Judged. */
  | { readonly kind: 'trust-others' }
  /** With an external ID that the deployed trust policy names and the tenant's file does not. Judged. */
  | { readonly kind: 'trust-other-ids' }
  /** The actions beside `sts:AssumeRole` that the vendor sends with it. Judged. */
  | { readonly kind: 'trust-actions'; readonly actions: readonly string[] }
  /** The role assumes itself. Judged. */
  | { readonly kind: 'trust-self'; readonly externalId: string | undefined }
  | { readonly kind: 's3'; readonly verb: S3Verb; readonly door: Door; readonly place: Place }
  /** Put an object with a canned ACL. */
  | { readonly kind: 'put-with-acl'; readonly acl: string; readonly door: Door; readonly place: Place }
  /** What the vendor's connection test asks for. */
  | { readonly kind: 'connection'; readonly call: TestCall; readonly door: Door; readonly place: Place }
  /** All keys of the bucket: a list without a prefix. */
  | { readonly kind: 'list-all'; readonly door: Door }
  /** The role or user has the permissions boundary that the tenant's file names. Asked as the owner. */
  | { readonly kind: 'boundary'; readonly policyArn: string }
  /** What the role may do, but without TLS. */
  | { readonly kind: 'plain-http'; readonly verb: Access; readonly place: Place }
  /** Get an object without a signature. */
  | { readonly kind: 'anonymous'; readonly place: Place }
  /** Actions on the bucket or on objects below a place, as the target role. Judged, never sent. */
  | {
      readonly kind: 'actions';
      readonly actions: readonly string[];
      readonly on: 'bucket' | 'objects' | 'account';
      readonly place: Place;
    }
  /** Buckets and objects that have nothing to do with the tenant. Judged. */
  | { readonly kind: 'other-buckets' }
  /** Whatever is not S3 and not the bucket's key. Judged. */
  | { readonly kind: 'other-services' }
  /** Whoever has no business at the bucket, by the policies of bucket, access point and key. Judged. */
  | { readonly kind: 'other-principals' }
  /** All that decides about requests could be read, and told apart. Judged. */
  | { readonly kind: 'reach-complete' }
  /** Wherever what is deployed and the tenant's file differ in this direction. Judged, and tried where that does no harm. */
  | { readonly kind: 'reach'; readonly direction: 'more' | 'less' | 'dormant' }
  /** The target user is there. Asked as the owner. */
  | { readonly kind: 'user' }
  /** The bucket is there and belongs to the tenant's account. Asked as the owner. */
  | { readonly kind: 'bucket' }
  /** ACLs are disabled on the bucket. Asked as the owner. */
  | { readonly kind: 'ownership' }
  /** The access point is there, on the tenant's bucket, open to the internet. Asked as the owner. */
  | { readonly kind: 'access-point' };

export interface Check {
  /** Stable: scripts and CI settings depend on it. */
  readonly id: string;
  /** What is done, in a few words: `get an object below to-amperity/`. */
  readonly says: string;
  readonly expected: 'allowed' | 'denied';
  readonly ask: Ask;
  /** What tells a result from others of the same check: of each difference that was found. */
  readonly detail?: string;
  /** Why it cannot be found out for this tenant, whoever asks. */
  readonly impossible?: string;
}

/** The credentials by which a run acts. */
export type Actor = 'vendor' | 'verifier' | 'simulation';

/** `tried`: a request was sent. `judged`: the deployed policies were read back and evaluated. */
export type How = 'tried' | 'judged' | 'both' | 'neither';

export type Status = 'pass' | 'fail' | 'skip' | 'error';

/** What can be in the way though the policies of the target and of the bucket allow it. */
export type Blocker = 'boundary' | 'key';

/** What came of a check. */
export interface Result {
  readonly check: Check;
  readonly how: How;
  readonly status: Status;
  /** What AWS, or the policy engine, answered, in a sentence; why it was skipped; what went wrong. */
  readonly message: string;
  /** AWS's error code, where there was one. */
  readonly code?: string;
  /** What is in the way of what should be allowed, where that is known. */
  readonly blockedBy?: Blocker;
  /** Of the policy that makes a difference, or keeps what should be allowed. */
  readonly cause?: PolicyKind;
  /** It is about requests without TLS, and no others. */
  readonly isPlainHttp?: boolean;
  /** What was looked for and is not deployed. */
  readonly absent?: Part;
  readonly requestId?: string;
  /** Requests that were sent, those that the SDK repeated with them. */
  readonly attempts: number;
  /** From the first request to the last answer. */
  readonly milliseconds: number;
}
