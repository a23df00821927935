import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { FleetState } from '../config/fleet/fleet';
import {
  principalKind,
  targetRoleArn,
  targetRoleDescription,
  targetUserArn,
  tenantTags,
} from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { accessPointArn, bucketArn } from '../config/values/arn';
import type { LocalAws } from '../config/values/local-aws';
import { AwsAccount } from '../constructs/aws-account';
import { CustomerBucket } from '../constructs/customer-bucket';
import { ReplacementGuard } from '../constructs/replacement-guard';
import { TargetRole } from '../constructs/target-role';
import { TargetUser } from '../constructs/target-user';
import { VendorAccessPoint } from '../constructs/vendor-access-point';
import { accessPointPolicy } from '../policies/access-point-policy';
import { identityPolicies } from '../policies/access-policy';
import { bucketPolicy } from '../policies/bucket-policy';
import { policyJson } from '../policies/policy-document';
import { trustPolicy } from '../policies/trust-policy';
import { useFleetState } from './state-backend';

export interface TenantStackProps {
  readonly tenant: Tenant;
  /** The other tenants on the bucket that this tenant makes; the bucket's policy speaks for them too. */
  readonly sharers: readonly Tenant[];
  readonly state: FleetState;
  /**
   * The embedded AWS.
   * @default - AWS
   */
  readonly localAws?: LocalAws | undefined;
  /**
   * Whether a plan may make a bucket, a role, a user or an access point anew.
   * @default false
   */
  readonly allowReplacement?: boolean;
}

/**
 * Everything of one tenant. The ids of its constructs are contract: they are the addresses in the tenant's state, and a
 * changed one replaces a customer's role.
 */
export class TenantStack extends TerraformStack {
  private readonly props: TenantStackProps;

  constructor(scope: Construct, props: TenantStackProps) {
    super(scope, props.tenant.name);
    this.props = props;
    const { tenant, state, localAws } = props;
    useFleetState(this, tenant.name, state, localAws);
    new AwsAccount(this, 'account', { ...tenant, localAws });
    const bucketName = tenant.bucket.existing ? tenant.bucket.name : this.makeBucket();
    this.output('BucketName', bucketName);
    if (tenant.access === 'revoked') return;
    if (principalKind(tenant) === 'user') this.output('TargetUserArn', this.makeUser());
    else this.output('TargetRoleArn', this.makeRole());
    const accessPoint = this.makeAccessPoint(bucketName);
    if (!accessPoint) return;
    this.output('AccessPointArn', accessPoint.arn);
    this.output('AccessPointAlias', accessPoint.alias);
  }

  private makeBucket(): string {
    const { tenant, sharers } = this.props;
    const { name, existing: _, ...settings } = tenant.bucket;
    this.guard('bucket', bucketArn(tenant.partition, name));
    const bucket = new CustomerBucket(this, 'customer-bucket', {
      ...settings,
      bucketName: name,
      policy: policyJson(bucketPolicy(tenant, sharers)),
      adopt: tenant.adopt.includes('bucket'),
      tags: tenantTags(tenant),
    });
    return bucket.bucketName;
  }

  private makeRole(): string {
    const { tenant } = this.props;
    const { name, ...settings } = tenant.role;
    this.guard('target role', targetRoleArn(tenant));
    const role = new TargetRole(this, 'target-role', {
      ...settings,
      roleName: name,
      description: targetRoleDescription(tenant),
      trustPolicy: policyJson(trustPolicy(tenant)),
      policies: inlinePolicies(tenant),
      adopt: tenant.adopt.includes('role'),
      tags: tenantTags(tenant),
    });
    return role.arn;
  }

  private makeUser(): string {
    const { tenant } = this.props;
    const { name, path, permissionsBoundary } = tenant.role;
    this.guard('target user', targetUserArn(tenant));
    const user = new TargetUser(this, 'target-user', {
      userName: name,
      path,
      permissionsBoundary,
      policies: inlinePolicies(tenant),
      tags: tenantTags(tenant),
    });
    return user.arn;
  }

  private makeAccessPoint(bucketName: string): VendorAccessPoint | undefined {
    const { tenant } = this.props;
    const policy = accessPointPolicy(tenant);
    if (!tenant.accessPoint || !policy) return undefined;
    const { partition, region, account, accessPoint } = tenant;
    this.guard('access point', accessPointArn(partition, region, account, accessPoint.name));
    return new VendorAccessPoint(this, 'vendor-access-point', {
      accessPointName: accessPoint.name,
      bucketName,
      policy: policyJson(policy),
    });
  }

  private guard(what: string, identity: string): void {
    const { tenant, allowReplacement = false } = this.props;
    new ReplacementGuard(this, `${what.replaceAll(' ', '-')}-guard`, {
      what,
      identity,
      allowReplacement,
      howToAllow: `To allow it, run the command again with HANDSHAKE_ALLOW_REPLACE=${tenant.name}`,
    });
  }

  /** Outputs are read by people and by other tools, so their names carry no hash. */
  private output(name: string, value: string): void {
    new TerraformOutput(this, name, { value }).overrideLogicalId(name);
  }
}

function inlinePolicies(tenant: Tenant): readonly { readonly name: string; readonly json: string }[] {
  return identityPolicies(tenant).map((policy) => ({ name: policy.name, json: policyJson(policy) }));
}
