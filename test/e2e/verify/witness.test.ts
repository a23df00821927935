/** Requests that show a difference are sent where they do no harm, and nothing of them stays. */
import type { VerifyReport } from '../../../actions/verify/report-schema';
import { decideByPolicies } from '../../../local-aws/decider';
import { commandLine } from '../../command-line';
import { contentsOf } from './bucket-contents';
import { type Change, restore, type Sabotage, sabotage } from './sabotage';
import { openScene, type RunOptions, type Scene } from './scene';

const OPEN = 'arn:aws:s3:::plain-exchange';
const to = (Action: string, key: string): object => ({
  Sid: 'Added',
  Effect: 'Allow',
  Action,
  Resource: `${OPEN}/${key}`,
});

let scene: Scene;
/** How often AssumeRole is denied before the policies decide. */
let denials = 0;
beforeAll(async () => {
  scene = await openScene(['plain'], {
    decide: (request, policies, through) => {
      if (
        request.action === 'sts:AssumeRole' &&
        request.resource.arn.includes('s3-handshake') &&
        denials > 0
      ) {
        denials -= 1;
        return decideByPolicies(request, { ...policies, resource: undefined }, through);
      }
      return decideByPolicies(request, policies, through);
    },
  });
});
afterAll(() => scene?.close());

async function verified(changes: readonly Change[], options: RunOptions): Promise<VerifyReport> {
  const row: Sabotage = { name: 'by hand', tenant: 'plain', changes, fails: {} };
  await sabotage(row, scene);
  try {
    const { report, code } = await scene.verify('plain', options);
    expect(code).toBe(2);
    return report;
  } finally {
    await restore(row, scene);
  }
}

function reachOf(report: VerifyReport) {
  return report.tenants
    .flatMap(({ checks }) => checks)
    .filter(({ id, status }) => id.startsWith('reach.') && status === 'fail');
}

test.each<[string, readonly Change[], RegExp]>([
  [
    'a get',
    [{ policy: 'role', add: [to('s3:GetObject', 'hr/*')] }],
    /Added.*tried: allowed, got, byte for byte/,
  ],
  ['a put', [{ policy: 'role', add: [to('s3:PutObject', 'config/*')] }], /Added.*tried: allowed, put/],
  [
    'a list',
    [
      {
        policy: 'role',
        add: [
          {
            Sid: 'Added',
            Effect: 'Allow',
            Action: 's3:ListBucket',
            Resource: OPEN,
            Condition: { StringLike: { 's3:prefix': 'hr/*' } },
          },
        ],
      },
    ],
    /Added.*tried: allowed, listed/,
  ],
  [
    'an assume',
    [{ policy: 'trust', change: { Vendor1: { Condition: null } } }],
    /Vendor1.*tried: allowed, assumed/,
  ],
])('%s is sent, found open, and leaves nothing', async (_, changes, message) => {
  const report = await verified(changes, { as: 'vendor' });
  const both = reachOf(report).filter(({ how }) => how === 'both');
  expect(both.map((check) => check.message).join('\n')).toMatch(message);
  expect(report.tenants[0]?.residue).toEqual([]);
  expect(await contentsOf('plain-exchange', scene)).toEqual([]);
});

test('what would do harm is judged and not sent', async () => {
  const report = await verified([{ policy: 'role', add: [to('s3:DeleteObject', 'hr/*')] }], { as: 'vendor' });
  expect(reachOf(report)).toMatchObject([{ id: 'reach.more', how: 'judged' }]);
});

test('--read-only puts nothing', async () => {
  const report = await verified([{ policy: 'role', add: [to('s3:PutObject', 'config/*')] }], {
    as: 'vendor',
    args: ['--read-only'],
  });
  expect(reachOf(report)).toMatchObject([{ id: 'reach.more', how: 'judged' }]);
  expect(await contentsOf('plain-exchange', scene)).toEqual([]);
});

/** As a user runs it after a deployment: with the wait. */
async function waited(): Promise<{ readonly report: VerifyReport; readonly stderr: string }> {
  const env = await scene.env('plain', 'vendor');
  const argv = ['verify', 'plain', '--as', 'vendor', '--owner-profile', 'owner', '--json'];
  const { stdout, stderr } = await commandLine(argv, { env, cwd: scene.folder });
  return { report: JSON.parse(stdout), stderr };
}

const assumed = ({ tenants }: VerifyReport) =>
  tenants[0]?.checks.find(({ id }) => id === 'assume.right-external-id');

test('where the deployed trust lets nobody in, nothing is waited for', async () => {
  const row: Sabotage = {
    name: 'by hand',
    tenant: 'plain',
    changes: [
      {
        policy: 'trust',
        change: { Vendor1: { Condition: { StringEquals: { 'sts:ExternalId': 'Another' } } } },
      },
    ],
    fails: {},
  };
  await sabotage(row, scene);
  const { report, stderr } = await waited();
  await restore(row, scene);
  expect(assumed(report)).toMatchObject({ status: 'fail', attempts: 1, how: 'both' });
  expect(stderr).not.toContain('tried again');
});

test('where it does, and AWS does not know it yet, it is said what is waited for', async () => {
  denials = 1;
  const { report, stderr } = await waited();
  expect(assumed(report)).toMatchObject({ status: 'pass', attempts: 2 });
  expect(stderr).toContain('plain: assume.right-external-id: ');
  expect(stderr).toContain('it is tried again until then');
});
