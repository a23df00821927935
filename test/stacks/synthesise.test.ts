/** What the stacks' app writes: to the byte what cdktf's own synthesis writes, by whichever way, and never a stale one. */
import childProcess from 'node:child_process';
import fs, { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AnnotationMetadataEntryType, App, DataResource } from 'cdktf';
import { loadProject } from '../../config';
import { FLEET_FILE, SETTINGS } from '../../config/fleet/project-files';
import { projectDigest } from '../../stacks/project-digest';
import type { StackOrder } from '../../stacks/stack-order';
import { isWhole, readRecord } from '../../stacks/synthesis-record';
import { synthesise } from '../../stacks/synthesise';
import { TenantStack } from '../../stacks/tenant-stack';
import { writeHcl } from '../../stacks/write-hcl';
import { writeStacks } from '../../stacks/write-stacks';
import { aKeyTenant, aTenant, ROOT } from '../a-tenant';
import { FULL } from '../full';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's3-handshake-synthesis-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function fileOf(name: string, more = ''): string {
  return `tenant: ${name}
customer: ${name}
vendor: amperity
account: "111122223333"
region: us-east-1
principal: arn:aws:iam::999988887777:role/prod/amperity-plugin
externalId: ${name}-external-ID
grants:
  - { prefix: to-amperity/, allow: [get, list] }
${more === '' ? `bucket: { name: ${name}-exchange }\n` : more}`;
}

async function run(out: string, env: NodeJS.ProcessEnv = {}, madeBy = 'code'): Promise<void> {
  const project = projectDigest(folder, env);
  if (isWhole(out, readRecord(out, madeBy), project)) return;
  mkdirSync(out, { recursive: true });
  await synthesise({ root: folder, out, env, threads: 1, madeBy, project });
}

function read(out: string, name: string): string {
  return readFileSync(join(out, 'stacks', name, 'cdk.tf.json'), 'utf8');
}

/** cdktf writes what is empty over two lines, its successor on one. */
function overTwoLines(text: string): string {
  return text.replace(/^( *)("[^"]*": )?(?:(\[)\]|(\{)\})(,?)$/gm, (_, indent, key = '', list, __, comma) =>
    [`${indent}${key}${list ?? '{'}`, `${indent}${list ? ']' : '}'}${comma}`].join('\n'),
  );
}

const tags = { '10': 'ten', '9': 'nine', 'a b': '${not} %{a} template', odd: '1.5e308 and 7e2' };
const local = { url: 'http://127.0.0.1:4566' };
const order = (rest: Partial<StackOrder> = {}): StackOrder => ({
  tenant: aTenant({ tags }),
  sharers: [],
  state: { kind: 'local' },
  localAws: undefined,
  allowReplacement: false,
  adoption: undefined,
  allowLoss: false,
  ...rest,
});
const bucket = {
  kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/0a1b',
  logging: { bucket: 'l', prefix: '' },
};
const ORDERS: Readonly<Record<string, StackOrder>> = {
  plain: order(),
  everything: order({
    tenant: aTenant({
      accessPoint: { name: 'acme-point' },
      bucket,
      deployRole: 'arn:aws:iam::111122223333:role/d',
    }),
  }),
  adopted: order({ tenant: aTenant({ adopt: ['bucket', 'role'] }) }),
  'adopted, and known': order({
    tenant: aTenant({ adopt: ['bucket'] }),
    adoption: {
      bucket: { name: 'acme-exchange', region: 'us-east-1', settings: { policy: '{}', lifecycle: {} } },
      approved: [],
    },
    allowLoss: true,
  }),
  shared: order({
    sharers: [aTenant({ name: 'other', bucket: { existing: true }, accessPoint: { name: 'o' } })],
  }),
  existing: order({ tenant: aTenant({ bucket: { existing: true } }) }),
  suspended: order({ tenant: aTenant({ access: 'suspended' }) }),
  revoked: order({ tenant: aTenant({ access: 'revoked', bucket: { existing: true } }) }),
  keys: order({ tenant: aKeyTenant() }),
  embedded: order({ localAws: local }),
  replaceable: order({ allowReplacement: true }),
  'in S3': order({
    state: {
      kind: 's3',
      bucket: 'states',
      region: 'us-east-1',
      keyPrefix: 'a/',
      role: 'arn:aws:iam::111122223333:role/s',
    },
    localAws: local,
  }),
  'in HCP': order({ state: { kind: 'hcp', organization: 'acme', workspacePrefix: 'x-', project: 'p' } }),
};

