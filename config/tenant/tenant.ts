/**
 * A tenant as the rest of the project sees it: the tenant's file with the vendor's profile and the fleet's
 * defaults worked in, checked, nothing left open. `resolve-tenant.ts` makes these; nobody else does.
 */
import type { Access } from '../values/access';
import type { Partition } from '../values/arn';
import type { VendorProfile } from '../vendor/vendor';

/** `active` is the normal state. See {@link Tenant.access} for what the other two mean. */
export type AccessState = 'active' | 'suspended' | 'revoked';

/**
 * How the vendor gets in. `role`: it assumes a role. `access-key`: it comes with the key of an IAM user, for vendors that
 * cannot assume a role; a key does not end by itself.
 */
export type CredentialsKind = 'role' | 'access-key';

/** What Terraform takes over by import instead of making it. */
export type Adoptable = 'bucket' | 'role';

/** What a vendor of two phases shows only after it was given the role's ARN. */
export type Awaited = 'principal' | 'externalId';

/** A prefix and what is allowed below it. */
export interface Grant {
  /** Ends in `/`, or is empty for the whole bucket. Never holds `*`, `?` or `${`. */
  readonly prefix: string;
  /** In the order get, put, list, delete; never empty. */
  readonly allow: readonly Access[];
  /** Exact S3 actions on objects beyond the sets that `allow` stands for, e.g. `s3:PutObjectTagging`. */
  readonly extraActions: readonly string[];
}

/** The bucket that is shared. */
export interface Bucket {
  readonly name: string;
  /** True where the kit manages nothing on the bucket, its policy least of all. */
  readonly existing: boolean;
  /** Of an existing bucket: its owner has switched ACLs off. Those that the kit makes have none. */
  readonly aclsDisabled?: boolean;
  /** The key of SSE-KMS; without it objects are encrypted with SSE-S3. */
  readonly kmsKeyArn?: string;
  /** Server access logging. */
  readonly logging?: { readonly bucket: string; readonly prefix: string };
  /** Days after which noncurrent versions expire. */
  readonly noncurrentVersionDays: number;
  /** Terraform's `prevent_destroy`: a plan that would destroy the bucket fails. */
  readonly preventDestroy: boolean;
  /** Terraform's `force_destroy`: a destroy empties the bucket first. */
  readonly forceDestroy: boolean;
}

/** The customer's role that the vendor assumes; of a tenant with access keys, the user whose keys they are. */
export interface Target {
  readonly name: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  /** Seconds, 3,600 to 43,200. Says nothing of a user. */
  readonly maxSessionDuration: number;
  /** ARN of a managed policy. */
  readonly permissionsBoundary?: string;
  /** On the role or user alone, beside all that is made: an organisation's policies may exempt it by them. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** One customer environment shared with one vendor: one file, one stack, one state. */
export interface Tenant {
  /** The file's name without its ending, the stack's name. */
  readonly name: string;
  /** Path of the file, relative to the project, with `/`. */
  readonly file: string;
  /** Whose account it is: external IDs are never shared by two customers. */
  readonly customer: string;
  readonly vendor: VendorProfile;
  /** Twelve digits. */
  readonly account: string;
  readonly partition: Partition;
  readonly region: string;
  readonly credentials: CredentialsKind;
  /**
   * ARNs that may assume the role, exact; an account root is `arn:…:iam::<account>:root`. At least one, but for one that
   * is {@link awaited} still, and for access keys, with which nobody assumes anything.
   */
  readonly vendorPrincipals: readonly string[];
  /** None (only with {@link acceptNoExternalId} or with access keys), one, or two while rotating. */
  readonly externalIds: readonly string[];
  /** Why it is accepted that the vendor supports no external ID. */
  readonly acceptNoExternalId?: string;
  /**
   * What the file does not say yet, in the first of two phases: the role is there, so that the vendor can be given its
   * ARN, and lets nobody in. Empty for a tenant that is complete.
   */
  readonly awaited: readonly Awaited[];
  readonly bucket: Bucket;
  readonly grants: readonly Grant[];
  readonly target: Target;
  readonly accessPoint?: { readonly name: string };
  /** Who else may assume the role, to verify it. */
  readonly verifier?: { readonly principal: string };
  /**
   * `suspended`: everything is denied at the next apply, all else is untouched. `revoked`: role, policies and
   * access point are gone, the bucket and its protection stay.
   */
  readonly access: AccessState;
  /** ISO 8601 in UTC: sessions that began before are denied. Written when a tenant is resumed. */
  readonly revokeSessionsBefore?: string;
  readonly adopt: readonly Adoptable[];
  /** The user's tags and the fleet's; the kit's own tag is added by the constructs. */
  readonly tags: Readonly<Record<string, string>>;
  /** ARN of the role by which Terraform enters the account, where the fleet names one. */
  readonly deployRole?: string;
  /** Likewise for read-only commands. */
  readonly readRole?: string;
  /** Likewise for `verify`'s owner credentials. */
  readonly verifyRole?: string;
}
