/**
 * A thief has the deployer's rights and wants to be an administrator. The tenants' roles have a boundary: nothing that is
 * tried leads beyond what the boundary allows, which is what tenants may have.
 */
import { type AccessRequest, decide, decideThroughAccessPoint, type Principal } from '../../iam';
import { boundaryPolicy } from '../../policies/boundary-policy';
import {
  BOUNDED_ROLE_WRITES,
  BOUNDED_USER_WRITES,
  OTHER_USER_WRITES,
  ROLE_TAGS,
} from '../../policies/deployer-actions';
import { deployerPolicy, unbounded } from '../../policies/deployer-policy';
import { documentOf } from '../../policies/policy-document';
import { aKeyTenant, aTenant } from '../a-tenant';
import { policyOf } from '../iam/policies-of';
import { actionsOf } from '../iam/reach/catalogue';

const ACCOUNT = '111122223333';
const iam = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;
const BOUNDARY = iam('policy/s3-handshake-boundary');
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000';
const bounded = { target: { permissionsBoundary: BOUNDARY } };
const role = aTenant({ ...bounded, accessPoint: { name: 'acme-point' }, bucket: { kmsKeyArn: KEY } });
const user = aKeyTenant({ ...bounded, name: 'acme-keys', bucket: { name: 'acme-keys-exchange' } });
const user2 = { ...user, target: { ...user.target, name: 's3-handshake-acme-keys' } };
const TENANTS = [role, user2];
const [ROLE, USER] = [iam('role/vendors/s3-handshake-acme-prod'), iam('user/vendors/s3-handshake-acme-keys')];
const POINT = `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/acme-point`;

const deployer = policyOf(documentOf(deployerPolicy(TENANTS)), 'identity', 'deployer');
const boundary = policyOf(documentOf(boundaryPolicy(TENANTS)), 'boundary', 'boundary');
const everything = policyOf(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  'identity',
  'what the thief wrote',
);

