import { App, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  type AccessPointGrants,
  AwsAccount,
  accessPointGrantsPolicy,
  CustomerBucket,
  closedBucketPolicy,
  defineTenant,
  grantedAccessPointArn,
  grantsPolicy,
  localAws,
  TargetRole,
  TenantStack,
  VendorAccessPoint,
  vendorTrustPolicy,
} from 's3-handshake';

/** A vendor as the catalogue knows it: one definition is one stack. */
const AMPERITY = defineTenant({
  tenant: 'own-app-amperity',
  customer: 'acme',
  vendor: 'amperity',
  account: '111122223333',
  region: 'us-east-1',
  principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
  externalId: 'own-app-amperity-1',
  // Without the two switches a destroy would fail, as it should for data that is not an example.
  bucket: { name: 'own-app-amperity-exchange', preventDestroy: false, forceDestroy: true },
  grants: [
    { prefix: 'to-amperity/', allow: ['get', 'list'] },
    { prefix: 'from-amperity/', allow: ['put', 'get', 'list', 'delete'] },
  ],
  accessPoint: { name: 'own-app-amperity' },
});

/** Another vendor, whose access is put together from the parts: two buckets, one role, an access point on the first. */
const PARTNER: AccessPointGrants = {
  accessPointName: 'own-app-partner',
  account: '111122223333',
  region: 'us-east-1',
  roleArn: 'arn:aws:iam::111122223333:role/own-app-partner',
  grants: [{ prefix: 'daily/', allow: ['get', 'list'] }],
};

class PartnerStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { account, region, accessPointName, grants } = PARTNER;
    new AwsAccount(this, 'account', { account, region, localAws: localAws(process.env) });
    const events = this.bucket('own-app-events', [PARTNER]);
    const audiences = this.bucket('own-app-audiences', []);
    const role = new TargetRole(this, 'partner-role', {
      roleName: 'own-app-partner',
      trustPolicy: vendorTrustPolicy({
        principals: ['arn:aws:iam::444455556666:root'],
        externalIds: ['own-app-partner-1'],
      }),
      policies: [
        grantsPolicy({
          region,
          account,
          buckets: [
            { bucketName: events.bucketName, grants, accessPointArn: grantedAccessPointArn(PARTNER) },
            { bucketName: audiences.bucketName, grants: [{ prefix: 'in/', allow: ['put'] }] },
          ],
        }),
      ],
    });
    const point = new VendorAccessPoint(this, 'partner-point', {
      accessPointName,
      bucket: events,
      policy: accessPointGrantsPolicy(PARTNER),
    });
    new TerraformOutput(this, 'PartnerRoleArn', { value: role.arn });
    new TerraformOutput(this, 'PartnerAlias', { value: point.alias });
  }

  private bucket(bucketName: string, accessPoints: readonly AccessPointGrants[]): CustomerBucket {
    return new CustomerBucket(this, bucketName, {
      bucketName,
      policy: closedBucketPolicy({ bucketName, region: PARTNER.region, accessPoints }),
      preventDestroy: false,
      forceDestroy: true,
    });
  }
}

const app = new App();
new TenantStack(app, 'own-app-amperity', { tenant: AMPERITY, localAws: localAws(process.env) });
new PartnerStack(app, 'own-app-partner');
app.synth();
