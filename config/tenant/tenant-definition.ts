/** A tenant as a program says it: the fields of a tenant's file, for an app that has none. */
import type { Access } from '../values/access';
import type { AccessState, Adoptable, CredentialsKind } from './tenant';

/** The bucket that is shared. */
export interface BucketDefinition {
  readonly name: string;
  /**
   * True where something else makes the bucket: then nothing on it is managed.
   * @default false
   */
  readonly existing?: boolean | undefined;
  /**
   * Of an existing bucket: its Object Ownership is “Bucket owner enforced”. A vendor that sends an ACL with its uploads
   * is given the right to only then.
   * @default false
   */
  readonly aclsDisabled?: boolean | undefined;
  /**
   * Encryption with a KMS key, by the key's ARN.
   * @default - SSE-S3
   */
  readonly encryption?: { readonly kmsKeyArn: string } | undefined;
  /**
   * Server access logs into another bucket of the account.
   * @default - what the defaults say, else none
   */
  readonly logging?: { readonly bucket: string; readonly prefix?: string | undefined } | undefined;
  /**
   * Days after which noncurrent versions expire.
   * @default - what the defaults say, else 30
   */
  readonly noncurrentVersionDays?: number | undefined;
  /**
   * Terraform's `prevent_destroy`.
   * @default true
   */
  readonly preventDestroy?: boolean | undefined;
  /**
   * Terraform's `force_destroy`.
   * @default false
   */
  readonly forceDestroy?: boolean | undefined;
}

/** A prefix and what is allowed below it. */
export interface GrantDefinition {
  /** Ends in `/`, or is empty for the whole bucket. */
  readonly prefix: string;
  readonly allow: readonly Access[];
  /**
   * S3 actions on objects beyond those that `allow` stands for, by their exact names: `s3:PutObjectTagging`.
   * @default - none
   */
  readonly extraActions?: readonly string[] | undefined;
}

/** The customer's role that the vendor assumes. Refused with access keys, where a user is made instead. */
export interface RoleDefinition {
  /** @default s3-handshake-<tenant> */
  readonly name?: string | undefined;
  /** @default - what the defaults say, else / */
  readonly path?: string | undefined;
  /**
   * Seconds, 3,600 to 43,200.
   * @default - what the defaults say, else 3600
   */
  readonly maxSessionDuration?: number | undefined;
  /**
   * On the role alone, beside {@link TenantDefinition.tags}.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /**
   * ARN of a managed policy.
   * @default - what the defaults say, else none
   */
  readonly permissionsBoundary?: string | undefined;
}

/** One customer environment shared with one vendor. Fields and rules are those of a tenant's file. */
export interface TenantDefinition {
  /** Lowercase letters, digits and hyphens, at most 50: the names of role and state begin with it. */
  readonly tenant: string;
  /** Whose account it is: external IDs are never shared by two customers. */
  readonly customer: string;
  /** A profile of the catalogue by its id: `amperity`, or `custom` for any other vendor. */
  readonly vendor: string;
  /** The customer's account: twelve digits, as text. */
  readonly account: string;
  /** @default - what the defaults say */
  readonly region?: string | undefined;
  /**
   * `access-key` for a vendor that cannot assume a role.
   * @default role
   */
  readonly credentials?: CredentialsKind | undefined;
  /**
   * Exact ARN of the vendor's principal, or several.
   * @default - none yet, for a vendor that shows it only after it was given the role's ARN
   */
  readonly principal?: string | readonly string[] | undefined;
  /**
   * The external ID, or two while they are rotated.
   * @default - none; most vendors require one
   */
  readonly externalId?: string | readonly string[] | undefined;
  /**
   * Why it is accepted that the vendor uses no external ID.
   * @default - an external ID is required
   */
  readonly acceptNoExternalId?: string | undefined;
  readonly bucket: BucketDefinition;
  /** At least one. */
  readonly grants: readonly GrantDefinition[];
  /** @default - a role named after the tenant */
  readonly role?: RoleDefinition | undefined;
  /**
   * An S3 access point on the bucket, through which the vendor may be sent.
   * @default - none
   */
  readonly accessPoint?: { readonly name: string } | undefined;
  /**
   * Who else may assume the role, to verify it.
   * @default - nobody
   */
  readonly verifier?: { readonly principal: string } | undefined;
  /**
   * `suspended` denies everything; `revoked` takes role and access point away and leaves the bucket.
   * @default active
   */
  readonly access?: AccessState | undefined;
  /**
   * ISO 8601 in UTC: sessions that began before are denied.
   * @default - none are
   */
  readonly revokeSessionsBefore?: string | undefined;
  /**
   * What is there already and is imported instead of made.
   * @default - nothing
   */
  readonly adopt?: readonly Adoptable[] | undefined;
  /** @default - what the defaults say, else none */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}
