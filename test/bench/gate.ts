/**
 * What the gate adds to a request: the same S3 calls, by the same SDK, to the embedded AWS and to moto alone, taking
 * turns; and how much of moto's own throughput is left to sixteen clients at once. Times of one machine mean little, so
 * the result is the ratio: at most 1.35 of the time, at least 0.7 of the throughput. Run: `npx ts-node test/bench/gate.ts`, with
 * `--json` for one document.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import * as s3 from '@aws-sdk/client-s3';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { motoServer } from '../../local-aws/moto-program';
import { agent, type ClientCredentials, clientsFor } from '../local-aws/clients';

const ACCOUNT = '111122223333';
const ROUNDS = 300;
const WARM_UP = 30;
const KEY = 'in/an object.csv';
const BODY = 'x'.repeat(10_000);

type Call = (client: s3.S3Client, Bucket: string) => Promise<unknown>;

const CALLS: Readonly<Record<string, Call>> = {
  Put: (client, Bucket) => client.send(new s3.PutObjectCommand({ Bucket, Key: KEY, Body: BODY })),
  Get: async (client, Bucket) => {
    const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key: KEY }));
    await Body?.transformToByteArray();
  },
  Head: (client, Bucket) => client.send(new s3.HeadObjectCommand({ Bucket, Key: KEY })),
  List: (client, Bucket) => client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'in/' })),
};

interface Contestant {
  readonly client: s3.S3Client;
  readonly bucket: string;
}

/** Milliseconds in the middle of all rounds, for each contestant, by turns. */
async function medians(call: Call, contestants: readonly Contestant[]): Promise<number[]> {
  const times = contestants.map((): number[] => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [index, { client, bucket }] of contestants.entries()) {
      const begin = performance.now();
      await call(client, bucket);
      if (round >= WARM_UP) times[index]?.push(performance.now() - begin);
    }
  }
  return times.map(
    (some) => some.sort((one, other) => one - other)[Math.floor(some.length / 2)] ?? Number.NaN,
  );
}

const CLIENTS = 16;
const EACH = 40;

/** Requests in a second, by all clients at once: gets and puts in turn. */
async function throughput({ client, bucket }: Contestant): Promise<number> {
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, who) => {
      // moto alone fails where several write one key.
      const Key = `in/${who}`;
      for (let at = 0; at < EACH; at += 1) {
        if (at % 2 === 0) await client.send(new s3.PutObjectCommand({ Bucket: bucket, Key, Body: BODY }));
        else
          await (
            await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key }))
          ).Body?.transformToByteArray();
      }
    }),
  );
  return (CLIENTS * EACH * 1000) / (performance.now() - begin);
}

/** The better of several rounds by turns, for each. */
async function throughputs(contestants: readonly Contestant[]): Promise<number[]> {
  const best = contestants.map(() => 0);
  for (let round = 0; round < 3; round += 1)
    for (const [index, contestant] of contestants.entries())
      best[index] = Math.max(best[index] ?? 0, await throughput(contestant));
  return best;
}

/** A server of moto's with nothing in front of it. */
async function startMotoAlone(): Promise<{ url: string; process: ChildProcess }> {
  const process = spawn(motoServer(), ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await new Promise<string>((found, failed) => {
    let words = '';
    process.once('exit', () => failed(new Error(words)));
    process.stderr.on('data', (chunk: Buffer) => {
      words += chunk.toString();
      const running = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(words);
      if (running?.[1]) found(running[1]);
    });
  });
  return { url, process };
}

/** A user with rights to the bucket only, and a bucket with a policy: what the gate has to look at in earnest. */
async function behindTheGate(aws: LocalAws): Promise<Contestant> {
  const { iam, s3: root } = clientsFor({ url: aws.url, credentials: aws.rootCredentials(ACCOUNT) });
  const { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } = await import(
    '@aws-sdk/client-iam'
  );
  const bucket = 'gate-bench';
  const Resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/in/*`];
  const statements = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateUserCommand({ UserName: 'bench' }));
  const allow = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], Resource };
  const policy = { UserName: 'bench', PolicyName: 'own', PolicyDocument: statements(allow) };
  await iam.send(new PutUserPolicyCommand(policy));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'bench' }));
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  await root.send(new s3.CreateBucketCommand({ Bucket: bucket }));
  const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: Resource.slice(0, 1), Condition };
  await root.send(new s3.PutBucketPolicyCommand({ Bucket: bucket, Policy: statements(deny) }));
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
  return { client: clientsFor({ url: aws.url, credentials }).s3, bucket };
}

async function onMoto(url: string, credentials: ClientCredentials): Promise<Contestant> {
  const client = new s3.S3Client({ endpoint: url, region: 'us-east-1', credentials, forcePathStyle: true });
  const bucket = 'moto-bench';
  await client.send(new s3.CreateBucketCommand({ Bucket: bucket }));
  return { client, bucket };
}

async function main(): Promise<void> {
  const aws = await startLocalAws();
  const moto = await startMotoAlone();
  try {
    const gate = await behindTheGate(aws);
    const alone = await onMoto(moto.url, aws.rootCredentials(ACCOUNT));
    const rows = [];
    for (const [what, call] of Object.entries(CALLS)) {
      const [withGate = Number.NaN, without = Number.NaN] = await medians(call, [gate, alone]);
      rows.push({ what, motoMs: round(without), gateMs: round(withGate), ratio: round(withGate / without) });
    }
    const [withGate = Number.NaN, without = Number.NaN] = await throughputs([gate, alone]);
    rows.push({
      what: `${CLIENTS} at once`,
      motoPerSecond: round(without),
      gatePerSecond: round(withGate),
      ratio: round(withGate / without),
    });
    if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(rows)}\n`);
    else console.table(rows);
  } finally {
    moto.process.kill('SIGKILL');
    agent.destroy();
    await aws.stop();
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
