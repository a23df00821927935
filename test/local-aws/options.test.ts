/** What the embedded AWS can be told to do to those who use it, and what it keeps to itself. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as iam from '@aws-sdk/client-iam';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import * as s3 from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../local-aws/index';
import { agent, type ClientCredentials, clientsFor } from './clients';

const CUSTOMER = '111122223333';
const VENDOR = '999988887777';

const running: LocalAws[] = [];

async function start(options: LocalAwsOptions): Promise<LocalAws> {
  const aws = await startLocalAws(options);
  running.push(aws);
  return aws;
}

let folder: string;
let log: string;
/** For all that ask for nothing special. */
let aws: LocalAws;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'local-aws-'));
  log = join(folder, 'requests.jsonl');
  aws = await start({ log });
});

afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()));
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
});

function rootOf(
  { url, rootCredentials }: LocalAws,
  account: string,
  clockOffset = 0,
): ReturnType<typeof clientsFor> {
  return clientsFor({ url, credentials: rootCredentials(account), clockOffset });
}

async function makeUser(
  { iam: client }: ReturnType<typeof clientsFor>,
  UserName: string,
): Promise<ClientCredentials> {
  await client.send(new iam.CreateUserCommand({ UserName }));
  const { AccessKey } = await client.send(new iam.CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

function statements(...some: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: some });
}

