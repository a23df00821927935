/** Drift of a tenant whose vendor comes with an access key: the user, its keys, and users that nobody asks for. */
import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  TagUserCommand,
  UntagUserCommand,
} from '@aws-sdk/client-iam';
import { comparePrincipal } from '../../../actions/drift/compare-principal';
import { expectedOf } from '../../../actions/drift/expected';
import { readRights } from '../../../actions/drift/read-rights';
import { remediationFor } from '../../../actions/drift/remediation';
import type { Report } from '../../../actions/drift/report/document';
import { ABSENT, present } from '../../../aws/deployed/reading';
import type { DeployedTarget } from '../../../aws/deployed/tenant-readings';
import { loadProject } from '../../../config';
import { type LocalAws, startLocalAws } from '../../../local-aws';
import { identityPolicies } from '../../../policies/access-policy';
import { policyJson } from '../../../policies/policy-document';
import { aKeyTenant } from '../../a-tenant';
import { drift, makeProject, removeProject } from './a-project';
import { type AdminClients, adminClients } from './admin';
import { deployBySdk } from './deploy-by-sdk';

const ACCOUNT = '111122223333';
const UserName = 's3-handshake-keyed';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const EVERYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' }],
});

function fileOf(name: string, access: string): string {
  return [
    `tenant: ${name}`,
    'customer: acme',
    'vendor: channelmix',
    `account: "${ACCOUNT}"`,
    'region: us-east-1',
    'credentials: access-key',
    `bucket: { name: ${name}-exchange }`,
    'grants: [{ prefix: acme/reports/, allow: [get, put, list, delete] }]',
    `access: ${access}`,
    '',
  ].join('\n');
}

let localAws: LocalAws;
let folder: string;
let admin: AdminClients;
/** Who may do what `drift --policy` prints, and nothing else. */
let env: Record<string, string>;

beforeAll(async () => {
  localAws = await startLocalAws();
  folder = makeProject({
    'tenants/keyed.yaml': fileOf('keyed', 'active'),
    'tenants/shut.yaml': fileOf('shut', 'suspended'),
    'tenants/gone.yaml': fileOf('gone', 'revoked'),
  });
  admin = adminClients(localAws, localAws.rootCredentials(ACCOUNT));
  for (const tenant of loadProject(folder).tenants) await deployBySdk(tenant, [], admin);
  env = await readerOf(admin);
});

afterAll(async () => {
  removeProject(folder);
  await localAws.stop();
});

async function readerOf({ iam }: AdminClients): Promise<Record<string, string>> {
  const names = { UserName: 'reader' };
  await iam.send(new CreateUserCommand(names));
  const PolicyDocument = JSON.stringify(readRights('aws'));
  await iam.send(new PutUserPolicyCommand({ ...names, PolicyName: 'read', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand(names));
  return {
    ...localAws.environment(ACCOUNT),
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
  };
}

async function reportOf(...argv: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await drift(folder, [...argv, '--json'], env);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

const kindAndAttribute = ({ findings }: Report) =>
  findings.map(({ resource, attribute }) => `${resource.kind} ${attribute}`);

test('what is deployed as the file says is clean, read with the printed rights alone', async () => {
  const report = await reportOf();
  expect(report.tenants.map(({ unread }) => unread)).toEqual([0, 0, 0]);
  expect(kindAndAttribute(report)).toEqual([]);
  expect(report.totals.clean).toBe(3);
});

interface Change {
  readonly says: string;
  readonly change: () => Promise<unknown>;
  readonly undo: () => Promise<unknown>;
  readonly attribute: string;
  readonly class: string;
}

const groupNames = { GroupName: 'admins', UserName };
const CHANGES: readonly Change[] = [
  {
    says: 'an inline policy was added',
    change: () =>
      admin.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'more', PolicyDocument: EVERYTHING })),
    undo: () => admin.iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'more' })),
    attribute: 'inlinePolicies.more',
    class: 'security',
  },
  {
    says: 'a managed policy was attached',
    change: () => admin.iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY })),
    undo: () => admin.iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY })),
    attribute: `attachedPolicies.${READ_ONLY}`,
    class: 'security',
  },
  {
    says: 'the user was put into a group',
    change: async () => {
      await admin.iam.send(new CreateGroupCommand({ GroupName: 'admins' }));
      await admin.iam.send(new AddUserToGroupCommand(groupNames));
    },
    undo: () => admin.iam.send(new RemoveUserFromGroupCommand(groupNames)),
    attribute: 'groups.admins',
    class: 'security',
  },
  {
    says: 'the user was given a password',
    change: () => admin.iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Not-4-a-vendor!' })),
    undo: () => admin.iam.send(new DeleteLoginProfileCommand({ UserName })),
    attribute: 'loginProfile.Created',
    class: 'security',
  },
  {
    says: 'a tag was added',
    change: () => admin.iam.send(new TagUserCommand({ UserName, Tags: [{ Key: 'by', Value: 'hand' }] })),
    undo: () => admin.iam.send(new UntagUserCommand({ UserName, TagKeys: ['by'] })),
    attribute: 'tags.by',
    class: 'tag',
  },
];

