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
  readonly bucket: TenantResources['bucket'];
  readonly role: TenantResources['role'];
  readonly user: TenantResources['user'];
  readonly accessPoint: TenantResources['accessPoint'];

  /** `id`: the stack's name in `cdktf deploy`; `s3-handshake`'s own app takes the tenant's. */
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
