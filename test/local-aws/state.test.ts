/**
 * An embedded AWS that keeps its state: one of every kind of thing, and the decisions on them, after a kill and, in the full
 * run, after a stop too. The clients of the first start go on with the next: ids, secrets, sessions and dates are the same.
 */
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { FULL } from '../full';
import { allThatIsTold } from './all-that-is-told';
import { agent, type ClientCredentials, clientsFor } from './clients';
import { Stage } from './decision-stage';
import { chapters, isAsExpected } from './decision-table';
import { ACCOUNT, allow, BUCKET, makeOneOfEach } from './every-kind';

const VENDOR = '999988887777';

let folder: string;
let state: string;
let aws: LocalAws;
const running = new Set<LocalAws>();

async function start(from: string, port = 0): Promise<LocalAws> {
  const started = await startLocalAws({ state: from, port });
  running.add(started);
  return started;
}

async function stop(one: LocalAws): Promise<void> {
  running.delete(one);
  await one.stop();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'local-aws-'));
  state = join(folder, 'state');
  aws = await start(state);
});
afterAll(async () => {
  agent.destroy();
  for (const one of running) await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

const rootAt = (url: string, account = ACCOUNT) =>
  clientsFor({ url, credentials: aws.rootCredentials(account) });

function credentialsOf(key: iam.AccessKey | undefined): ClientCredentials {
  return { accessKeyId: key?.AccessKeyId ?? '', secretAccessKey: key?.SecretAccessKey ?? '' };
}

async function outcomeOf(send: Promise<unknown>): Promise<string> {
  return send.then(
    () => 'allowed',
    ({ name }: Error) => name,
  );
}

test('one of each is there at the next start, and is decided on as before', async () => {
  const made = await makeOneOfEach(rootAt(aws.url));
  const vendor = rootAt(aws.url, VENDOR).iam;
  await vendor.send(new iam.CreateUserCommand({ UserName: 'plugin' }));
  await vendor.send(
    new iam.PutUserPolicyCommand({
      UserName: 'plugin',
      PolicyName: 'own',
      PolicyDocument: allow('sts:AssumeRole'),
    }),
  );
  const plugin = await vendor.send(new iam.CreateAccessKeyCommand({ UserName: 'plugin' }));
  const { Credentials } = await clientsFor({
    url: aws.url,
    credentials: credentialsOf(plugin.AccessKey),
  }).sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/vendors/role`,
      RoleSessionName: 'plugin',
    }),
  );
  const session: ClientCredentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const Bucket = BUCKET;
  await rootAt(aws.url).s3.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
  await rootAt(aws.url).s3.send(new s3.DeleteObjectCommand({ Bucket, Key: 'gone.csv' }));

  /** All that is told, and what everybody may do with it. */
  const seen = async (url: string) => {
    const clients = (credentials: ClientCredentials) => clientsFor({ url, credentials });
    const kept = { Bucket, Key: 'kept.csv', RequestPayer: 'requester' } as const;
    return {
      ...(await allThatIsTold(rootAt(url))),
      'the session reads': await outcomeOf(clients(session).s3.send(new s3.GetObjectCommand(kept))),
      'the session lists': await outcomeOf(
        clients(session).s3.send(new s3.ListObjectsV2Command({ Bucket, RequestPayer: 'requester' })),
      ),
      'the user lists': await outcomeOf(
        clients(credentialsOf(made.user)).s3.send(new s3.ListObjectsV2Command({ Bucket })),
      ),
      'the user deletes': await outcomeOf(
        clients(credentialsOf(made.user)).s3.send(new s3.DeleteObjectCommand(kept)),
      ),
      'the key that is off': await outcomeOf(
        clients(credentialsOf(made.switchedOff)).s3.send(new s3.ListBucketsCommand({})),
      ),
      'what was encrypted': (
        await rootAt(url).kms.send(new kms.DecryptCommand({ CiphertextBlob: made.CiphertextBlob }))
      ).Plaintext,
    };
  };
  const before = await seen(aws.url);
  expect(
    Object.values(before).filter((one) => one !== undefined && typeof one === 'object').length,
  ).toBeGreaterThan(60);

  // A kill leaves what is on the disk, and nothing more.
  const left = join(folder, 'left');
  cpSync(state, left, { recursive: true });
  const afterKill = await start(left);
  expect(await seen(afterKill.url)).toEqual(before);
  expect(afterKill.environment(ACCOUNT).AWS_SECRET_ACCESS_KEY).toBe(
    aws.environment(ACCOUNT).AWS_SECRET_ACCESS_KEY,
  );
  await rootAt(afterKill.url).s3.send(new s3.CompleteMultipartUploadCommand(made.upload));
  await stop(afterKill);

  if (FULL) {
    await stop(aws);
    aws = await start(state);
    expect(await seen(aws.url)).toEqual(before);
    await rootAt(aws.url).s3.send(new s3.CompleteMultipartUploadCommand(made.upload));
  }
  for (const name of ['', 'state.sqlite', 'state.sqlite-wal'])
    expect(statSync(join(state, name)).mode & 0o077).toBe(0);
});

test('a folder that another one uses is refused', async () => {
  await expect(startLocalAws({ state })).rejects.toThrow(`${state} is in use by another embedded AWS`);
});

/** The smallest that has one of each. */
const SAMPLE = 'Credentials and time';

test.each(chapters().filter(({ title }) => FULL || title === SAMPLE))(
  'stopped between what is given and what is asked: $title',
  async ({ given, rows }) => {
    const own = join(folder, 'chapter');
    rmSync(own, { recursive: true, force: true });
    let stage: Stage | undefined;
    const open = (port = 0) =>
      startLocalAws({ state: own, port, now: () => Date.now() + (stage?.laterMs ?? 0) });
    let current = await open();
    const port = Number(new URL(current.url).port);
    stage = new Stage({
      ...current,
      get plainHttpUrl() {
        return current.plainHttpUrl;
      },
    });
    await stage.prepare(given);
    await stop(current);
    current = await open(port);
    running.add(current);
    const wrong = [];
    for (const row of rows) {
      const result = await stage.perform(row);
      if (!isAsExpected(row, result)) wrong.push({ row: row.name, result });
    }
    await stop(current);
    expect(wrong).toEqual([]);
  },
);
