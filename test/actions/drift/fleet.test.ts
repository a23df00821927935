/** A fleet over several accounts: rights, refusals, throttling and orphans. */
import {
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketTaggingCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { PutPublicAccessBlockCommand as PutAccountBlockCommand } from '@aws-sdk/client-s3-control';
import { readRights } from '../../../actions/drift/read-rights';
import type { Report } from '../../../actions/drift/report/document';
import { type LocalAws, startLocalAws } from '../../../local-aws';
import { EXIT } from '../../../report/exit-codes';
import { FULL } from '../../full';
import { accountAt, deployFleet, type Fleet, plainTenantOf, reportOn, setReadRights } from './a-fleet';
import { drift, removeProject } from './a-project';
import { deployBySdk } from './deploy-by-sdk';
import { withWhatIsRead } from './what-is-read';

/** Tenants of every kind in every account; a thousand of them are in `large-fleet.full.test.ts`. */
const SIZE = FULL ? { tenants: 24, accounts: 4 } : { tenants: 12, accounts: 3 };
const REFUSING = accountAt(SIZE.accounts - 1);

let localAws: LocalAws;
let fleet: Fleet;

beforeAll(async () => {
  localAws = await startLocalAws({ throttle: 0.003 });
  fleet = await deployFleet(localAws, SIZE, REFUSING);
});

afterAll(async () => {
  if (fleet) removeProject(fleet.folder);
  await localAws?.stop();
});

function refused(): readonly string[] {
  return fleet.project.tenants.flatMap(({ name, account }) => (account === REFUSING ? [name] : []));
}

const plainTenant = () => plainTenantOf(fleet.project, REFUSING);
const reportOf = (...argv: readonly string[]) => reportOn(fleet, ...argv);

test('with just the rights that it prints, it sees that nothing differs; who refuses is incomplete, and nobody else', async () => {
  const { code, stdout } = await drift(fleet.folder, ['--json'], fleet.env);
  const report = JSON.parse(stdout) as Report;
  expect(report.findings).toEqual([]);
  const incomplete = report.tenants.filter(({ state }) => state === 'incomplete').map(({ name }) => name);
  expect(incomplete).toEqual(refused());
  expect(report.totals).toMatchObject({ clean: SIZE.tenants - refused().length, drifted: 0 });
  for (const { account, right, reason } of report.incomplete)
    expect({ account, right, reason }).toEqual({
      account: REFUSING,
      right: 'sts:AssumeRole',
      reason: 'denied',
    });
  expect(code).toBe(EXIT.error);
});

test('a change on one tenant is found there, and a right that is missing is named', async () => {
  const { name, account, bucket } = plainTenant();
  const { s3, iam } = fleet.admin(account);
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket: bucket.name }));
  const before = await reportOf(name);
  expect(before.findings).toHaveLength(4);
  expect(before.findings[0]).toMatchObject({
    severity: 'high',
    place: { file: `tenants/${name}.yaml`, line: 8 },
  });
  expect(before.exitCode).toBe(EXIT.finding);

  const rights = readRights('aws').Statement.map((statement) => ({
    ...statement,
    Action: [statement.Action].flat().filter((action) => action !== 's3:GetBucketPolicy'),
  }));
  await setReadRights(iam, rights);
  const without = await reportOf(name);
  expect(without.incomplete).toMatchObject([
    {
      tenant: name,
      right: 's3:GetBucketPolicy',
      reason: 'denied',
      resource: `arn:aws:s3:::${bucket.name}`,
    },
  ]);
  expect(without.findings).toHaveLength(4);
  expect(without.exitCode).toBe(EXIT.error);
  expect((await drift(fleet.folder, [name], fleet.env)).stdout).toContain(
    `incomplete: account ${account}: lacks s3:GetBucketPolicy (${name})`,
  );
  await setReadRights(iam, readRights('aws').Statement);

  const block = {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  };
  const { s3Control } = fleet.admin(account);
  await s3Control.send(
    new PutAccountBlockCommand({ AccountId: account, PublicAccessBlockConfiguration: block }),
  );
  const lessened = await reportOf(name);
  expect(lessened.findings.map(({ severity }) => severity)).toEqual(['medium', 'medium', 'medium', 'medium']);
  await s3.send(
    new PutPublicAccessBlockCommand({ Bucket: bucket.name, PublicAccessBlockConfiguration: block }),
  );
});