test.each(CHANGES)('$says: found', async ({ change, undo, attribute, class: wanted }) => {
  await change();
  try {
    const { findings } = await reportOf('keyed');
    expect(findings.map((one) => [one.resource.arn, one.attribute, one.class])).toEqual([
      [`arn:aws:iam::${ACCOUNT}:user/${UserName}`, attribute, wanted],
    ]);
  } finally {
    await undo();
  }
});

test('two active keys are told of, and their secrets are nowhere', async () => {
  const made = [];
  for (let count = 0; count < 2; count += 1)
    made.push((await admin.iam.send(new CreateAccessKeyCommand({ UserName }))).AccessKey);
  const report = await reportOf('keyed');
  expect(report.findings).toMatchObject([
    {
      attribute: 'accessKeys.active',
      severity: 'high',
      remediation: 's3-handshake keys revoke keyed <id>    # of the one that the vendor does not have',
    },
  ]);
  for (const key of made) {
    expect(JSON.stringify(report)).not.toContain(key?.SecretAccessKey);
    await admin.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: key?.AccessKeyId }));
  }
});

test('a user that is there and should not be, and one that is not and should', async () => {
  await admin.iam.send(new CreateUserCommand({ UserName: 's3-handshake-gone' }));
  await admin.iam.send(
    new CreateUserCommand({ UserName: 'lost', Tags: [{ Key: 's3-handshake:tenant', Value: 'lost' }] }),
  );
  const shut = 's3-handshake-shut';
  await admin.iam.send(new DeleteUserPolicyCommand({ UserName: shut, PolicyName: 's3-handshake-access' }));
  await admin.iam.send(new DeleteUserCommand({ UserName: shut }));
  const { findings } = await reportOf();
  expect(
    findings.map(({ tenant, resource, attribute, cause }) => [tenant, resource.kind, attribute, cause]),
  ).toEqual(
    expect.arrayContaining([
      ['gone', 'user', 'exists', 'differs'],
      ['shut', 'user', 'exists', 'differs'],
      ['lost', 'user', 'exists', 'orphan'],
    ]),
  );
  expect(findings).toHaveLength(3);
});

describe('the age of keys', () => {
  const tenant = aKeyTenant();
  const { principal } = expectedOf(tenant, [], undefined);
  const NOW = new Date('2026-11-27T12:00:00Z');
  const deployed = (...ages: readonly { days: number; active?: boolean }[]): DeployedTarget => ({
    kind: 'user',
    groups: new Map(),
    user: present({
      settings: {
        state: 'unread',
        right: 'iam:GetUser',
        reason: 'denied',
        code: 'AccessDenied',
        message: 'AccessDenied',
      },
      inlinePolicies: present(
        new Map(identityPolicies(tenant).map((policy) => [policy.name, present(policyJson(policy))])),
      ),
      attachedPolicies: present(new Map()),
      groups: present(new Map()),
      loginProfile: ABSENT,
      accessKeys: present(
        ages.map(({ days, active = true }, at) => ({
          id: `AKIA${at}`,
          active,
          created: new Date(NOW.getTime() - days * 86_400_000),
        })),
      ),
      lastUses: new Map(),
    }),
  });

  test.each([
    ['none', [], []],
    ['a new one', [{ days: 0 }], []],
    ['one of 90 days', [{ days: 90 }], []],
    ['one of 91 days', [{ days: 91 }], ['accessKeys.AKIA0']],
    ['an old one that is switched off', [{ days: 200, active: false }], ['accessKeys.AKIA0']],
    ['an old and a new one', [{ days: 91 }, { days: 1 }], ['accessKeys.AKIA0', 'accessKeys.active']],
    ['two, one of them switched off', [{ days: 2, active: false }, { days: 1 }], []],
  ])('%s', (_, ages, attributes) => {
    const { judged } = comparePrincipal(principal, deployed(...ages), NOW);
    expect(judged.map(({ attribute }) => attribute)).toEqual(attributes);
  });

  test('the remediation is the rotation, and no secret can be in it', () => {
    const [old] = comparePrincipal(principal, deployed({ days: 91 }), NOW).judged;
    if (!old) throw new Error('a key of 91 days is old');
    expect(old).toMatchObject({
      expected: { MostDays: 90 },
      actual: { Created: '2026-08-28', Status: 'Active' },
    });
    expect(remediationFor({ kind: 'user', judged: old, tenant, today: '2026-11-27' })).toBe(
      's3-handshake keys rotate acme-prod',
    );
  });
});
