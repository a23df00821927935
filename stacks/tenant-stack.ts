import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { FleetState } from '../config/fleet/fleet';
import type { LocalAws } from '../config/values/local-aws';
import { AwsAccount } from '../constructs/aws-account';
import { literally } from '../constructs/literal-text';
import {
  makeTenantResources,
  type TenantResources,
  type TenantResourcesProps,
} from '../constructs/tenant-resources';
import { useFleetState } from './state-backend';

/** The tenant, what surrounds it, and where its stack lies. */
export interface TenantStackProps extends TenantResourcesProps {
  /**
   * Where Terraform keeps the stack's state.
   * @default - a local file, as cdktf has it
   */
  readonly state?: FleetState;
  /**
   * The embedded AWS.
   * @default - AWS
   */
  readonly localAws?: LocalAws | undefined;
}

/**
 * Everything of one tenant: the provider for its account, the bucket, the role or the user, the access point. Its
 * outputs are `BucketName`, `TargetRoleArn` or `TargetUserArn`, `AccessPointArn` and `AccessPointAlias`.
 */
export class TenantStack extends TerraformStack implements TenantResources {
  readonly bucketName: string;
  /** Undefined where the bucket exists already. */
  readonly bucket: TenantResources['bucket'];
  /** Undefined for a vendor that comes with an access key, and where access is revoked. */
  readonly role: TenantResources['role'];
  /** Undefined for a vendor that assumes a role, and where access is revoked. */
  readonly user: TenantResources['user'];
  /** Undefined where the tenant has none, and where access is revoked. */
  readonly accessPoint: TenantResources['accessPoint'];

  /**
   * `id`: the stack's name in `cdktf deploy`; `s3-handshake`'s own app takes the tenant's. Throws `UserError` where AWS
   * would refuse a policy for its length, and for a `bucket` beside the one that the tenant makes itself.
   */
  constructor(scope: Construct, id: string, props: TenantStackProps) {
    super(scope, id);
    const { tenant, state = { kind: 'local' }, localAws } = props;
    useFleetState(this, tenant.name, state, localAws);
    new AwsAccount(this, 'account', { ...tenant, localAws });
    const made = makeTenantResources(this, props);
    this.bucketName = made.bucketName;
    this.bucket = made.bucket;
    this.role = made.role;
    this.user = made.user;
    this.accessPoint = made.accessPoint;
    this.output('BucketName', made.bucketName);
    this.output('TargetUserArn', made.user?.arn);
    this.output('TargetRoleArn', made.role?.arn);
    this.output('AccessPointArn', made.accessPoint?.arn);
    this.output('AccessPointAlias', made.accessPoint?.alias);
  }

  /** Outputs are read by people and by other tools, so their names carry no hash. */
  private output(name: string, value: string | undefined): void {
    if (value !== undefined) new TerraformOutput(this, name, literally({ value })).overrideLogicalId(name);
  }
}
