import { Construct } from 'constructs';
import type { CustomerBucket } from './customer-bucket';
import type { TargetRole } from './target-role';
import type { TargetUser } from './target-user';
import { makeTenantResources, type TenantResources, type TenantResourcesProps } from './tenant-resources';
import type { VendorAccessPoint } from './vendor-access-point';

/** The tenant, and what surrounds it. */
export interface VendorAccessProps extends TenantResourcesProps {}

/**
 * Everything of one tenant inside a stack of your own: the bucket where the tenant makes it, the role or the user, the
 * access point. The stack brings the AWS provider, for the tenant's account and region. A `TenantStack` is the same as a
 * stack of its own.
 */
export class VendorAccess extends Construct implements TenantResources {
  readonly bucketName: string;
  /** Undefined where the bucket exists already. */
  readonly bucket: CustomerBucket | undefined;
  /** Undefined for a vendor that comes with an access key, and where access is revoked. */
  readonly role: TargetRole | undefined;
  /** Undefined for a vendor that assumes a role, and where access is revoked. */
  readonly user: TargetUser | undefined;
  /** Undefined where the tenant has none, and where access is revoked. */
  readonly accessPoint: VendorAccessPoint | undefined;

  /**
   * Throws `UserError` where AWS would refuse a policy for its length, and for a `bucket` beside the one that the tenant
   * makes itself.
   */
  constructor(scope: Construct, id: string, props: VendorAccessProps) {
    super(scope, id);
    const made = makeTenantResources(this, props);
    this.bucketName = made.bucketName;
    this.bucket = made.bucket;
    this.role = made.role;
    this.user = made.user;
    this.accessPoint = made.accessPoint;
  }
}
