/** Answers of S3's, as its API reference shows them, and what is read from them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BucketAttribute } from '../../../actions/drift/attributes';
import { s3Client, s3ControlClient } from '../../../aws/clients';
import { findBucket } from '../../../aws/deployed/bucket';
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
  const found = await findBucket(
    { s3, s3Control, account: '111122223333', signal: new AbortController().signal },
    'acme-exchange',
    [attribute as BucketAttribute],
  );
  s3.destroy();
  return found.kind === 'there' ? found.attributes[attribute as BucketAttribute] : found;
}

test.each(cases.answers)('$name', async ({ attribute, query, answers: bodies, value }) => {
  const reading = await readingOf(
    attribute,
    query,
    bodies.map((body) => ({ status: 200, body })),
  );
  expect(reading).toEqual({ kind: 'found', value });
});

test.each(cases.errors)('$name', async ({ attribute, query, status, body, reading }) => {
  expect(await readingOf(attribute, query, [{ status, body }])).toEqual(reading);
});

test('a bucket that is not there', async () => {
  const body = '<Error><Code>NoSuchBucket</Code><Message>Words.</Message></Error>';
  expect(await readingOf('policy', 'policy', [{ status: 404, body }])).toEqual({ kind: 'gone' });
});
