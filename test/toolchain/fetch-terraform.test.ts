/** Terraform from a publisher that is played here: what goes well, and what a publisher can do wrong. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FetchFailure } from '../../toolchain/fetch-error';
import { TERRAFORM, TOFU } from '../../toolchain/publisher';
import { terraformPlatform, terraformState } from '../../toolchain/terraform';
import { expectNothingLeft, expectOneUsefulLine, fetching } from './fetching';
import { type Fault, playedTerraform, signAs, zipOf } from './played-publisher';

const at = fetching();
const ARCHIVE = `terraform_${TERRAFORM.version}_${terraformPlatform()}.zip`;

test('the pinned version is fetched, held against what is signed, and used from then on', async () => {
  const program = await at.fetch();
  expect(program).toBe(join(at.project, '.s3-handshake', 'terraform', TERRAFORM.version, 'terraform'));
  expect(at.lines).toEqual([
    expect.stringMatching(
      /^Fetching Terraform 1\.11\.4 from http:\/\/127\.0\.0\.1:\d+\/terraform\/1\.11\.4 \(1 MB\) …$/,
    ),
  ]);
  expect(readdirSync(join(at.project, '.s3-handshake'))).toEqual(['terraform']);
  const env = { PATH: '' };
  expect(await terraformState(at.project, { env })).toEqual({
    state: 'fit',
    program,
    version: TERRAFORM.version,
  });
});

test('OpenTofu where it is asked for, with the signature that it publishes', async () => {
  at.publisher.release(TOFU, zipOf('tofu', playedTerraform(TOFU.version)));
  const program = await at.fetch({ TERRAFORM_BINARY_NAME: 'tofu' });
  expect(program).toBe(join(at.project, '.s3-handshake', 'tofu', TOFU.version, 'tofu'));
  expect(at.publisher.asked.map((path) => path.split('/').at(-1))).toEqual([
    `tofu_${TOFU.version}_SHA256SUMS`,
    `tofu_${TOFU.version}_SHA256SUMS.gpgsig`,
    `tofu_${TOFU.version}_${terraformPlatform()}.zip`,
  ]);
});

test('a redirect is followed', async () => {
  const file = at.publisher.files.get(`/terraform/${TERRAFORM.version}/${ARCHIVE}`) ?? Buffer.alloc(0);
  at.publisher.files.set('/elsewhere', file);
  at.publisher.faults.set(ARCHIVE, (_request, response) =>
    response.writeHead(302, { location: '/elsewhere' }).end(),
  );
  expect(existsSync(await at.fetch())).toBe(true);
});

const status =
  (code: number): Fault =>
  (_request, response) =>
    response.writeHead(code).end('no');

/** Announces the whole file, sends half of it, and ends the connection. */
const half: Fault = (_request, response, file = Buffer.alloc(0)) => {
  response.writeHead(200, { 'content-length': file.length });
  response.write(file.subarray(0, file.length / 2), () => response.destroy());
};

/** Half a file that does not say how long it is. */
const halfInChunks: Fault = (_request, response, file = Buffer.alloc(0)) => {
  response.writeHead(200);
  response.write(file.subarray(0, file.length / 2), () => response.destroy());
};

const other =
  (bytes: (file: Buffer) => Buffer): Fault =>
  (_request, response, file = Buffer.alloc(0)) =>
    response.end(bytes(file));

const changed = other((file) => Buffer.concat([file.subarray(0, -1), Buffer.from([1])]));
const redirect =
  (location: string): Fault =>
  (_request, response) =>
    response.writeHead(302, { location }).end();

const inACircle: Fault = (request, response) =>
  response.writeHead(302, { location: request.url ?? '' }).end();

interface Row {
  readonly what: string;
  readonly at: string;
  readonly fault: Fault;
  readonly failure: FetchFailure;
  readonly says: RegExp;
}

const SUMS = '_SHA256SUMS';
const SIGNATURE = '_SHA256SUMS.sig';

