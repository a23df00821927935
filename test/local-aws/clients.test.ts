/** The clients that people use, each as it comes: the SDK for JavaScript, boto3 and, in the full run, the AWS CLI. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import * as s3 from '@aws-sdk/client-s3';
import { CreateAccessPointCommand } from '@aws-sdk/client-s3-control';
import { type LocalAws, startLocalAws } from '../../local-aws/index';
import { pythonOfMoto } from '../../local-aws/moto-program';
import { FULL } from '../full';
import { agent, clientsFor } from './clients';

const ACCOUNT = '111122223333';
const BUCKET = 'clients-bucket';
const KEYS = [
  'plain.csv',
  'with space.csv',
  'plus+sign.csv',
  'ümläut/日本.csv',
  'a&b=c?d#e%20.csv',
  "quote'(1)*!.csv",
];

const run = promisify(execFile);

let aws: LocalAws;
let clients: ReturnType<typeof clientsFor>;
let accessPoint: string;
let alias: string;
let folder: string;

beforeAll(async () => {
  aws = await startLocalAws();
  folder = mkdtempSync(join(tmpdir(), 'local-aws-'));
  clients = clientsFor({ url: aws.url, credentials: aws.rootCredentials(ACCOUNT) });
  await clients.s3.send(new s3.CreateBucketCommand({ Bucket: BUCKET }));
  const made = await clients.s3control.send(
    new CreateAccessPointCommand({ AccountId: ACCOUNT, Name: 'clients-point', Bucket: BUCKET }),
  );
  accessPoint = made.AccessPointArn ?? '';
  alias = made.Alias ?? '';
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  agent.destroy();
  await aws?.stop();
});

async function bodyOf(Bucket: string, Key: string): Promise<string> {
  const { Body } = await clients.s3.send(new s3.GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

async function empty(): Promise<void> {
  const { Contents = [] } = await clients.s3.send(new s3.ListObjectsV2Command({ Bucket: BUCKET }));
  const Objects = Contents.map(({ Key }) => ({ Key }));
  if (Objects.length > 0)
    await clients.s3.send(new s3.DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects } }));
}

describe('the SDK for JavaScript', () => {
  beforeEach(empty);

  test.each(KEYS)('the key %s, by name, by ARN and by alias', async (Key) => {
    for (const Bucket of [BUCKET, accessPoint, alias]) {
      await clients.s3.send(new s3.PutObjectCommand({ Bucket, Key, Body: `${Key} in ${Bucket}` }));
      expect(await bodyOf(BUCKET, Key)).toBe(`${Key} in ${Bucket}`);
      const { Contents } = await clients.s3.send(new s3.ListObjectsV2Command({ Bucket, Prefix: Key }));
      expect(Contents?.map((item) => item.Key)).toEqual([Key]);
    }
    const CopySource = encodeURI(`${BUCKET}/${Key}`).replace(/[?#+]/g, encodeURIComponent);
    await clients.s3.send(new s3.CopyObjectCommand({ Bucket: BUCKET, Key: 'copy', CopySource }));
    expect(await bodyOf(BUCKET, 'copy')).toBe(`${Key} in ${alias}`);
    await clients.s3.send(new s3.DeleteObjectCommand({ Bucket: alias, Key }));
    await expect(bodyOf(BUCKET, Key)).rejects.toThrow(s3.NoSuchKey);
  });

  test.each([
    ['CRC32', 4],
    ['CRC32C', 4],
    ['CRC64NVME', 8],
    ['SHA1', 20],
    ['SHA256', 32],
  ] as const)('a %s checksum', async (ChecksumAlgorithm, bytes) => {
    const object = { Bucket: BUCKET, Key: 'sum' };
    await clients.s3.send(new s3.PutObjectCommand({ ...object, Body: 'of this', ChecksumAlgorithm }));
    expect(await bodyOf(BUCKET, 'sum')).toBe('of this');
    const wrong = { [`Checksum${ChecksumAlgorithm}`]: Buffer.alloc(bytes).toString('base64') };
    const put = clients.s3.send(new s3.PutObjectCommand({ ...object, Body: 'of that', ...wrong }));
    await expect(put).rejects.toMatchObject({ name: 'BadDigest' });
    expect(await bodyOf(BUCKET, 'sum')).toBe('of this');
  });

  test('a stream, whose checksum comes behind it', async () => {
    const parts = ['one, ', 'two, ', 'three'];
    const Body = Readable.from(parts.map((part) => Buffer.from(part)));
    const ContentLength = parts.join('').length;
    await clients.s3.send(new s3.PutObjectCommand({ Bucket: BUCKET, Key: 'stream', Body, ContentLength }));
    expect(await bodyOf(BUCKET, 'stream')).toBe(parts.join(''));
  });

  test('a multipart upload through the access point', async () => {
    const upload = { Bucket: accessPoint, Key: 'big file+.bin' };
    const { UploadId } = await clients.s3.send(new s3.CreateMultipartUploadCommand(upload));
    const chunks = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.alloc(1_000, 'b')];
    const Parts: s3.CompletedPart[] = [];
    for (const [index, Body] of chunks.entries()) {
      const PartNumber = index + 1;
      const { ETag } = await clients.s3.send(
        new s3.UploadPartCommand({ ...upload, UploadId, PartNumber, Body }),
      );
      Parts.push({ PartNumber, ...(ETag === undefined ? {} : { ETag }) });
    }
    await clients.s3.send(
      new s3.CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts } }),
    );
    expect(await bodyOf(BUCKET, upload.Key)).toBe(Buffer.concat(chunks).toString());
  });

  test('metadata, tags and conditional writes', async () => {
    const object = { Bucket: BUCKET, Key: 'kept' };
    const first = { ...object, Body: 'first', Metadata: { owner: 'data' }, Tagging: 'tenant=acme' };
    await clients.s3.send(new s3.PutObjectCommand({ ...first, IfNoneMatch: '*' }));
    const second = clients.s3.send(new s3.PutObjectCommand({ ...object, Body: 'second', IfNoneMatch: '*' }));
    await expect(second).rejects.toMatchObject({ name: 'PreconditionFailed' });
    const { Metadata } = await clients.s3.send(new s3.HeadObjectCommand(object));
    const { TagSet } = await clients.s3.send(new s3.GetObjectTaggingCommand(object));
    expect({ Metadata, TagSet }).toEqual({
      Metadata: { owner: 'data' },
      TagSet: [{ Key: 'tenant', Value: 'acme' }],
    });
  });

  test('every answer has its request ids', async () => {
    const { $metadata } = await clients.s3.send(new s3.HeadBucketCommand({ Bucket: BUCKET }));
    expect($metadata.requestId).toMatch(/^[0-9A-F]{16}$/);
    expect($metadata.extendedRequestId).toBeTruthy();
  });
});

/** The tool's environment, as `npm run local-aws` prints it. */
function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...aws.environment(ACCOUNT),
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_PAGER: '',
  };
}

