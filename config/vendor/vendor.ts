/**
 * A vendor's profile as the rest of the project sees it. `vendors/*.yaml` holds them; `config/` checks them.
 */

import type { Access } from '../values/access';
import type { Partition } from '../values/arn';
import type { ConnectionTest } from './connection-call';

/** How the customer comes by the ARNs that may assume the role. */
export type VendorPrincipal =
  /** Published by the vendor. The tenant's file repeats it: a stale catalogue must never let a stranger in. */
  | { readonly kind: 'fixed'; readonly arns: readonly string[]; readonly next?: NextPrincipal }
  /** Published, and another one per data centre, region or partition: the tenant's file repeats all of one choice. */
  | { readonly kind: 'choice'; readonly choices: readonly PrincipalChoice[] }
  /** Shown to each tenant by the vendor; `foundAt` says where on its screen. */
  | {
      readonly kind: 'per-tenant';
      readonly foundAt: string;
      /** What kinds of principal the vendor hands out; empty where it does not say. */
      readonly forms: readonly PrincipalForm[];
    };

/** ARNs that a vendor is about to use beside those that it has published so far. */
export interface NextPrincipal {
  readonly arns: readonly string[];
  /** The day from which on the trust policy needs them, `YYYY-MM-DD`. */
  readonly from: string;
  /** The day on which the former ones end, where that is known. */
  readonly until?: string;
  /** Whom it concerns, what to do, and how sure it is. */
  readonly says: string;
}

/** What an ARN of IAM names. */
export type PrincipalForm = 'role' | 'user' | 'root';

/** One of the principals that a vendor publishes, and for whom it is. */
export interface PrincipalChoice {
  /** As the vendor calls it: `US data centre`. */
  readonly where: string;
  readonly arns: readonly string[];
  /** Only for tenants in this partition. */
  readonly partition?: Partition;
  /** Only for tenants in these regions; empty for any. */
  readonly regions: readonly string[];
}

/** A value that the customer pastes into the vendor's form. */
export type HandoverValue =
  | 'role-arn'
  | 'role-name'
  /** Twelve digits. */
  | 'account-id'
  | 'bucket'
  | 'region'
  | 'prefix'
  /** `s3://<bucket>/<prefix>`, one for each grant. */
  | 'location'
  | 'external-id'
  | 'access-point-arn'
  | 'access-point-alias'
  | 'kms-key-arn'
  | 'files'
  /** The two halves of an access key, of which no handover ever holds one: it names the command that prints them. */
  | 'access-key-id'
  | 'secret-access-key'
  /** `n/a`, where the vendor asks for that. */
  | 'not-applicable';

/** A field of the vendor's form and the value that belongs into it. */
export interface HandoverField {
  /** As it stands on the vendor's form. */
  readonly field: string;
  readonly value: HandoverValue;
  /** What the customer must know when pasting it. */
  readonly note?: string;
}

/** A pattern, and what is said where a text does not match it. */
export interface NameRule {
  /** A regular expression for the whole text. */
  readonly pattern: string;
  /** What would be right, behind "must be": `a name that begins with mp-forwarding-`. */
  readonly says: string;
}

/** A rule of the vendor's about prefixes. */
export interface LayoutRule extends NameRule {
  /** Whether a prefix must match the pattern or must not. */
  readonly prefix: 'matches' | 'does-not-match';
  /** A recommendation of the vendor is a notice, what does not work is a problem. */
  readonly severity: 'notice' | 'problem';
}

/** What a vendor does with a bucket, and the grant that this needs. */
export interface VendorUse {
  /** A word for it: `pull`. */
  readonly id: string;
  /** In a sentence: `Amperity reads files from the bucket`. */
  readonly says: string;
  readonly allow: readonly Access[];
  readonly extraActions: readonly string[];
  /** A prefix to propose. */
  readonly prefix: string;
}

