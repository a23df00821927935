import { App, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  AwsAccount,
  bucketPolicy,
  CustomerBucket,
  defineTenant,
  grantsPolicy,
  localAws,
  TargetRole,
  type Tenant,
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

/** The parts, put together by hand: two buckets, one role, an access point on the first. */
class PartnerStack extends TerraformStack {
  constructor(scope: Construct, id: string, owner: Tenant) {
    super(scope, id);
    const { account, region } = owner;
    new AwsAccount(this, 'account', { account, region, localAws: localAws(process.env) });
    const [events, audiences] = ['own-app-events', 'own-app-audiences'].map(
      (bucketName) =>
        new CustomerBucket(this, bucketName, {
          bucketName,
          policy: bucketPolicy({ ...owner, bucket: { ...owner.bucket, name: bucketName } }, []),
          preventDestroy: false,
          forceDestroy: true,
        }),
    );
    if (!events || !audiences) return;
    const grants = grantsPolicy({
      region,
      buckets: [
        { bucketName: events.bucketName, grants: [{ prefix: 'daily/', allow: ['get', 'list'] }] },
        { bucketName: audiences.bucketName, grants: [{ prefix: 'in/', allow: ['put'] }] },
      ],
    });
    const role = new TargetRole(this, 'partner-role', {
      roleName: 'own-app-partner',
      trustPolicy: vendorTrustPolicy({
        principals: ['arn:aws:iam::444455556666:root'],
        externalIds: ['own-app-partner-1'],
      }),
      policies: [grants],
    });
    new VendorAccessPoint(this, 'partner-point', {
      accessPointName: 'own-app-partner',
      bucket: events,
      // A document as AWS writes it does as well as one that a function made.
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Partner',
            Effect: 'Allow',
            Principal: { AWS: role.arn },
            Action: 's3:GetObject',
            Resource: `arn:aws:s3:${region}:${account}:accesspoint/own-app-partner/object/daily/*`,
          },
        ],
      },
    });
    new TerraformOutput(this, 'PartnerRoleArn', { value: role.arn });
  }
}

const app = new App();
new TenantStack(app, 'own-app-amperity', { tenant: AMPERITY, localAws: localAws(process.env) });
new PartnerStack(app, 'own-app-partner', { ...AMPERITY, accessPoint: undefined });
app.synth();
