/**
 * Every operation of five services, by the SDK and without a network, to a gate behind which moto only listens: what the
 * table does not have must not reach it.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { rootCredentials } from '../../local-aws';
import { ALL_BLOCKED } from '../../local-aws/buckets';
import { answerRequest } from '../../local-aws/gate';
import { answer } from '../../local-aws/message';
import type { Moto } from '../../local-aws/moto';
import { newWorld } from '../../local-aws/world';
import { clientsFor } from './clients';
import { type KnownService, operationTable, SERVICES, TABLE_FILE } from './operation-table';
import { incomingOf, type SentRequest } from './sent-request';

const ACCOUNT = '111122223333';
const SECRET = randomUUID();
const BUCKET = 'all-operations';

let sent = 0;
const moto: Moto = {
  send: async () => {
    sent += 1;
    return answer(200, '<Answer/>', { 'content-type': 'text/xml' });
  },
  ended: new Promise(() => undefined),
  stop: async () => undefined,
};
const world = newWorld(moto, {}, SECRET);

/** Some operations take it away. */
function setOut(): void {
  world.buckets.set(BUCKET, {
    name: BUCKET,
    account: ACCOUNT,
    region: 'us-east-1',
    policy: undefined,
    publicAccessBlock: ALL_BLOCKED,
    ownership: 'BucketOwnerEnforced',
    encryption: undefined,
    holdsKmsObjects: false,
    objectLock: true,
    uploads: new Map(),
    documents: new Map(),
  });
}

const clients = clientsFor({
  url: 'http://127.0.0.1:1',
  credentials: rootCredentials(ACCOUNT, SECRET),
  requestHandler: {
    handle: async (request: SentRequest) => {
      const { answer: given } = await answerRequest(world, incomingOf(request));
      const { status, headers, body } = given;
      return { response: { statusCode: status, headers: { ...headers }, body: Readable.from([body]) } };
    },
  },
});

/** Members by the names that operations give them. Each takes what it knows. */
const INPUT = {
  Bucket: BUCKET,
  Key: 'a.csv',
  Id: 'daily',
  AccountId: ACCOUNT,
  Name: 'all-operations',
  UserName: 'somebody',
  UploadId: 'no-such-upload',
  PartNumber: 1,
  CopySource: `${BUCKET}/a.csv`,
  Body: 'b',
  JobId: '00000000-0000-0000-0000-000000000000',
  ResourceArn: `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/all-operations`,
  Mrap: 'mrap',
  ConfigId: 'daily',
  AccessGrantId: 'default',
  AccessGrantsLocationId: 'default',
  RequestTokenARN: `arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/create/x`,
};

const REFUSED = /^(?:not sent|501 |403 |400 (?:InvalidAction|NoSuchOperation)|405 )/;

async function answerTo({ client, commands }: KnownService, operation: string): Promise<string> {
  const Command = commands.get(operation);
  if (!Command) return 'not sent';
  const { send } = clients[client] as { send(command: unknown): Promise<unknown> };
  try {
    await send.call(clients[client], new Command(INPUT as never));
    return 'done';
  } catch (error) {
    const { name, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return $metadata?.httpStatusCode === undefined ? 'not sent' : `${$metadata.httpStatusCode} ${name}`;
  }
}

test.each(SERVICES)('every operation of $name is treated as the table says', async (service) => {
  const otherwise: string[] = [];
  for (const operation of service.commands.keys()) {
    setOut();
    sent = 0;
    const answered = await answerTo(service, operation);
    const isRefused = REFUSED.test(answered) && sent === 0;
    const isAsSaid =
      service.treatmentOf(operation) === 'refused' ? isRefused : !/^(?:50|400 InvalidAction)/.test(answered);
    if (!isAsSaid) otherwise.push(`${operation}: ${answered}, ${sent} requests to moto`);
  }
  expect(otherwise).toEqual([]);
});

test('the table that is written says so', () => {
  expect(readFileSync(TABLE_FILE, 'utf8')).toBe(operationTable());
});