const thief: Principal = { kind: 'user', arn: iam('user/ci') };
const asRole: Principal = {
  kind: 'role-session',
  roleArn: ROLE,
  sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/s3-handshake-acme-prod/thief`,
};

/** The actions with which AWS sends the boundary of a role or user. */
let withBoundary: ReadonlySet<string>;

beforeAll(async () => {
  const published = await actionsOf(['iam']);
  withBoundary = new Set(
    published.filter(({ keys }) => keys.includes('iam:PermissionsBoundary')).map(({ name }) => name),
  );
});

/** With the others AWS would not send it, whatever a way says. */
function sent(action: string, context: AccessRequest['context']): AccessRequest['context'] {
  const { 'iam:PermissionsBoundary': _, ...others } = context;
  return withBoundary.has(action) ? context : others;
}

function request(
  principal: Principal,
  action: string,
  arn: string,
  context: AccessRequest['context'] = {},
): AccessRequest {
  return {
    principal,
    action,
    resource: { arn, account: ACCOUNT },
    context: { 's3:ResourceAccount': ACCOUNT, 'aws:SecureTransport': 'true', ...sent(action, context) },
    vouchedKeys: ['*'],
  };
}

const within = (arn: string) => ({ 'iam:PermissionsBoundary': arn });
const attached = (arn: string) => ({ 'iam:PolicyARN': arn, ...within(BOUNDARY) });

type Way = readonly [string, string, string, AccessRequest['context']?];

const OTHER_BOUNDARIES = {
  none: {},
  AdministratorAccess: within(ADMINISTRATOR),
  'a policy of the thief': within(iam('policy/mine')),
  'one whose name begins alike': within(`${BOUNDARY}-2`),
  'one of other case': within(BOUNDARY.replace('s3-', 'S3-')),
  "another account's": within(BOUNDARY.replace(ACCOUNT, '222233334444')),
};

/** By the deployer's own hand. */
const BY_ITSELF: readonly Way[] = [
  ...Object.entries(OTHER_BOUNDARIES).flatMap(([name, context]): readonly Way[] => [
    ...[...BOUNDED_ROLE_WRITES, 'iam:PutRolePermissionsBoundary'].map(
      (action): Way => [`boundary: ${name}`, action, ROLE, context],
    ),
    ...[...BOUNDED_USER_WRITES, 'iam:PutUserPermissionsBoundary'].map(
      (action): Way => [`boundary: ${name}`, action, USER, context],
    ),
  ]),
  ['takes the boundary away', 'iam:DeleteRolePermissionsBoundary', ROLE, within(BOUNDARY)],
  ['takes the boundary away', 'iam:DeleteUserPermissionsBoundary', USER, within(BOUNDARY)],
  ['writes the boundary anew', 'iam:CreatePolicyVersion', BOUNDARY],
  ['brings an old version of it back', 'iam:SetDefaultPolicyVersion', BOUNDARY],
  ['removes a version of it', 'iam:DeletePolicyVersion', BOUNDARY],
  ['removes it, to make it anew', 'iam:DeletePolicy', BOUNDARY],
  ['makes a policy', 'iam:CreatePolicy', iam('policy/mine')],
  ['attaches AdministratorAccess', 'iam:AttachRolePolicy', ROLE, attached(ADMINISTRATOR)],
  ['attaches AdministratorAccess', 'iam:AttachUserPolicy', USER, attached(ADMINISTRATOR)],
  ...[
    'role/admin',
    'role/deployer',
    'role/s3-handshake-acme-prod',
    'role/vendors/s3-handshake-acme-prod2',
    'role/vendors/x/s3-handshake-acme-prod',
  ]
    .map(iam)
    .flatMap((other): readonly Way[] =>
      [
        'iam:CreateRole',
        'iam:PutRolePolicy',
        'iam:AttachRolePolicy',
        'iam:UpdateAssumeRolePolicy',
        'iam:PutRolePermissionsBoundary',
        'iam:TagRole',
      ].map((action): Way => ["another's role", action, other, within(BOUNDARY)]),
    ),
  ...['user/admin', 'user/ci', 'user/s3-handshake-acme-keys']
    .map(iam)
    .flatMap((other): readonly Way[] =>
      [
        'iam:PutUserPolicy',
        'iam:AttachUserPolicy',
        'iam:CreateAccessKey',
        'iam:CreateLoginProfile',
        'iam:UpdateLoginProfile',
        'iam:UpdateUser',
        'iam:DeactivateMFADevice',
      ].map((action): Way => ["another's user", action, other, within(BOUNDARY)]),
    ),
  ['a key for the target user', 'iam:CreateAccessKey', USER, within(BOUNDARY)],
  ['a password for the target user', 'iam:CreateLoginProfile', USER, within(BOUNDARY)],
  ['the group of administrators', 'iam:AddUserToGroup', iam('group/admins')],
  ['the policy of a group', 'iam:PutGroupPolicy', iam('group/admins')],
  ['hands the role to a service', 'iam:PassRole', ROLE],
  ['hands an administrator to a service', 'iam:PassRole', iam('role/admin')],
  ['an instance profile', 'iam:AddRoleToInstanceProfile', iam('instance-profile/x')],
  ['a service-linked role', 'iam:CreateServiceLinkedRole', iam('role/aws-service-role/x/AWSServiceRoleForX')],
  ['an identity provider', 'iam:CreateOpenIDConnectProvider', iam('oidc-provider/thief.example')],
  ['an identity provider', 'iam:UpdateSAMLProvider', iam('saml-provider/company')],
  ['another role', 'sts:AssumeRole', iam('role/admin')],
  ['a federated session', 'sts:GetFederationToken', `arn:aws:sts::${ACCOUNT}:federated-user/x`],
  ['a function', 'lambda:CreateFunction', `arn:aws:lambda:us-east-1:${ACCOUNT}:function:x`],
  ['a machine', 'ec2:RunInstances', '*'],
  ['a stack', 'cloudformation:CreateStack', '*'],
  ['the organisation', 'organizations:DetachPolicy', '*'],
  ['another bucket', 's3:PutBucketPolicy', 'arn:aws:s3:::acme-hr'],
  ['another bucket', 's3:GetObject', 'arn:aws:s3:::acme-hr/salaries.csv'],
  ['a bucket whose name begins alike', 's3:PutBucketPolicy', 'arn:aws:s3:::acme-exchange-2'],
  ['another point', 's3:CreateAccessPoint', `${POINT}-2`],
  ['another point', 's3:PutAccessPointPolicy', `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/hr`],
  ["the account's public-access block", 's3:PutAccountPublicAccessBlock', '*'],
  ['objects by its own hand', 's3:GetObject', 'arn:aws:s3:::acme-exchange/to-amperity/x'],
  ['the key', 'kms:PutKeyPolicy', KEY],
  ['the key', 'kms:CreateGrant', KEY],
  ['the key', 'kms:Decrypt', KEY],
];

/** As the target role, of which the thief wrote policy and trust: it says that everything is allowed. */
const AS_THE_ROLE: readonly Way[] = [
  ['an administrator', 'iam:CreateUser', iam('user/mine')],
  ['an administrator', 'iam:AttachRolePolicy', ROLE, attached(ADMINISTRATOR)],
  ['an administrator', 'iam:DeleteRolePermissionsBoundary', ROLE, within(BOUNDARY)],
  ['an administrator', 'iam:CreatePolicyVersion', BOUNDARY],
  ['an administrator', 'iam:CreateAccessKey', iam('user/admin')],
  ['an administrator', 'sts:AssumeRole', iam('role/admin')],
  ['an administrator', 'iam:PassRole', iam('role/admin')],
  ['a service', 'lambda:CreateFunction', `arn:aws:lambda:us-east-1:${ACCOUNT}:function:x`],
  ['a service', 'ssm:SendCommand', '*'],
  ['a service', 'secretsmanager:GetSecretValue', `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:x`],
  ['the account', 's3:ListAllMyBuckets', '*'],
  ['the account', 's3:PutAccountPublicAccessBlock', '*'],
  ['another bucket', 's3:GetObject', 'arn:aws:s3:::acme-hr/salaries.csv'],
  ['another bucket', 's3:ListBucket', 'arn:aws:s3:::acme-hr'],
  ['another bucket', 's3:PutBucketPolicy', 'arn:aws:s3:::acme-hr'],
  ['the bucket itself', 's3:PutBucketPolicy', 'arn:aws:s3:::acme-exchange'],
  ['the bucket itself', 's3:DeleteBucket', 'arn:aws:s3:::acme-exchange'],
  ['locks', 's3:BypassGovernanceRetention', 'arn:aws:s3:::acme-exchange/to-amperity/x'],
  ['versions', 's3:DeleteObjectVersion', 'arn:aws:s3:::acme-exchange/to-amperity/x'],
  [
    'a bucket that another account made',
    's3:GetObject',
    'arn:aws:s3:::acme-exchange/to-amperity/x',
    { 's3:ResourceAccount': '222233334444' },
  ],
  [
    'a bucket that another account made',
    's3:PutObject',
    'arn:aws:s3:::acme-exchange/from-amperity/x',
    { 's3:ResourceAccount': '222233334444' },
  ],
  ['the key, but by S3', 'kms:Decrypt', KEY],
  ['the key, but by S3', 'kms:Decrypt', KEY, { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' }],
  ['the key', 'kms:PutKeyPolicy', KEY, { 'kms:ViaService': 's3.us-east-1.amazonaws.com' }],
  [
    'another key',
    'kms:Decrypt',
    KEY.replace('0a1b', 'ffff'),
    { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
  ],
];

/** Each with a context, which jest's types ask for. */
function titled([title, action, arn, context = {}]: Way): Required<Way> {
  return [title, action, arn, context];
}

test('at least sixty ways are tried', () => {
  expect(BY_ITSELF.length + AS_THE_ROLE.length).toBeGreaterThanOrEqual(60);
});

test.each(BY_ITSELF.map(titled))('%s: %s on %s is denied to the deployer', (_title, action, arn, context) => {
  expect(decide(request(thief, action, arn, context), { identity: [deployer] }).outcome).toBe('denied');
});

test.each(AS_THE_ROLE.map(titled))('%s: %s on %s is denied to the role', (_title, action, arn, context) => {
  const policies = { identity: [everything], boundary };
  expect(decide(request(asRole, action, arn, context), policies).outcome).toBe('denied');
});

test("the point's name leads into no other bucket", () => {
  const open = policyOf(
    {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: ROLE }, Action: 's3:*', Resource: [POINT, `${POINT}/object/*`] },
      ],
    },
    'access-point',
  );
  const asked = request(asRole, 's3:GetObject', 'arn:aws:s3:::acme-hr/salaries.csv');
  const policies = { identity: [everything], boundary };
  expect(decideThroughAccessPoint(asked, { arn: POINT, policy: open }, policies).outcome).toBe('denied');
});

test('what is left is what tenants may have', () => {
  const policies = { identity: [everything], boundary };
  const via = { 'kms:ViaService': 's3.us-east-1.amazonaws.com' };
  for (const [action, arn, context] of [
    ['s3:GetObject', 'arn:aws:s3:::acme-exchange/to-amperity/x', {}],
    ['s3:PutObject', `${POINT}/object/from-amperity/x`, {}],
    ['s3:ListBucket', 'arn:aws:s3:::acme-exchange', { 's3:prefix': 'to-amperity/' }],
    ['s3:GetBucketLocation', 'arn:aws:s3:::acme-exchange', {}],
    ['kms:Decrypt', KEY, via],
  ] as const) {
    const key = policyOf(
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' }],
      },
      'key',
    );
    const resource = action.startsWith('kms') ? key : undefined;
    expect(decide(request(asRole, action, arn, context), { ...policies, resource }).outcome).toBe('allowed');
  }
});

test('and the deployer makes a tenant with its boundary, as Terraform does', () => {
  for (const action of [
    ...BOUNDED_ROLE_WRITES,
    ...ROLE_TAGS,
    'iam:PutRolePermissionsBoundary',
    'iam:GetRole',
  ])
    expect(decide(request(thief, action, ROLE, within(BOUNDARY)), { identity: [deployer] }).outcome).toBe(
      'allowed',
    );
  for (const action of [...BOUNDED_USER_WRITES, ...OTHER_USER_WRITES, 'iam:GetUser'])
    expect(decide(request(thief, action, USER, within(BOUNDARY)), { identity: [deployer] }).outcome).toBe(
      'allowed',
    );
});

test('every action of the deployer on IAM that hears of a boundary is held to it', () => {
  const free = documentOf(deployerPolicy(TENANTS))
    .Statement.filter(({ Effect, Condition }) => Effect === 'Allow' && Condition === undefined)
    .flatMap(({ Action }) => Action);
  expect(free.filter((action) => withBoundary.has(action) && !/:(?:Get|List)/.test(action))).toEqual([]);
});

test('without a boundary it amounts to an administrator, and that is known', () => {
  const open = policyOf(documentOf(deployerPolicy([aTenant()])), 'identity');
  for (const action of ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'])
    expect(decide(request(thief, action, ROLE), { identity: [open] }).outcome).toBe('allowed');
  expect(unbounded([aTenant(), role]).map(({ name }) => name)).toEqual(['acme-prod']);
});