test.each(
  readRights('aws')
    .Statement.flatMap(({ Action }) => [Action].flat())
    .filter((_, at) => FULL || at % 17 === 0),
)('%s is needed: without it, something is incomplete', async (right) => {
  const { account } = plainTenant();
  const { iam } = fleet.admin(account);
  const tenants = fleet.project.tenants.filter((tenant) => tenant.account === account).slice(0, 6);
  // A role and a user that nobody knows, so that somebody must ask for their tags.
  const unknown = { RoleName: `unknown-${right.replace(':', '-')}` };
  const nobody = { Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }] };
  await iam.send(
    new CreateRoleCommand({
      ...unknown,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', ...nobody }),
    }),
  );
  const stranger = { UserName: `unknown-${right.replace(':', '-')}` };
  await iam.send(new CreateUserCommand(stranger));
  const undo = await withWhatIsRead(right, tenants, fleet.admin(account), localAws);
  await setReadRights(
    iam,
    readRights('aws').Statement.map((statement) => ({
      ...statement,
      Action: [statement.Action].flat().filter((action) => action !== right),
    })),
  );
  const named = await reportOf(...tenants.map(({ name }) => name));
  // Some rights are needed only by a look at the whole fleet, which finds what no file speaks of.
  const all = named.incomplete.length > 0 ? named.incomplete : (await reportOf()).incomplete;
  await setReadRights(iam, readRights('aws').Statement);
  await undo();
  await iam.send(new DeleteRoleCommand(unknown));
  await iam.send(new DeleteUserCommand(stranger));
  expect(all.filter((unread) => unread.account === account).map((unread) => unread.right)).toContain(right);
});

test('what is gone, what is a stranger’s and what should be gone', async () => {
  const { project } = fleet;
  const open = project.tenants.filter(({ account }) => account !== REFUSING);
  const active = open.filter(({ access, accessPoint }) => access === 'active' && !accessPoint);
  const [gone, strange] = active.slice(-2);
  const revoked = open.find(({ access, accessPoint }) => access === 'revoked' && !accessPoint);
  if (!gone || !strange || !revoked) throw new Error('the fleet is too small');

  await fleet.admin(gone.account).s3.send(new DeleteBucketCommand({ Bucket: gone.bucket.name }));
  await fleet.admin(strange.account).s3.send(new DeleteBucketCommand({ Bucket: strange.bucket.name }));
  const stranger = fleet.admin('888800000000');
  await stranger.s3.send(new CreateBucketCommand({ Bucket: strange.bucket.name }));
  await deployBySdk(
    { ...revoked, access: 'active', bucket: { ...revoked.bucket, existing: true } },
    [],
    fleet.admin(revoked.account),
  );

  const report = await reportOf(gone.name, strange.name, revoked.name);
  expect(
    report.findings.map(({ tenant, resource, attribute, severity }) => [
      tenant,
      resource.kind,
      attribute,
      severity,
    ]),
  ).toEqual(
    [
      [gone.name, 'bucket', 'exists', 'high'],
      [strange.name, 'bucket', 'owner', 'high'],
      [revoked.name, 'role', 'exists', 'high'],
    ].sort(),
  );
  expect(report.incomplete).toEqual([]);

  await stranger.s3.send(new DeleteBucketCommand({ Bucket: strange.bucket.name }));
  const { iam } = fleet.admin(revoked.account);
  await iam.send(
    new DeleteRolePolicyCommand({ RoleName: revoked.target.name, PolicyName: 's3-handshake-access' }),
  );
  await iam.send(new DeleteRoleCommand({ RoleName: revoked.target.name }));
  for (const tenant of [gone, strange]) {
    const { s3, ...others } = fleet.admin(tenant.account);
    await deployBySdk({ ...tenant, access: 'revoked' }, [], { s3, ...others });
  }
});

test('what carries our tag and has no file is found; so is what a file no longer asks for', async () => {
  const { account, name } = plainTenant();
  const { s3, iam } = fleet.admin(account);
  const tag = (tenant: string) => [{ Key: 's3-handshake:tenant', Value: tenant }];
  await s3.send(new CreateBucketCommand({ Bucket: 'left-behind-exchange' }));
  await s3.send(
    new PutBucketTaggingCommand({
      Bucket: 'left-behind-exchange',
      Tagging: { TagSet: tag('left-behind') },
    }),
  );
  const RoleName = 'left-behind-role';
  const Statement = [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }];
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  await iam.send(new TagRoleCommand({ RoleName, Tags: tag(name) }));

  const orphans = (await reportOf()).findings.filter(({ cause }) => cause === 'orphan');
  expect(orphans.map(({ tenant, resource, message }) => [tenant, resource.arn, message])).toEqual(
    [
      [
        'left-behind',
        'arn:aws:s3:::left-behind-exchange',
        'the bucket carries the tag of left-behind, which has no file any more',
      ],
      [
        name,
        `arn:aws:iam::${account}:role/${RoleName}`,
        `the role carries the tag of ${name}, whose file asks for another`,
      ],
    ].sort(),
  );
  // Who asks for one tenant is not told of others.
  expect((await reportOf(name)).findings).toEqual([]);

  await s3.send(new DeleteBucketCommand({ Bucket: 'left-behind-exchange' }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
});