test('a change of IAM acts only after the delay', async () => {
  const started = Date.now();
  let later = 0;
  // A clock that stands still but for the test, however long the requests take.
  const delayed = await start({ iamDelaySeconds: 10, now: () => started + later * 1000 });
  const vendor = await makeUser(rootOf(delayed, VENDOR), 'plugin');
  await rootOf(delayed, VENDOR).iam.send(
    new iam.PutUserPolicyCommand({
      UserName: 'plugin',
      PolicyName: 'assume',
      PolicyDocument: statements({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }),
    }),
  );
  later = 11;
  const { iam: customer } = rootOf(delayed, CUSTOMER, 11_000);
  const trust = statements({ Effect: 'Allow', Principal: { AWS: VENDOR }, Action: 'sts:AssumeRole' });
  await customer.send(new iam.CreateRoleCommand({ RoleName: 'target', AssumeRolePolicyDocument: trust }));
  const role = { RoleArn: `arn:aws:iam::${CUSTOMER}:role/target`, RoleSessionName: 'check' };
  const assume = (offset: number) =>
    clientsFor({ url: delayed.url, credentials: vendor, clockOffset: offset }).sts.send(
      new AssumeRoleCommand(role),
    );
  await expect(assume(11_000)).rejects.toMatchObject({ name: 'AccessDenied' });
  later = 22;
  expect((await assume(22_000)).Credentials?.AccessKeyId).toMatch(/^ASIA/);
  await rootOf(delayed, CUSTOMER, 22_000).iam.send(new iam.DeleteRoleCommand({ RoleName: 'target' }));
  expect((await assume(22_000)).Credentials).toBeDefined();
  later = 33;
  await expect(assume(33_000)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a share of the requests is told to slow down, and every answer is held back', async () => {
  const slow = await start({ throttle: 0.25, latencyMs: 100 });
  const { s3: client } = rootOf(slow, CUSTOMER);
  const before = performance.now();
  const outcomes: string[] = [];
  for (let count = 0; count < 8; count += 1) {
    const listed = client.send(new s3.ListBucketsCommand({}));
    outcomes.push(await listed.then(() => 'ok').catch((error: Error) => error.name));
  }
  expect(outcomes.filter((outcome) => outcome === 'SlowDown')).toHaveLength(2);
  expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(6);
  expect(performance.now() - before).toBeGreaterThanOrEqual(8 * 100);
});

test('the log tells who asked for what, what came of it and why, and no secret', async () => {
  const root = rootOf(aws, CUSTOMER);
  const reader = await makeUser(root, 'reader');
  const { s3: client } = clientsFor({ url: aws.url, credentials: reader });
  await root.s3.send(new s3.CreateBucketCommand({ Bucket: 'logged' }));
  await expect(client.send(new s3.GetObjectCommand({ Bucket: 'logged', Key: 'a.csv' }))).rejects.toThrow();
  const presigned = `${aws.url}/logged/a.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Security-Token=a-token&x-id=GetObject`;
  expect((await fetch(presigned)).status).toBe(400);

  const text = readFileSync(log, 'utf8');
  const entries = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(entries.at(-2)).toMatchObject({
    caller: `arn:aws:iam::${CUSTOMER}:user/reader`,
    service: 's3',
    operation: 'GetObject',
    status: 403,
    code: 'AccessDenied',
    tls: true,
    decisions: ['denied: no identity-based policy allows s3:GetObject on arn:aws:s3:::logged/a.csv'],
  });
  expect(text).not.toContain(reader.secretAccessKey);
  expect(text).not.toContain('a-token');
  expect(text).not.toContain(aws.rootCredentials(CUSTOMER).secretAccessKey);
});

describe('what it does not know it refuses', () => {
  const lines = (...some: string[]) => `${some.join('\r\n')}\r\nConnection: close\r\n\r\n`;

  /** Bytes on the wire, and the first line of the answer. */
  function send(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(aws.url).port), '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk.toString();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    });
  }

  beforeAll(async () => {
    await rootOf(aws, CUSTOMER).s3.send(new s3.CreateBucketCommand({ Bucket: 'raw' }));
  });

  test('unknown operations, hosts, tunnels and services', async () => {
    expect(await send(lines('GET /raw?metadataTable HTTP/1.1', 'Host: s3.aws.test'))).toContain('403');
    expect(await send(lines('PATCH /raw/key HTTP/1.1', 'Host: s3.aws.test'))).toContain('403');
    expect(await send(lines('GET http://example.com/ HTTP/1.1', 'Host: example.com'))).toContain('403');
    expect(
      await send(lines('CONNECT sts.amazonaws.com:443 HTTP/1.1', 'Host: sts.amazonaws.com:443')),
    ).toContain('403');
    expect(await send(lines('POST / HTTP/1.1', 'Host: lambda.aws.test', 'Content-Length: 0'))).toContain(
      '403',
    );
    expect(await send(lines('GET /moto-api/data.json HTTP/1.1', 'Host: 127.0.0.1'))).toContain('404');
    expect(
      await send(lines('GET /raw HTTP/1.1', 'Host: s3.aws.test', 'x-moto-account-id: 111122223333')),
    ).toContain('403');
  });

  test('a service of which only the protocol is known is judged by the names of its operations', async () => {
    const nobody = await makeUser(rootOf(aws, CUSTOMER), 'nobody');
    const { tagging } = clientsFor({ url: aws.url, credentials: nobody });
    const asked = tagging.send(new GetResourcesCommand({}));
    await expect(asked).rejects.toThrow(
      'because no identity-based policy allows the tag:GetResources action',
    );
  });

  test('a header that would change the request but is not signed', async () => {
    const { s3: client } = rootOf(aws, CUSTOMER);
    client.middlewareStack.add(
      (next) => (args) => {
        Object.assign((args.request as { headers: object }).headers, { 'x-amz-acl': 'public-read' });
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', name: 'smuggle' },
    );
    const put = client.send(new s3.PutObjectCommand({ Bucket: 'raw', Key: 'a', Body: 'x' }));
    await expect(put).rejects.toMatchObject({ name: 'AccessDenied', HeadersNotSigned: 'x-amz-acl' });
  });

  test('a body that is not the one that was signed', async () => {
    const { s3: client } = rootOf(aws, CUSTOMER);
    client.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { body: 'y' });
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', name: 'swap' },
    );
    const put = client.send(new s3.PutObjectCommand({ Bucket: 'raw', Key: 'a', Body: 'x' }));
    await expect(put).rejects.toMatchObject({ name: 'XAmzContentSHA256Mismatch' });
  });
});
