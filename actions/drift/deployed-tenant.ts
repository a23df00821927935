/** What is deployed for one tenant, as it was read. */
import type { DeployedAccessPoint } from '../../aws/deployed/access-point';
import type { BucketReading } from '../../aws/deployed/bucket';
import type { Absent, Present } from '../../aws/deployed/reading';
import type { DeployedRole } from '../../aws/deployed/role';
import type { DeployedUser } from '../../aws/deployed/user';

export interface Deployed {
  readonly bucket: BucketReading;
  readonly principal: DeployedPrincipal;
  readonly accessPoint?: Present<DeployedAccessPoint> | Absent;
  /** Whether the account as a whole blocks public access, whatever its buckets say. */
  readonly accountBlocksPublicAccess: boolean;
  /** When it was read: keys grow old. */
  readonly now: Date;
}

/** Of the kind that the tenant's file asks for. */
export type DeployedPrincipal = Present<DeployedRole> | Present<DeployedUser> | Absent;
