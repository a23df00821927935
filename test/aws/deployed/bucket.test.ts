/** Answers of S3's, as its API reference shows them, and what is read from them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { s3Client, s3ControlClient } from '../../../aws/clients';
import { readBucket } from '../../../aws/deployed/bucket';
import type { BucketSettingName } from '../../../aws/deployed/bucket-settings';
import cases from './s3-answers.json';

interface Answer {
  readonly status: number;
  readonly body: string;
}

let server: Server;
/** What is answered to a request that has this word in its query, one after the other. */
let answers: { query: string; rest: Answer[] };

const NOTHING: Answer = { status: 404, body: '<Error><Code>NoSuchTagSet</Code></Error>' };
const LOCATION: Answer = { status: 200, body: '<LocationConstraint/>' };

beforeAll(async () => {
  server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://bucket').searchParams;
    const asked = query.has(answers.query) ? answers.rest : [query.has('location') ? LOCATION : NOTHING];
    const answer = asked.length > 1 ? asked.shift() : asked[0];
    response.writeHead(answer?.status ?? 500, { 'content-type': 'application/xml' });
    response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${answer?.body ?? ''}`);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});

afterAll(() => new Promise((closed) => server.close(closed)));

async function readingOf(attribute: string, query: string, rest: Answer[]) {
  answers = { query, rest };
  const settings = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    localAws: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    maxAttempts: 2,
  };
  const [s3, s3Control] = [s3Client(settings), s3ControlClient(settings)];
  const bucket = await readBucket({ s3, s3Control, account: '111122223333' }, 'acme-exchange', [
    attribute as BucketSettingName,
  ]);
  s3.destroy();
  if (bucket.state !== 'present') return bucket;
  const { region, settings: parts } = bucket.value;
  return attribute === 'region' ? region : parts[attribute as BucketSettingName];
}

test.each(cases.answers)('$name', async ({ attribute, query, answers: bodies, reading }) => {
  const answers = bodies.map((body) => ({ status: 200, body }));
  expect(await readingOf(attribute, query, answers)).toEqual(reading);
});

test.each(cases.errors)('$name', async ({ attribute, query, status, body, reading }) => {
  expect(await readingOf(attribute, query, [{ status, body }])).toEqual(reading);
});

test('a bucket that is not there', async () => {
  const body = '<Error><Code>NoSuchBucket</Code><Message>Words.</Message></Error>';
  expect(await readingOf('policy', 'policy', [{ status: 404, body }])).toEqual({
    state: 'absent',
  });
});