// boto3 is among what moto needs.
test('boto3', async () => {
  await empty();
  const script = join(__dirname, 'by-boto3.py');
  const { stdout } = await run(pythonOfMoto(), [script, BUCKET, accessPoint], { env: environment() });
  expect(JSON.parse(stdout)).toEqual({
    keys: true,
    listed: true,
    prefix: ['plus+sign.csv'],
    CRC32: true,
    SHA1: true,
    SHA256: true,
    'wrong checksum': 'BadDigest',
    multipart: true,
    'multipart etag': '3',
    'presigned get': [200, 'plus+sign.csv'],
    'tampered key': 403,
    'tampered expiry': 403,
    'presigned put': 200,
    'presigned body': 'by presigned put',
    'another method': 403,
    'old signature': 400,
    caller: `arn:aws:iam::${ACCOUNT}:root`,
    copy: 'allowed',
    copied: true,
    'virtual host': 'with space.csv',
    'access point': 'with space.csv',
  });
});

if (FULL)
  test('the AWS CLI', async () => {
    await empty();
    writeFileSync(join(folder, 'config'), '[default]\ns3 =\n  signature_version = s3v4\n');
    /** The last argument may be variables of the environment. */
    const cli = async (...args: (string | NodeJS.ProcessEnv)[]): Promise<string> => {
      const words = args.filter((arg) => typeof arg === 'string');
      const variables = args.filter((arg) => typeof arg !== 'string');
      const { stdout } = await run('aws', words, { env: Object.assign(environment(), ...variables) });
      return stdout;
    };
    const refused = (...args: Parameters<typeof cli>) =>
      cli(...args).then(
        () => 'allowed',
        ({ stderr }) => String(stderr),
      );
    const big = join(folder, 'big file+é.bin');
    const size = 12 * 1024 * 1024;
    writeFileSync(big, Buffer.alloc(size, 'big '));
    await cli('s3', 'cp', big, `s3://${BUCKET}/in/`);

    // Its own start is what takes long.
    const proxied = { HTTP_PROXY: aws.url, AWS_ENDPOINT_URL: 'http://s3control.aws.test' };
    const [listed, url, control, denied] = await Promise.all([
      cli('s3', 'ls', `s3://${BUCKET}/in/`),
      cli('s3', 'presign', `s3://${BUCKET}/in/big file+é.bin`),
      cli('s3control', 'list-access-points', '--account-id', ACCOUNT, '--bucket', BUCKET, proxied),
      refused('s3', 'ls', `s3://${BUCKET}`, { AWS_SECRET_ACCESS_KEY: 'wrong' }),
      cli('s3', 'cp', `s3://${alias}/in/big file+é.bin`, join(folder, 'back')),
    ]);
    expect(listed).toContain(`${size} big file+é.bin`);
    expect((await fetch(url.trim())).status).toBe(200);
    expect((await fetch(`${url.trim()}0`)).status).toBe(403);
    expect(JSON.parse(control).AccessPointList[0].Alias).toBe(alias);
    expect(denied).toContain('SignatureDoesNotMatch');
    expect(readFileSync(join(folder, 'back')).equals(readFileSync(big))).toBe(true);

    await cli('s3', 'rm', '--recursive', `s3://${BUCKET}/in/`);
    await expect(bodyOf(BUCKET, 'in/big file+é.bin')).rejects.toThrow(s3.NoSuchKey);
  });
