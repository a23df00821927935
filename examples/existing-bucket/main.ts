import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { App, TerraformStack } from 'cdktf';
import {
  AwsAccount,
  defineTenant,
  localAws,
  policyJson,
  statementsForBucketOwner,
  VendorAccess,
} from 's3-handshake';

const tenant = defineTenant({
  tenant: 'data-lake',
  customer: 'acme',
  vendor: 'amperity',
  account: '111122223333',
  region: 'us-east-1',
  principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
  externalId: 'data-lake-amperity-1',
  bucket: { name: 'acme-data-lake', existing: true },
  grants: [{ prefix: 'amperity/', allow: ['get', 'list'] }],
  accessPoint: { name: 'data-lake-amperity' },
});

const app = new App();
const stack = new TerraformStack(app, 'data-lake');
new AwsAccount(stack, 'account', { ...tenant, localAws: localAws(process.env) });
// The bucket that the app has anyway. It could as well be made elsewhere: then its name is enough.
const lake = new S3Bucket(stack, 'lake', { bucket: tenant.bucket.name, forceDestroy: true });
// A bucket's policy has one owner, here the app: what the access point needs is added to it.
new S3BucketPolicy(stack, 'lake-policy', {
  bucket: lake.bucket,
  policy: policyJson(statementsForBucketOwner(tenant)),
});
new VendorAccess(stack, 'amperity', {
  tenant,
  bucket: lake,
  furtherBuckets: [{ bucketName: 'acme-data-archive', grants: [{ prefix: 'amperity/', allow: ['put'] }] }],
});
app.synth();
