/** A sample of the thief's ways, put to the embedded AWS: see `thief.test.ts`. */
import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRolePermissionsBoundaryCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { iamClient, s3Client, stsClient } from '../../aws/clients';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { boundaryPolicy } from '../../policies/boundary-policy';
import { deployerPolicy } from '../../policies/deployer-policy';
import { policyJson } from '../../policies/policy-document';
import { aTenant } from '../a-tenant';

const ACCOUNT = '111122223333';
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/s3-handshake-boundary`;
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const tenant = aTenant({ target: { path: '/', permissionsBoundary: BOUNDARY } });
const RoleName = tenant.target.name;

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.stop());

function statement(value: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [value] });
}

/** AWS's error code, or `allowed`. */
async function answer(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return 'allowed';
  } catch (error) {
    return (error as Error).name;
  }
}

test('a thief with the rights of the deployer gets what tenants may have, and nothing more', async () => {
  const settings = { region: 'us-east-1', localAws: aws };
  const root = { ...settings, credentials: aws.rootCredentials(ACCOUNT) };
  const admin = iamClient(root);
  const s3 = s3Client(root);
  for (const Bucket of [tenant.bucket.name, 'acme-hr']) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'to-amperity/x', Body: 'x' }));
  }
  await admin.send(
    new CreatePolicyCommand({
      PolicyName: 's3-handshake-boundary',
      PolicyDocument: policyJson(boundaryPolicy([tenant])),
    }),
  );
  const { Policy } = await admin.send(
    new CreatePolicyCommand({
      PolicyName: 'deployer',
      PolicyDocument: policyJson(deployerPolicy([tenant])),
    }),
  );
  const { User } = await admin.send(new CreateUserCommand({ UserName: 'thief' }));
  await admin.send(new AttachUserPolicyCommand({ UserName: 'thief', PolicyArn: Policy?.Arn }));
  const { AccessKey } = await admin.send(new CreateAccessKeyCommand({ UserName: 'thief' }));
  const trust = statement({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: 'sts:AssumeRole',
  });
  await admin.send(new CreateRoleCommand({ RoleName: 'admin', AssumeRolePolicyDocument: trust }));

  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const thief = iamClient({ ...settings, credentials });
  const mine = statement({ Effect: 'Allow', Principal: { AWS: User?.Arn }, Action: 'sts:AssumeRole' });
  const everything = statement({ Effect: 'Allow', Action: '*', Resource: '*' });
  const create = (PermissionsBoundary?: string) =>
    answer(() =>
      thief.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: mine, PermissionsBoundary })),
    );
  expect([await create(), await create(ADMINISTRATOR), await create(BOUNDARY)]).toEqual([
    'AccessDenied',
    'AccessDenied',
    'allowed',
  ]);
  const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      'allowed',
      () => thief.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: everything })),
    ],
    ['allowed', () => thief.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: mine }))],
    ['AccessDenied', () => thief.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR }))],
    ['AccessDenied', () => thief.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }))],
    [
      'AccessDenied',
      () =>
        thief.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: ADMINISTRATOR })),
    ],
    [
      'AccessDenied',
      () =>
        thief.send(
          new CreatePolicyVersionCommand({
            PolicyArn: BOUNDARY,
            PolicyDocument: everything,
            SetAsDefault: true,
          }),
        ),
    ],
    [
      'AccessDenied',
      () => thief.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'admin', PolicyDocument: mine })),
    ],
    [
      'AccessDenied',
      () =>
        thief.send(
          new PutRolePolicyCommand({ RoleName: 'admin', PolicyName: 'p', PolicyDocument: everything }),
        ),
    ],
    ['AccessDenied', () => thief.send(new CreateAccessKeyCommand({ UserName: 'thief' }))],
  ];
  for (const [index, [expected, way]] of ways.entries())
    expect([index, await answer(way)]).toEqual([index, expected]);

  const { Credentials } = await stsClient({ ...settings, credentials }).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}`, RoleSessionName: 'thief' }),
  );
  const session = {
    ...settings,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  };
  const [asRole, inS3] = [iamClient(session), s3Client(session)];
  const get = (Bucket: string) =>
    answer(() => inS3.send(new GetObjectCommand({ Bucket, Key: 'to-amperity/x' })));
  expect([await get(tenant.bucket.name), await get('acme-hr')]).toEqual(['allowed', 'AccessDenied']);
  expect(await answer(() => asRole.send(new CreateUserCommand({ UserName: 'mine' })))).toBe('AccessDenied');
  expect(await answer(() => asRole.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })))).toBe(
    'AccessDenied',
  );
  expect(
    await answer(() =>
      inS3.send(new PutBucketPolicyCommand({ Bucket: tenant.bucket.name, Policy: everything })),
    ),
  ).toBe('AccessDenied');
});
