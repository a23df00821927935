/** What `handshake.yaml` says for all tenants, checked, with its defaults worked in. */

/** Where Terraform keeps the tenants' states. */
export type FleetState =
  | { readonly kind: 'local' }
  /** One object per tenant, locked by S3 itself (Terraform's `use_lockfile`). */
  | {
      readonly kind: 's3';
      readonly bucket: string;
      readonly region: string;
      /** Ends in `/`, or is empty. The key is `<keyPrefix><tenant>.tfstate`. */
      readonly keyPrefix: string;
      /** Key for SSE-KMS of the states; its ARN. */
      readonly kmsKeyArn?: string;
      /** ARN of the role by which Terraform enters the account of the state's bucket. */
      readonly role?: string;
      /** Profile of the AWS configuration files. */
      readonly profile?: string;
    }
  /** HCP Terraform or Terraform Enterprise: one workspace per tenant, `<workspacePrefix><tenant>`. */
  | {
      readonly kind: 'hcp';
      /** Terraform's default where absent: app.terraform.io. */
      readonly hostname?: string;
      readonly organization: string;
      readonly project?: string;
      readonly workspacePrefix: string;
    };

/**
 * Holds where a tenant's file says nothing. `permissionsBoundary`, `logging.bucket` and `logging.prefix` may hold
 * `{account}`, `{region}`, `{partition}` and `{tenant}`.
 */
export interface FleetDefaults {
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly permissionsBoundary?: string;
  readonly rolePath: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly logging?: { readonly bucket: string; readonly prefix: string };
  /** Days. */
  readonly noncurrentVersionDays: number;
}

/** Templates of the roles by which commands enter a customer's account: `arn:aws:iam::{account}:role/deployer`. */
export interface FleetRoles {
  readonly deploy?: string;
  readonly read?: string;
  readonly verify?: string;
}

/**
 * Files that hold the policies of the organisation by which the customer's accounts are bounded: a list for each level,
 * from the root down to the account. Paths are relative to the project.
 */
export interface FleetOrganization {
  /** `o-…`; undefined where the file does not say. */
  readonly id?: string;
  /** The word `FullAWSAccess` stands for AWS's own policy of that name. */
  readonly serviceControl: readonly (readonly string[])[];
  /** AWS's own `RCPFullAWSAccess` is on each level, and is not named. */
  readonly resourceControl: readonly (readonly string[])[];
}

/** What holds for all tenants of a project. */
export interface Fleet {
  readonly state: FleetState;
  readonly defaults: FleetDefaults;
  readonly roles: FleetRoles;
  /** Undefined where no policies of an organisation are named. */
  readonly organization?: FleetOrganization;
}
