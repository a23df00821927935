/**
 * A vendor's profile as the rest of the project sees it. `vendors/*.yaml` holds them; `config/` checks them.
 */

/** How the customer comes by the ARNs that may assume the role. */
export type VendorPrincipal =
  /** Published by the vendor. The tenant's file repeats it: a stale catalogue must never let a stranger in. */
  | { readonly kind: 'fixed'; readonly arns: readonly string[] }
  /** Shown to each tenant by the vendor; `foundAt` says where on its screen. */
  | { readonly kind: 'per-tenant'; readonly foundAt: string };

/** A value that the customer pastes into the vendor's form. */
export type HandoverValue =
  | 'role-arn'
  | 'bucket'
  | 'region'
  | 'prefix'
  | 'external-id'
  | 'access-point-arn'
  | 'access-point-alias'
  | 'kms-key-arn'
  | 'files';

export interface VendorProfile {
  /** The file's name without its ending. */
  readonly id: string;
  readonly name: string;
  readonly principal: VendorPrincipal;
  readonly externalId: {
    readonly support: 'required' | 'optional' | 'unsupported';
    readonly madeBy: 'vendor' | 'customer';
  };
  /** Actions in the trust policy beside `sts:AssumeRole`, e.g. `sts:TagSession`. */
  readonly trustActions: readonly string[];
  /** The role must be able to assume itself (Databricks). */
  readonly selfAssume: boolean;
  /** Bucket-level actions that know no prefix, e.g. `s3:ListBucketMultipartUploads`; reported as bucket-wide. */
  readonly bucketWideActions: readonly string[];
  /** What is handed back, in the order and by the names of the vendor's own form. */
  readonly handover: readonly { readonly field: string; readonly value: HandoverValue }[];
}
