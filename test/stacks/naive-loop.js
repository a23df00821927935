// What somebody writes who knows cdktf and not this kit: a loop over tenants, the same resources, cdktf's own synthesis.
// `node test/stacks/naive-loop.js <tenants> <folder>`. The benchmark of the synthesis runs it.
const { App, TerraformOutput, TerraformResource, TerraformStack } = require('cdktf');
const { IamRole } = require('@cdktf/provider-aws/lib/iam-role');
const { IamRolePolicy } = require('@cdktf/provider-aws/lib/iam-role-policy');
const { IamRolePoliciesExclusive } = require('@cdktf/provider-aws/lib/iam-role-policies-exclusive');
const {
  IamRolePolicyAttachmentsExclusive,
} = require('@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive');
const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');
const { S3AccessPoint } = require('@cdktf/provider-aws/lib/s3-access-point');
const { S3Bucket } = require('@cdktf/provider-aws/lib/s3-bucket');
const {
  S3BucketLifecycleConfiguration,
} = require('@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration');
const { S3BucketOwnershipControls } = require('@cdktf/provider-aws/lib/s3-bucket-ownership-controls');
const { S3BucketPolicy } = require('@cdktf/provider-aws/lib/s3-bucket-policy');
const { S3BucketPublicAccessBlock } = require('@cdktf/provider-aws/lib/s3-bucket-public-access-block');
const {
  S3BucketServerSideEncryptionConfigurationA,
} = require('@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration');
const { S3BucketVersioningA } = require('@cdktf/provider-aws/lib/s3-bucket-versioning');

const policy = (...Statement) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action, Resource) => ({ Effect: 'Allow', Action, Resource });

function makeTenant(app, name) {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, 'aws', { region: 'us-east-1', allowedAccountIds: ['111122223333'] });
  const arn = `arn:aws:s3:::${name}-exchange`;
  const bucket = new S3Bucket(stack, 'bucket', { bucket: `${name}-exchange`, tags: { owner: name } });
  const block = new S3BucketPublicAccessBlock(stack, 'block', {
    bucket: bucket.bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(stack, 'ownership', {
    bucket: bucket.bucket,
    rule: { objectOwnership: 'BucketOwnerEnforced' },
  });
  new S3BucketPolicy(stack, 'policy', {
    bucket: bucket.bucket,
    policy: policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] }),
    dependsOn: [block],
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, 'encryption', {
    bucket: bucket.bucket,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  });
  const versioning = new S3BucketVersioningA(stack, 'versioning', {
    bucket: bucket.bucket,
    versioningConfiguration: { status: 'Enabled' },
  });
  new S3BucketLifecycleConfiguration(stack, 'lifecycle', {
    bucket: bucket.bucket,
    dependsOn: [versioning],
    rule: ['uploads', 'versions'].map((id) => ({ id, status: 'Enabled', filter: [{ prefix: '' }] })),
  });
  const role = new IamRole(stack, 'role', {
    name: `vendor-${name}`,
    assumeRolePolicy: policy({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: 'arn:aws:iam::999988887777:role/vendor' },
      Condition: { StringEquals: { 'sts:ExternalId': `${name}-id` } },
    }),
    tags: { owner: name },
  });
  const inline = new IamRolePolicy(stack, 'access', {
    name: 'access',
    role: role.name,
    policy: policy(
      allow('s3:GetObject', `${arn}/to/*`),
      allow('s3:PutObject', `${arn}/from/*`),
      allow('s3:ListBucket', arn),
    ),
  });
  new IamRolePoliciesExclusive(stack, 'only', { roleName: role.name, policyNames: [inline.name] });
  new IamRolePolicyAttachmentsExclusive(stack, 'none', { roleName: role.name, policyArns: [] });
  const point = new S3AccessPoint(stack, 'point', {
    name,
    bucket: bucket.bucket,
    policy: policy(allow('s3:GetObject', `${arn}/to/*`)),
  });
  for (const what of ['bucket', 'role', 'point'])
    new TerraformResource(stack, `${what}-guard`, {
      terraformResourceType: 'terraform_data',
      lifecycle: {
        ignoreChanges: ['input'],
        postcondition: [{ condition: '${self.id != ""}', errorMessage: what }],
      },
    });
  for (const [id, value] of Object.entries({
    bucket: bucket.bucket,
    role: role.arn,
    point: point.arn,
    alias: point.alias,
  }))
    new TerraformOutput(stack, `${id}-output`, { value });
}

const [count, folder] = process.argv.slice(2);
const app = new App({ outdir: folder });
for (let at = 0; at < Number(count); at += 1) makeTenant(app, `bench-${at}`);
app.synth();
