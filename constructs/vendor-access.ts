import { Construct } from 'constructs';
import type { CustomerBucket } from './customer-bucket';
import type { TargetRole } from './target-role';
import type { TargetUser } from './target-user';
import { makeTenantResources, type TenantResources, type TenantResourcesProps } from './tenant-resources';
import type { VendorAccessPoint } from './vendor-access-point';

export interface VendorAccessProps extends TenantResourcesProps {}

/**
 * Everything of one tenant inside a stack of your own: the bucket where the tenant makes it, the role or the user, the
 * access point. The stack brings the AWS provider, for the tenant's account and region. A `TenantStack` is the same as a
 * stack of its own.
 */
export class VendorAccess extends Construct implements TenantResources {
  readonly bucketName: string;
  readonly bucket: CustomerBucket | undefined;
  readonly role: TargetRole | undefined;
  readonly user: TargetUser | undefined;
  readonly accessPoint: VendorAccessPoint | undefined;

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
