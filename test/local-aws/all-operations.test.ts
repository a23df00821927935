/**
 * Every operation of S3 and S3 Control, by the SDK, in a bucket that holds nothing and in one that holds an object. What
 * the embedded AWS does not implement it refuses, and nothing is ever lost by it: moto takes a question that it does not
 * know for another one, and an unknown configuration's DELETE for the bucket's.
 */
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { isAnswered } from '../../local-aws/kept-operations';
import { CONTROL_OPERATIONS } from '../../local-aws/s3-control';
import { FULL as EVERY } from '../full';
import { agent, clientsFor } from './clients';

const ACCOUNT = '111122223333';
const [EMPTY, FULL] = ['all-operations-empty', 'all-operations-full'];
const KEY = 'kept/a.csv';

/** Members by the names that operations give them. Each takes what it knows. */
const INPUT = {
  Key: KEY,
  Id: 'daily',
  AccountId: ACCOUNT,
  Name: 'all-operations',
  UploadId: 'no-such-upload',
  PartNumber: 1,
  CopySource: `${FULL}/${KEY}`,
  Body: 'b',
  Tagging: { TagSet: [] },
  JobId: '00000000-0000-0000-0000-000000000000',
  ResourceArn: `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/all-operations`,
  Mrap: 'mrap',
  ConfigId: 'daily',
  AccessGrantId: 'default',
  AccessGrantsLocationId: 'default',
  RequestTokenARN: `arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/create/x`,
};

/** What does away with the bucket or the object by its name, or writes over it. */
const TAKES: ReadonlySet<string> = new Set(['DeleteBucket', 'DeleteObject', 'PutObject', 'CopyObject']);

let aws: LocalAws;
let root: ReturnType<typeof clientsFor>;

beforeAll(async () => {
  aws = await startLocalAws();
  root = clientsFor({ url: aws.url, credentials: aws.rootCredentials(ACCOUNT) });
  await setOut(FULL);
});
afterAll(async () => {
  agent.destroy();
  await aws?.stop();
});

type Command = new (input: never) => never;

function operationsOf(client: object): readonly (readonly [string, Command])[] {
  const all = Object.entries(client).flatMap(([name, value]) => {
    const operation = /^(\w+)Command$/.exec(name)?.[1];
    return operation === undefined ? [] : [[operation, value as Command] as const];
  });
  // What reaches moto at all, `operation-table` goes through in every run.
  return all.filter((_, at) => EVERY || at % 4 === 0);
}

/** AWS's error code; `done`; or `not sent`, where the SDK refuses to make a request of it. */
async function answerTo(send: () => Promise<unknown>): Promise<string> {
  try {
    await send();
    return 'done';
  } catch (error) {
    const { name, $metadata } = error as s3.S3ServiceException;
    return $metadata?.httpStatusCode === undefined ? 'not sent' : `${$metadata.httpStatusCode} ${name}`;
  }
}

/** Requests for S3 Express are signed in its name, which the gate does not take. */
const REFUSED = /^(?:not sent|501 NotImplemented|403 (?:AccessDenied|SignatureDoesNotMatch))$/;

/** Puts there what each operation must find, and leave. */
async function setOut(Bucket: string): Promise<void> {
  await answerTo(() => root.s3.send(new s3.CreateBucketCommand({ Bucket })));
  if (Bucket === FULL) await root.s3.send(new s3.PutObjectCommand({ Bucket, Key: KEY, Body: 'kept' }));
}

/** What is left of it. */
async function leftIn(Bucket: string): Promise<string> {
  if (Bucket === EMPTY) return answerTo(() => root.s3.send(new s3.HeadBucketCommand({ Bucket })));
  const { Body } = await root.s3.send(new s3.GetObjectCommand({ Bucket, Key: KEY }));
  return (await Body?.transformToString()) ?? '';
}

const isOnObjects = ([name]: readonly [string, Command]) => /Object|Part|Upload/.test(name);

describe.each([
  ['on buckets, in an empty one', EMPTY, operationsOf(s3).filter((one) => !isOnObjects(one))],
  ['on objects', FULL, operationsOf(s3).filter(isOnObjects)],
] as const)('%s', (_title, Bucket, operations) => {
  beforeAll(() => setOut(Bucket));

  test.each(operations)('%s is known or refused, and takes nothing else', async (name, Operation) => {
    const answer = await answerTo(() => root.s3.send(new Operation({ ...INPUT, Bucket } as never)));
    if (!isAnswered(name)) expect(answer).toMatch(REFUSED);
    else expect(answer).not.toMatch(/^50/);
    if (TAKES.has(name)) await setOut(Bucket);
    else expect(await leftIn(Bucket)).toBe(Bucket === FULL ? 'kept' : 'done');
  });
});

test.each(operationsOf(s3control))('S3 Control: %s is known or refused', async (name, Operation) => {
  const answer = await answerTo(() =>
    root.s3control.send(new Operation({ ...INPUT, Bucket: FULL } as never)),
  );
  if (!CONTROL_OPERATIONS.has(name)) expect(answer).toMatch(REFUSED);
  else expect(answer).not.toMatch(/^50/);
});

test('a bucket survives all of S3 Control', async () => {
  expect(await leftIn(FULL)).toBe('kept');
});
