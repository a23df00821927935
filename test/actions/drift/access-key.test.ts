/** Drift of a tenant whose vendor comes with an access key: the user, its keys, and users that nobody asks for. */

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { IGNORE_FILE } from '../../../actions/drift/ignore-list';
import { readRights } from '../../../actions/drift/read-rights';
import type { Report } from '../../../actions/drift/report/document';
import { runDrift } from '../../../actions/drift/run';
import type { ActionEvent } from '../../../actions/host';
import { rotationText } from '../../../aws/deployed/rotation-record';
import { loadProject } from '../../../config';
import { ROTATION_TAG } from '../../../config/tenant/names';
import { type LocalAws, startLocalAws } from '../../../local-aws';
import { FULL } from '../../full';
import { drift, makeProject, removeProject } from './a-project';
import { type AdminClients, adminClients } from './admin';
import { deployBySdk } from './deploy-by-sdk';

const ACCOUNT = '111122223333';
const UserName = 's3-handshake-keyed';
/** The longer one has thousands of patterns of hundreds of services. */
const READ_ONLY = `arn:aws:iam::aws:policy/${FULL ? '' : 'AmazonS3'}ReadOnlyAccess`;
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

/** What the run tells of `keyed` as it ends, which `status` repeats and `deploy` goes by. */
async function endOf(): Promise<Partial<ActionEvent> | undefined> {
  const events: ActionEvent[] = [];
  const host = {
    env,
    signal: new AbortController().signal,
    onEvent: (event: ActionEvent) => events.push(event),
  };
  const options = { engine: 'api', tenants: ['keyed'], accounts: [], pictures: 'none' } as const;
  await runDrift(folder, options, host);
  return events.find(({ kind }) => kind === 'end');
}

test('what the ignore list names does not make a tenant one with findings, until its last day is over', async () => {
  const names = { UserName, TagKeys: ['by'] };
  await admin.iam.send(new TagUserCommand({ UserName, Tags: [{ Key: 'by', Value: 'hand' }] }));
  try {
    expect(await endOf()).toMatchObject({ outcome: 'finding', summary: 'keyed: 1 finding, 0 not read' });
    for (const [until, outcome] of [
      ['2099-12-31', 'ok'],
      ['2020-12-31', 'finding'],
    ]) {
      const entry = `{ address: keyed/user, attribute: tags.by, reason: known, until: ${until} }`;
      writeFileSync(join(folder, IGNORE_FILE), `ignore:\n  - ${entry}\n`);
      expect(await endOf()).toMatchObject({ outcome });
    }
  } finally {
    rmSync(join(folder, IGNORE_FILE), { force: true });
    await admin.iam.send(new UntagUserCommand(names));
  }
});

test('a rotation that keys rotate began is a notice, and no tag of a stranger', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const { AccessKey } = await admin.iam.send(new CreateAccessKeyCommand({ UserName }));
    ids.push(AccessKey?.AccessKeyId ?? '');
  }
  const [from = '', to = ''] = ids;
  const Tags = [{ Key: ROTATION_TAG, Value: rotationText({ from, to }) }];
  await admin.iam.send(new TagUserCommand({ UserName, Tags }));
  const report = await reportOf('keyed');
  expect(report).toMatchObject({
    exitCode: 0,
    totals: { clean: 1, drifted: 0, findings: 0 },
    tenants: [{ state: 'clean', findings: 0 }],
    findings: [
      {
        attribute: 'accessKeys.rotation',
        severity: 'note',
        actual: [from, to],
        remediation: 'npx s3-handshake keys rotate keyed --finish    # when ChannelMix uses the new key',
      },
    ],
  });
  expect((await drift(folder, ['keyed'], env)).stdout).toMatch(/1 clean, 0 drifted, 0 incomplete, 1 notice/);
  expect(await endOf()).toMatchObject({ outcome: 'ok', summary: 'keyed: 0 findings, 0 not read' });
  for (const AccessKeyId of ids) await admin.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  // The record stays, and is about the past.
  expect(kindAndAttribute(await reportOf('keyed'))).toEqual([]);
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
      remediation: 'npx s3-handshake keys revoke keyed <id>    # of the one that the vendor does not have',
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