const FAULTS: readonly Row[] = [
  ...[ARCHIVE, SUMS, SIGNATURE].flatMap((at): Row[] => [
    {
      what: 'refuses',
      at,
      fault: status(403),
      failure: 'refused',
      says: /refuses .* \(403\); is it blocked/,
    },
    { what: 'wants a login', at, fault: status(401), failure: 'refused', says: /refuses .* \(401\)/ },
    {
      what: 'does not have it',
      at,
      fault: status(404),
      failure: 'not-found',
      says: /does not have .* \(404\)/,
    },
    {
      what: 'has trouble',
      at,
      fault: status(503),
      failure: 'publisher',
      says: /answers 503 .*try again later/,
    },
    {
      what: 'redirects in a circle',
      at,
      fault: inACircle,
      failure: 'publisher',
      says: /redirects more than 5/,
    },
    {
      what: 'redirects to where anybody can listen in',
      at,
      fault: redirect('http://releases.example.test/file'),
      failure: 'untrusted',
      says: /redirects to http:\/\/releases\.example\.test\/file, which is not an https/,
    },
  ]),
  {
    what: 'sends half',
    at: ARCHIVE,
    fault: half,
    failure: 'incomplete',
    says: /before the file was whole; run again/,
  },
  {
    what: 'sends half',
    at: ARCHIVE,
    fault: halfInChunks,
    failure: 'incomplete',
    says: /before the file was whole/,
  },
  { what: 'sends half', at: SUMS, fault: half, failure: 'incomplete', says: /before the file was whole/ },
  {
    what: 'sends another archive',
    at: ARCHIVE,
    fault: changed,
    failure: 'untrusted',
    says: /has the checksum [0-9a-f]{64}, and Terraform has signed [0-9a-f]{64}; what was fetched is removed/,
  },
  {
    what: 'sends other checksums',
    at: SUMS,
    fault: changed,
    failure: 'untrusted',
    says: /are not signed by Terraform's key [0-9A-F]{40}/,
  },
  {
    what: 'sends another signature',
    at: SIGNATURE,
    fault: changed,
    failure: 'untrusted',
    says: /are not signed by/,
  },
  {
    what: 'sends no signature at all',
    at: SIGNATURE,
    fault: other(() => Buffer.from('<html>sign in to the network</html>')),
    failure: 'untrusted',
    says: /are not signed by/,
  },
  {
    what: 'sends checksums without end',
    at: SUMS,
    fault: other(() => Buffer.alloc(1_100_000, 'x')),
    failure: 'archive',
    says: /holds more than 1000000 bytes/,
  },
];

test.each(FAULTS)('the publisher $what: $at', async ({ at: end, fault, failure, says }) => {
  at.publisher.faults.set(end, fault);
  const error = await at.failureOf();
  expect(error.failure).toBe(failure);
  expect(error.message).toMatch(says);
  expectOneUsefulLine(error);
  expectNothingLeft(at.project);
});
/** Archives that are what the publisher has signed. */
test.each([
  ['is no archive', () => Buffer.from('not a zip'), 'archive', /cannot be unpacked/],
  [
    'is cut off',
    () => zipOf('terraform', playedTerraform()).subarray(0, 90),
    'archive',
    /cannot be unpacked/,
  ],
  ['holds no program', () => zipOf('../terraform', playedTerraform()), 'archive', /does not hold terraform/],
  [
    'is of another version',
    () => zipOf('terraform', playedTerraform('1.0.0')),
    'does-not-run',
    /says that it is 1\.0\.0/,
  ],
  [
    'does not run',
    () => zipOf('terraform', Buffer.from('\x7fELF')),
    'does-not-run',
    /does not run on this machine/,
  ],
] as const)('the archive %s', async (_what, archive, failure, says) => {
  at.publisher.release(TERRAFORM, archive());
  const error = await at.failureOf();
  expect(error.failure).toBe(failure);
  expect(error.message).toMatch(says);
  expectOneUsefulLine(error);
  expectNothingLeft(at.project);
});

test('a release without an archive for this machine', async () => {
  const path = `/terraform/${TERRAFORM.version}/terraform_${TERRAFORM.version}_SHA256SUMS`;
  const sums = Buffer.from(`${'0'.repeat(64)}  terraform_${TERRAFORM.version}_plan9_386.zip\n`);
  at.publisher.files.set(path, sums);
  at.publisher.files.set(`${path}.sig`, signAs(at.publisher.privateKey, sums));
  const error = await at.failureOf();
  expect(error).toMatchObject({
    failure: 'platform',
    message: expect.stringContaining('no release for this machine'),
  });
});

test('the key of a publisher that is played counts on this machine alone', async () => {
  const error = await at.failureOf({ HANDSHAKE_PLAYED_PUBLISHER: '' });
  expect(error.failure).toBe('untrusted');
});

test.each([
  'http://releases.example.test',
  'ftp://releases.example.test',
  'releases',
  'http://127.0.0.1.example.test',
])('the address %s is refused before anything is sent', async (address) => {
  await expect(at.fetch({ HANDSHAKE_TERRAFORM_RELEASES: address })).rejects.toThrow(
    'it has to be an https:// address, or one on 127.0.0.1',
  );
  expectNothingLeft(at.project);
});
