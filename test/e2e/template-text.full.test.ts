/**
 * What is proven is what is deployed: texts that Terraform would evaluate arrive at AWS as they stand. Files take none
 * of them, so the tenant is a value here.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GetRoleCommand, GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetBucketLoggingCommand, GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { GetAccessPointPolicyCommand } from '@aws-sdk/client-s3-control';
import { iamClient, s3Client, s3ControlClient } from '../../aws/clients';
import { targetRoleDescription } from '../../config/tenant/names';
import { localAws } from '../../config/values/local-aws';
import { accessPointPolicy } from '../../policies/access-point-policy';
import { accessPolicy } from '../../policies/access-policy';
import { bucketPolicy } from '../../policies/bucket-policy';
import { policyJson } from '../../policies/policy-document';
import { trustPolicy } from '../../policies/trust-policy';
import { OWN_FOLDER } from '../../terraform/environment';
import { aTenant, ROOT, vendor } from '../a-tenant';
import { ACCOUNT, BY_HAND, REGION } from './kinds';
import { stage } from './stage';
import { apply, plan, synthesiseTenants, terraform } from './terraform';

const tenant = aTenant({
  name: 'template-text',
  vendor: { ...vendor('amperity'), name: 'x ${file("/etc/hostname")} %{ if false }y%{ endif }' },
  externalIds: ['${path.module}-0123456789', '%{ if true }id%{ endif }'],
  grants: [
    { prefix: '%{ if true }other-vendor%{ endif }/', allow: ['get', 'list'], extraActions: [] },
    { prefix: '%{if false}/', allow: ['put'], extraActions: [] },
    { prefix: '%{endif}secrets/', allow: ['delete'], extraActions: [] },
    { prefix: 'a${path.module}$${b}%%{c}/', allow: ['get'], extraActions: [] },
  ],
  bucket: {
    name: 'acme-template-text',
    logging: { bucket: BY_HAND.logBucket, prefix: 'a${path.module}/%{ if true }' },
    preventDestroy: false,
    forceDestroy: true,
  },
  accessPoint: { name: 'acme-template-text' },
  tags: {},
});

test('what looks like a template is deployed to the byte', async () => {
  const { env } = stage();
  const folder = mkdtempSync(join(ROOT, OWN_FOLDER, 'template-text-'));
  try {
    synthesiseTenants(folder, [tenant], env);
    await apply(folder, tenant.name, env);
    expect(await heldByAws(env)).toEqual({
      description: targetRoleDescription(tenant),
      trust: inOrder(policyJson(trustPolicy(tenant))),
      access: inOrder(policyJson(accessPolicy(tenant))),
      bucket: inOrder(policyJson(bucketPolicy(tenant, []))),
      point: inOrder(policyJson(accessPointPolicy(tenant) ?? { name: '', statements: [] })),
      logs: tenant.bucket.logging?.prefix,
    });
    const again = await plan(folder, tenant.name, env);
    expect({ code: again.code, output: again.code === 0 ? '' : again.output }).toEqual({
      code: 0,
      output: '',
    });
    const gone = await terraform(folder, tenant.name, ['destroy', '-auto-approve', '-no-color'], env);
    expect({ code: gone.code, output: gone.code === 0 ? '' : gone.output }).toEqual({ code: 0, output: '' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The provider puts the keys of a document into their order, and leaves all else as it is. */
function inOrder(json = '{}'): string {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([one], [other]) => (one < other ? -1 : 1))
              .map(([key, inner]) => [key, sorted(inner)]),
          )
        : value;
  return JSON.stringify(sorted(JSON.parse(json)));
}

async function heldByAws(env: Readonly<Record<string, string>>) {
  const settings = {
    region: REGION,
    localAws: localAws(env),
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    },
  };
  const [iam, s3, control] = [iamClient(settings), s3Client(settings), s3ControlClient(settings)];
  const RoleName = tenant.target.name;
  const PolicyName = accessPolicy(tenant).name;
  const Bucket = tenant.bucket.name;
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const { Policy: bucket } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  const { LoggingEnabled } = await s3.send(new GetBucketLoggingCommand({ Bucket }));
  const point = await control.send(
    new GetAccessPointPolicyCommand({ AccountId: ACCOUNT, Name: tenant.accessPoint?.name }),
  );
  return {
    description: Role?.Description,
    trust: inOrder(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')),
    access: inOrder(decodeURIComponent(PolicyDocument ?? '')),
    bucket: inOrder(bucket),
    point: inOrder(point.Policy),
    logs: LoggingEnabled?.TargetPrefix,
  };
}
