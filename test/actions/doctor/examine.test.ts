/** What `doctor` says of machines of every kind. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examine, fix } from '../../../actions/doctor/examine';
import { nodePart } from '../../../actions/doctor/machine-parts';
import type { Part } from '../../../actions/doctor/part';
import { TERRAFORM } from '../../../toolchain/publisher';
import {
  listen,
  type PlayedPublisher,
  playedTerraform,
  playPublisher,
  zipOf,
} from '../../toolchain/played-publisher';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handshake-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing of the machine that the test runs on. */
const bare = () => ({ PATH: join(folder, 'bin'), HOME: folder, AWS_EC2_METADATA_DISABLED: 'true' });

async function partsOf(env: NodeJS.ProcessEnv, more: Partial<Parameters<typeof examine>[0]> = {}) {
  const parts = await examine({
    project: undefined,
    missing: 'there is no project here',
    folder,
    node: '22.11.0',
    profiles: [],
    env,
    signal: new AbortController().signal,
    ...more,
  });
  return (part: Part['part']): Part => {
    const found = parts.find((one) => one.part === part);
    if (!found) throw new Error(`doctor says nothing of ${part}`);
    return found;
  };
}

/** A program on the PATH of `bare`. */
function put(name: string, text: string): void {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const file = join(folder, 'bin', name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

test.each([
  ['18.20.4', 'finding'],
  ['20.20.2', 'advice'],
  ['22.11.0', 'ok'],
  ['24.1.0', 'ok'],
] as const)('Node %s is %s', (version, state) => {
  const part = nodePart(version);
  expect(part.state).toBe(state);
  if (state !== 'ok') expect(part.remediation).toContain('install Node 22 or 24');
});

test('a machine that has nothing', async () => {
  const of = await partsOf(bare());
  expect(of('terraform')).toEqual({
    part: 'terraform',
    state: 'finding',
    message: 'Terraform was not found',
    remediation: expect.stringContaining(
      's3-handshake doctor --fix fetches it; or install Terraform 1.10 or later',
    ),
  });
  expect(of('moto')).toMatchObject({
    state: 'advice',
    message: expect.stringContaining('Python 3 and moto are missing'),
  });
  expect(of('project')).toMatchObject({ state: 'finding', message: 'there is no project here' });
  expect(of('credentials')).toMatchObject({
    state: 'advice',
    message: expect.stringContaining('there are no credentials'),
  });
  expect(of('kit')).toMatchObject({ state: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});

test.each([
  ['terraform', {}, '1.9.8', 'finding', 'Terraform 1.9.8 is too old: 1.10 is the least'],
  ['terraform', {}, '1.10.0', 'ok', 'Terraform 1.10.0'],
  ['terraform', {}, '2.0.0', 'ok', 'Terraform 2.0.0'],
  [
    'tofu',
    { TERRAFORM_BINARY_NAME: 'tofu' },
    '1.9.1',
    'finding',
    'OpenTofu 1.9.1 is too old: 1.10 is the least',
  ],
  ['tofu', { TERRAFORM_BINARY_NAME: 'tofu' }, '1.10.6', 'ok', 'OpenTofu 1.10.6'],
] as const)('%s of version %s %s', async (program, env, version, state, message) => {
  put(program, playedTerraform(version).toString());
  const of = await partsOf({ ...bare(), ...env });
  expect(of('terraform')).toMatchObject({ state, version, message });
});

test('a file that TERRAFORM_BINARY_NAME names and that is not there', async () => {
  const of = await partsOf({ ...bare(), TERRAFORM_BINARY_NAME: '/nowhere/terraform' });
  expect(of('terraform')).toMatchObject({
    state: 'finding',
    remediation: expect.stringContaining('TERRAFORM_BINARY_NAME names /nowhere/terraform'),
  });
});

test('a project with a broken file', async () => {
  mkdirSync(join(folder, 'tenants'));
  writeFileSync(join(folder, 'tenants', 'acme.yaml'), 'tenant: acme\n');
  const of = await partsOf(bare(), { project: folder });
  expect(of('project')).toMatchObject({
    state: 'finding',
    message: expect.stringMatching(/^a project with 1 tenant, and \d+ problems in 1 of its files$/),
    remediation: 's3-handshake validate says what is wrong, and where',
  });
});

describe('credentials', () => {
  let sts: Server;
  let answer: (respond: (status: number, body: string) => void) => void;
  let url: string;
  beforeAll(async () => {
    sts = createServer((request, response) => {
      request.resume();
      answer((status, body) => response.writeHead(status, { 'content-type': 'text/xml' }).end(body));
    });
    url = await listen(sts);
  });
  afterAll(() => {
    sts.closeAllConnections();
    sts.close();
  });

  const identity = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/ann</Arn><UserId>AIDA</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  const error = (code: string) =>
    `<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;
  const keys = () => ({
    ...bare(),
    HANDSHAKE_LOCAL_AWS: url,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000000',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });

  test.each([
    ['good', 200, identity, 'ok', /are those of arn:aws:iam::111122223333:user\/ann/],
    ['unknown', 403, error('InvalidClientTokenId'), 'finding', /AWS does not know these credentials/],
    ['expired', 403, error('ExpiredToken'), 'finding', /the session has expired/],
    ['not to be told: AWS has trouble', 500, error('InternalFailure'), 'inconclusive', /trouble of its own/],
  ] as const)('%s', async (_what, status, body, state, says) => {
    answer = (respond) => respond(status, body);
    const of = await partsOf(keys());
    expect(of('credentials')).toMatchObject({ state, message: expect.stringMatching(says) });
    expect(JSON.stringify(of('credentials'))).not.toContain('secret');
  });

  test('of each profile that is asked for', async () => {
    answer = (respond) => respond(200, identity);
    const config = join(folder, 'config');
    writeFileSync(
      config,
      '[profile ann]\naws_access_key_id = AKIAEXAMPLE000000000\naws_secret_access_key = s\n',
    );
    const parts = await examine({
      project: undefined,
      missing: '',
      folder,
      node: '22.0.0',
      profiles: ['ann', 'bob'],
      env: { ...bare(), HANDSHAKE_LOCAL_AWS: url, AWS_CONFIG_FILE: config },
      signal: new AbortController().signal,
    });
    expect(parts.filter(({ part }) => part === 'credentials')).toMatchObject([
      { profile: 'ann', state: 'ok', place: 'arn:aws:iam::111122223333:user/ann' },
      { profile: 'bob', state: 'finding', message: expect.stringContaining('profile bob') },
    ]);
  });
});

describe('--fix', () => {
  let publisher: PlayedPublisher;
  beforeAll(async () => {
    publisher = await playPublisher();
    publisher.release(TERRAFORM, zipOf('terraform', playedTerraform()));
  });
  afterAll(() => publisher.close());
  beforeEach(() => publisher.faults.clear());

  const options = () => ({
    env: { ...bare(), PATH: '', ...publisher.env },
    signal: new AbortController().signal,
    onEvent: () => {},
  });

  test('fetches what can be had, and says what cannot', async () => {
    const failures = await fix(folder, options());
    // Python is not released by this publisher.
    expect(failures).toEqual([
      { need: 'moto', message: expect.stringMatching(/^Python [\d.]+ is not fetched: /) },
    ]);
    expect((await partsOf(bare(), { project: undefined }))('terraform')).toMatchObject({
      state: 'ok',
      version: TERRAFORM.version,
    });
  });

  test('goes on where one thing cannot be had', async () => {
    publisher.faults.set('_SHA256SUMS', (_request, response) => response.writeHead(403).end());
    const failures = await fix(folder, options());
    expect(failures.map(({ need }) => need)).toEqual(['terraform', 'moto']);
  });
});