test.each(Object.entries(ORDERS))('%s: the text is the one that cdktf writes', (_, one) => {
  const [own, theirs] = [join(folder, 'own'), join(folder, 'cdktf')];
  writeStacks(own, [one]);
  const app = new App({ outdir: theirs, skipValidation: true });
  new TenantStack(app, one.tenant.name, one);
  app.synth();
  expect(read(own, one.tenant.name)).toBe(overTwoLines(read(theirs, one.tenant.name)));
});

test('no folder is made by looking first: threads write at once', () => {
  const making = jest.spyOn(fs, 'mkdirSync');
  writeStacks(join(folder, 'new'), [order()]);
  const options = making.mock.calls.map(([, how]) => how);
  making.mockRestore();
  expect(options.length).toBeGreaterThan(0);
  expect(new Set(options.map((how) => JSON.stringify(how)))).toEqual(new Set(['{"recursive":true}']));
});

test('the manifest is the one that cdktf writes, and what is left out is said in it', async () => {
  put('tenants/acme.yaml', fileOf('acme'));
  put('tenants/beta.yaml', fileOf('beta'));
  const out = join(folder, 'out');
  await run(out);
  const project = loadProject(folder);
  const app = new App({ outdir: join(folder, 'cdktf') });
  for (const tenant of project.tenants) new TenantStack(app, tenant.name, { tenant });
  app.synth();
  expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe(
    overTwoLines(readFileSync(join(folder, 'cdktf', 'manifest.json'), 'utf8')),
  );
  put('tenants/beta.yaml', fileOf('beta').replace('us-east-1', 'nowhere'));
  await run(out);
  const { stacks } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  expect(Object.keys(stacks)).toEqual(['acme']);
  expect(stacks.acme.annotations).toEqual([
    {
      constructPath: 'acme',
      level: AnnotationMetadataEntryType.WARN,
      message: expect.stringContaining('left out: tenants/beta.yaml:'),
    },
  ]);
});