/** An error that the vendor shows, and what is behind it. */
export interface VendorError {
  /** Word for word, so that a search finds it. */
  readonly message: string;
  readonly cause: string;
  readonly cure?: string;
  /** What has to fail for the vendor to show it; undefined for any of what it needs. */
  readonly when?: readonly VendorFailure[];
}

/** What can fail at a vendor: what it does, or what stands in its way. */
export const VENDOR_FAILURES = [
  'assume',
  'bucket',
  'region',
  'get',
  'put',
  'list',
  'delete',
  'acl',
  'key',
] as const;

export type VendorFailure = (typeof VENDOR_FAILURES)[number];

/** What a vendor asks for, allows and refuses. */
export interface VendorProfile {
  /** The file's name without its ending. */
  readonly id: string;
  readonly name: string;
  /** The vendor's product: `Amazon S3 source and destination`. */
  readonly product: string;
  /** Stands for any vendor: two tenants of it are at one vendor only where they share a principal. */
  readonly generic: boolean;
  /** The other two are known so that they can be refused by name. */
  readonly mechanism: 'assume-role' | 'web-identity' | 'bucket-policy';
  readonly principal: VendorPrincipal;
  readonly externalId: {
    readonly support: 'required' | 'optional' | 'unsupported';
    readonly madeBy: 'vendor' | 'customer' | 'either';
    /** Where on the vendor's screen it is found. */
    readonly foundAt?: string;
    readonly format?: NameRule;
    /** In the vendor's words, why it is as it is. */
    readonly reason?: string;
    /** Why one role may have two of them for good, at a vendor where that can be. */
    readonly two?: string;
  };
  /**
   * 2 where the vendor shows principal or external ID only after it was given the role's ARN, so that the role is
   * made first and opened later.
   */
  readonly phases: 1 | 2;
  /** What to do at the vendor between the two phases. */
  readonly betweenPhases?: string;
  /** Actions in the trust policy beside `sts:AssumeRole`, e.g. `sts:TagSession`. */
  readonly trustActions: readonly string[];
  /** The role must be able to assume itself (Databricks). */
  readonly selfAssume: boolean;
  readonly roleName?: NameRule;
  readonly rolePath?: NameRule;
  /** Bucket-level actions that cannot be limited to a prefix, e.g. `s3:ListBucketMultipartUploads`; reported as bucket-wide. */
  readonly bucketWideActions: readonly string[];
  /** KMS actions beyond those that the grants need by themselves. */
  readonly kmsActions: readonly string[];
  readonly bucketName?: NameRule;
  /** Of a vendor that says which encryption it works with. */
  readonly encryption?: { readonly kms: 'supported' | 'unsupported'; readonly says: string };
  /** Of a vendor that sends the ACL `bucket-owner-full-control` with what it puts. */
  readonly aclHeader?: { readonly says: string; readonly source: string };
  readonly accessPoint: {
    readonly support: 'yes' | 'no' | 'undocumented';
    /** The vendor's conditions, or why not. */
    readonly says?: string;
  };
  readonly accessKeys: {
    /** Only what the vendor documents can be deployed. */
    readonly support: 'documented' | 'undocumented';
    /** The vendor's conditions, or why not. */
    readonly says?: string;
    /** What the connection is called with an access key, where not as {@link VendorProfile.product}. */
    readonly product?: string;
    /** What is handed back with an access key, instead of {@link handover}. Empty where it is undocumented. */
    readonly handover: readonly HandoverField[];
  };
  readonly layout: readonly LayoutRule[];
  readonly uses: readonly VendorUse[];
  /** What is handed back, in the order and by the names of the vendor's own form. */
  readonly handover: readonly HandoverField[];
  /** What the vendor needs beside role and bucket, which the kit does not make. */
  readonly alsoNeeds: readonly string[];
  readonly connectionTest?: ConnectionTest;
  readonly errors: readonly VendorError[];
  /** Where the facts stand. */
  readonly sources: readonly string[];
  /** The day on which the facts were read, `YYYY-MM-DD`. */
  readonly checked: string;
}
