/** What is put on a bucket after `adopt --record` and before the first deployment is not overwritten unseen. */
import { CreateBucketCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { s3Client } from '../../../aws/clients';
import { type LocalAws, startLocalAws } from '../../../local-aws';
import { rootOf } from '../../deployed-by-sdk';
import { type AFleet, aFleet, fileOf } from './a-fleet';

jest.mock('../../../terraform/child-process', () =>
  jest.requireActual<typeof import('./in-process')>('./in-process'),
);

const ACCOUNT = '111122223333';
const Bucket = 'acme-exchange';
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'PartnerReads',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/partner/*`,
    },
  ],
});

let localAws: LocalAws;
let fleet: AFleet;
beforeAll(async () => {
  localAws = await startLocalAws();
  fleet = aFleet({ acme: `${fileOf('acme')}adopt: [bucket]\n` });
});
afterAll(async () => {
  fleet.remove();
  await localAws.stop();
});

test('it is named, before and after a review, until it is recorded', async () => {
  const s3 = s3Client({ region: 'us-east-1', localAws, credentials: rootOf(ACCOUNT) });
  await s3.send(new CreateBucketCommand({ Bucket }));
  const env = { ...fleet.env, ...localAws.environment(ACCOUNT), HOME: '/nonexistent' };
  const run = (line: string, more: Readonly<Record<string, string>> = {}) =>
    fleet.run(line.split(' '), { env: { ...env, ...more } });
  expect((await run('adopt acme --record')).code).toBe(0);
  expect((await run('diff --plan plans')).code).toBe(2);

  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: POLICY }));
  fleet.calls();
  for (const line of ['diff --json', 'deploy --yes --json', 'deploy --from-plan plans --json']) {
    const { code, stdout } = await run(line);
    const [{ outcome, message, remediation }] = JSON.parse(stdout).tenants;
    expect({ line, code, outcome }).toEqual({ line, code: 1, outcome: 'failed' });
    expect(message).toMatch(/^adoptions\/acme\.json does not hold .*PartnerReads of the bucket's policy/);
    expect(remediation).toContain('s3-handshake adopt acme --record');
  }
  expect(fleet.calls()).not.toContain('apply acme');

  expect((await run('adopt acme --record', { HANDSHAKE_ALLOW_LOSS: 'acme' })).code).toBe(0);
  expect((await run('deploy --yes')).code).toBe(0);
  expect(fleet.calls()).toContain('apply acme');
});

test('what cannot be read again is not taken over', async () => {
  const other = aFleet({ acme: `${fileOf('acme')}adopt: [bucket]\n`, carl: fileOf('carl') });
  try {
    const { code, stdout } = await other.run(['deploy', '--yes'], {
      env: { ...other.env, HOME: '/nonexistent' },
    });
    expect(code).toBe(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /acme: failed: what acme takes over could not be read again/,
    );
    expect(other.world()).toEqual({ carl: other.states().carl });
  } finally {
    other.remove();
  }
});