describe('what is there already', () => {
  const SHARER = 'bucket: { name: acme-exchange, existing: true }\naccessPoint: { name: sharer }\n';
  const vendor = readFileSync(join(ROOT, 'vendors', 'amperity.yaml'), 'utf8');
  let out: string;
  beforeEach(async () => {
    out = join(folder, 'cdktf.out');
    put('tenants/acme.yaml', fileOf('acme'));
    put('tenants/sharer.yaml', fileOf('sharer', SHARER));
    put('tenants/beta.yaml', fileOf('beta'));
    put('vendors/amperity.yaml', vendor);
    put('handshake.yaml', 'defaults: { tags: { team: data } }\n');
    await run(out);
  });

  const writtenAt = () =>
    ['acme', 'beta', 'sharer'].map(
      (name) =>
        statSync(join(out, 'stacks', name, 'cdk.tf.json')).ino +
        statSync(join(out, 'stacks', name, 'cdk.tf.json')).mtimeMs,
    );

  test('is not written again where nothing changed, nor where another tenant did', async () => {
    const before = writtenAt();
    await run(out);
    expect(writtenAt()).toEqual(before);
    put('tenants/beta.yaml', fileOf('beta').replace('get, list', 'get'));
    await run(out);
    expect(writtenAt().map((time, at) => time === before[at])).toEqual([true, false, true]);
  });

  interface Change {
    readonly env?: NodeJS.ProcessEnv;
    readonly madeBy?: string;
    readonly change?: () => void;
    /** What an order has no say in, it must not be made from either. */
    readonly sameText?: true;
  }
  const CHANGES: Readonly<Record<string, Change>> = {
    "the tenant's file": {
      change: () => put('tenants/acme.yaml', fileOf('acme').replace('get, list', 'get')),
    },
    "a sharer's file": {
      change: () =>
        put('tenants/sharer.yaml', fileOf('sharer', SHARER.replace('name: sharer', 'name: other'))),
    },
    'a sharer that is gone': { change: () => rmSync(join(folder, 'tenants', 'sharer.yaml')) },
    "the vendor's profile": {
      change: () => put('vendors/amperity.yaml', vendor.replace(/^/, 'trustActions: [sts:TagSession]\n')),
    },
    "the fleet's settings": { change: () => put('handshake.yaml', 'defaults: { tags: { team: other } }\n') },
    "the fleet's state": {
      change: () => put('handshake.yaml', 'state: { s3: { bucket: states, region: us-east-1 } }\n'),
    },
    "the fleet's settings that are gone": { change: () => rmSync(join(folder, 'handshake.yaml')) },
    'what may be replaced': { env: { HANDSHAKE_ALLOW_REPLACE: 'acme' } },
    'the embedded AWS': { env: { HANDSHAKE_LOCAL_AWS: 'http://127.0.0.1:4566' } },
    'the text itself': { change: () => put('cdktf.out/stacks/acme/cdk.tf.json', '{}'), sameText: true },
    'a text that is gone': {
      change: () => rmSync(join(folder, 'cdktf.out', 'stacks', 'acme'), { recursive: true }),
      sameText: true,
    },
    'a record that is broken': { change: () => put('cdktf.out/s3-handshake.json', '{'), sameText: true },
    'the code': { madeBy: 'other code', sameText: true },
  };

  /** One of each kind; the digests below are of all. */
  const SAMPLE: ReadonlySet<string> = new Set([
    "the tenant's file",
    "a sharer's file",
    'what may be replaced',
    'the text itself',
    'a record that is broken',
    'the code',
  ]);
  const MADE_AGAIN = Object.entries(CHANGES).filter(([name]) => FULL || SAMPLE.has(name));

  test.each(MADE_AGAIN)('is made again with %s', async (_, { env, madeBy, change, sameText }) => {
    const before = read(out, 'acme');
    change?.();
    await run(out, env, madeBy);
    await run(join(folder, 'fresh'), env, madeBy);
    for (const { name } of loadProject(folder).tenants)
      expect(read(out, name)).toBe(read(join(folder, 'fresh'), name));
    expect(read(out, 'acme') === before).toBe(sameText === true);
  });

  test('is told apart by a change of each file and variable, also without a look at YAML', () => {
    const digests = Object.entries(CHANGES)
      .filter(([, { madeBy, sameText }]) => madeBy === undefined && sameText === undefined)
      .map(([, { env = {}, change }]) => {
        change?.();
        return projectDigest(folder, env);
      });
    // Of settings by another name it is told that they are not read.
    for (const name of SETTINGS.filter((one) => one !== FLEET_FILE)) {
      put(name, '{}');
      digests.push(projectDigest(folder, {}));
    }
    expect(new Set(digests).size).toBe(digests.length);
    expect(digests).not.toContain(undefined);
  });
});

test('with --hcl, cdktf writes', () => {
  process.env.SYNTH_HCL_OUTPUT = 'true';
  try {
    writeHcl(folder, [order()], ['left out']);
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
  }
  const text = readFileSync(join(folder, 'stacks', 'acme-prod', 'cdk.tf'), 'utf8');
  const [, identity = ''] =
    /resource "terraform_data" "target-role-guard[^{]*\{([\s\S]*?)postcondition/.exec(text) ?? [];
  expect(identity).toContain('arn:aws:iam::111122223333:role/vendors/s3-handshake-acme-prod');
  expect(
    JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).stacks['acme-prod'].annotations,
  ).toEqual([{ constructPath: 'acme-prod', level: AnnotationMetadataEntryType.WARN, message: 'left out' }]);
});

test('no process is started, for however many tenants', () => {
  const starts = (['spawn', 'fork', 'exec', 'execFile', 'spawnSync', 'execFileSync'] as const).map((name) =>
    jest.spyOn(childProcess, name),
  );
  const byShell = jest.spyOn(childProcess, 'execSync').mockReturnValue('Terraform v1.9.0');
  const started = () => [byShell, ...starts].reduce((sum, { mock }) => sum + mock.calls.length, 0);
  for (const [at, one] of Object.values(ORDERS).entries()) writeStacks(join(folder, String(at)), [one]);
  // An app of the user's own: cdktf's validations run there.
  const app = new App({ outdir: join(folder, 'cdktf') });
  for (const name of ['one', 'two', 'three']) new TenantStack(app, name, { tenant: aTenant({ name }) });
  app.synth();
  expect(started()).toBe(0);
  new DataResource(new TenantStack(app, 'four', { tenant: aTenant({ name: 'four' }) }), 'data');
  app.synth();
  expect(started()).toBe(1);
  jest.restoreAllMocks();
});
