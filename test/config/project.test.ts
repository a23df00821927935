import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadProject, makerOf, type Project, selectTenants, sharersOf } from '../../config/fleet/project';
import { UserError } from '../../config/user-error';

const NOW = new Date('2026-11-24T00:00:00Z');
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'project-'));
  mkdirSync(join(root, 'tenants'));
  symlinkSync(join(__dirname, '..', '..', 'vendors'), join(root, 'vendors'));
});

afterEach(() => rmSync(root, { recursive: true }));

interface Fields {
  readonly [field: string]: unknown;
}

function write(name: string, fields: Fields = {}): void {
  const sound = {
    tenant: name,
    customer: 'acme',
    vendor: 'amperity',
    account: '111122223333',
    region: 'us-east-1',
    principal: 'arn:aws:iam::999988887777:role/prod/amperity-plugin',
    externalId: `${name}-id`,
    bucket: { name: `${name}-exchange` },
    grants: [{ prefix: 'in/', allow: ['get', 'list'] }],
  };
  writeFileSync(join(root, 'tenants', `${name}.yaml`), stringify({ ...sound, ...fields }));
}

function settings(fields: Fields): void {
  writeFileSync(join(root, 'handshake.yaml'), stringify(fields));
}

function load(...tenants: readonly string[]): Project {
  return loadProject(root, { tenants, now: NOW });
}

function messages({ problems }: Project): readonly string[] {
  return problems.map(({ file, path, message }) => `${file} ${path}: ${message}`);
}

describe('a project', () => {
  test('may be an empty folder', () => {
    rmSync(join(root, 'tenants'), { recursive: true });
    rmSync(join(root, 'vendors'));
    expect(load()).toMatchObject({ tenants: [], tenantNames: [], problems: [], notices: [] });
    expect(selectTenants(load(), [])).toEqual([]);
  });

  test('works the defaults into a tenant', () => {
    write('acme');
    expect(load().tenants[0]).toMatchObject({
      bucket: { existing: false, preventDestroy: true, forceDestroy: false, noncurrentVersionDays: 30 },
      role: { name: 's3-handshake-acme', path: '/', maxSessionDuration: 3600 },
      grants: [{ extraActions: [] }],
      access: 'active',
      adopt: [],
      tags: {},
    });
  });

  test("works the fleet's settings into a tenant, and a tenant's own come first", () => {
    settings({
      defaults: {
        region: 'eu-west-1',
        tags: { owner: 'platform', stage: 'prod' },
        permissionsBoundary: 'arn:{partition}:iam::{account}:policy/boundary',
        rolePath: '/vendors/',
        maxSessionDuration: 7200,
        logging: { bucket: 'logs-{account}-{region}', prefix: 's3/{tenant}/' },
        noncurrentVersionDays: 7,
      },
      roles: { deploy: 'arn:aws:iam::{account}:role/deploy', read: 'arn:aws:iam::{account}:role/read' },
    });
    write('one', { region: undefined });
    write('two', {
      tags: { Owner: 'data' },
      role: {
        path: '/',
        maxSessionDuration: 3600,
        permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
      },
      bucket: { name: 'two-exchange', logging: { bucket: 'own-logs' }, noncurrentVersionDays: 1 },
    });
    const project = load();
    expect(messages(project)).toEqual([]);
    const [one, two] = project.tenants;
    expect(one).toMatchObject({
      region: 'eu-west-1',
      tags: { owner: 'platform', stage: 'prod' },
      role: {
        path: '/vendors/',
        maxSessionDuration: 7200,
        permissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
      },
      bucket: {
        logging: { bucket: 'logs-111122223333-eu-west-1', prefix: 's3/one/' },
        noncurrentVersionDays: 7,
      },
      deployRole: 'arn:aws:iam::111122223333:role/deploy',
      readRole: 'arn:aws:iam::111122223333:role/read',
    });
    expect(one).not.toHaveProperty('verifyRole');
    expect(two).toMatchObject({
      region: 'us-east-1',
      role: {
        path: '/',
        maxSessionDuration: 3600,
        permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
      },
      bucket: { logging: { bucket: 'own-logs', prefix: 'two/' }, noncurrentVersionDays: 1 },
    });
    expect(two?.tags).toEqual({ Owner: 'data', stage: 'prod' });
  });

  test.each([
    ['local', { kind: 'local' }],
    [
      { s3: { bucket: 'acme-states', region: 'us-east-1' } },
      { kind: 's3', bucket: 'acme-states', region: 'us-east-1', keyPrefix: 's3-handshake/' },
    ],
    [
      { hcp: { organization: 'acme', hostname: 'tfe.example.com', project: 'vendors', workspacePrefix: '' } },
      {
        kind: 'hcp',
        organization: 'acme',
        hostname: 'tfe.example.com',
        project: 'vendors',
        workspacePrefix: '',
      },
    ],
    [
      { hcp: { organization: 'acme' } },
      { kind: 'hcp', organization: 'acme', workspacePrefix: 's3-handshake-' },
    ],
  ])('keeps its states as said: %j', (state, expected) => {
    settings({ state });
    const project = load();
    expect(messages(project)).toEqual([]);
    expect(project.fleet.state).toEqual(expected);
  });

  test.each([
    [{ state: 's3' }, 'state: must be local, or a map with one of s3 and hcp'],
    [{ state: { s3: { bucket: 'acme-states' } } }, 'state.s3.region: is missing'],
    [{ state: { s3: { bucket: 'b', region: 'us-east-1' } } }, 'state.s3.bucket: a bucket'],
    [{ state: { s3: { bucket: 'acme', region: 'us-east-1', dynamodb_table: 'x' } } }, 'no table is needed'],
    [{ state: { hcp: { organisation: 'acme' } } }, 'did you mean organization?'],
    [{ backend: 's3' }, 'the field is called state'],
    [{ roles: { deploy: 'arn:aws:iam::{acount}:role/x' } }, 'roles.deploy: holds "{acount}"'],
    [{ roles: { deploy: 'arn:aws:iam::{account}:user/x' } }, 'roles.deploy: must be the ARN of a role'],
    [{ defaults: { rolePath: 'vendors' } }, 'defaults.rolePath: '],
    [{ defaults: { logging: { bucket: 'Logs-{account}' } } }, 'defaults.logging.bucket: '],
  ])('with broken settings deploys nobody: %j', (fields, part) => {
    settings(fields);
    write('acme');
    const project = load('acme');
    expect(messages(project).join('\n')).toContain(part);
    expect(project.tenants).toEqual([]);
    expect(() => selectTenants(project, ['acme'])).toThrow(part);
  });

  test("refuses a template that does not fit a tenant's place", () => {
    settings({ roles: { deploy: 'arn:aws:iam::{account}:role/deploy' } });
    write('acme', { region: 'cn-north-1', principal: 'arn:aws-cn:iam::999988887777:role/x' });
    expect(messages(load())).toEqual([expect.stringContaining('write it with arn:{partition}:')]);
  });

  test('names files that are not read', () => {
    write('acme');
    writeFileSync(join(root, 'tenants', 'other.yml'), '');
    writeFileSync(join(root, 'tenants', 'README.md'), 'notes');
    writeFileSync(join(root, 'tenants', '.hidden.yaml'), '');
    mkdirSync(join(root, 'tenants', 'europe'));
    symlinkSync(join(root, 'nowhere'), join(root, 'tenants', 'gone.yaml'));
    expect(messages(load())).toEqual([
      expect.stringContaining('tenants/europe : is a folder'),
      expect.stringContaining('tenants/gone.yaml : the file cannot be read (ENOENT)'),
      expect.stringContaining('tenants/other.yml : is not read: files end in .yaml'),
    ]);
    expect(load().tenantNames).toEqual(['acme', 'gone']);
  });

  test('says where a field stands, or its nearest parent', () => {
    writeFileSync(
      join(root, 'tenants', 'acme.yaml'),
      'tenant: acme\ngrants:\n  - prefix: a/\n    allow: [get]\n  - prefix: b/\n',
    );
    const project = load();
    expect(project.locate('acme', 'grants[1].prefix')).toEqual({
      file: 'tenants/acme.yaml',
      line: 5,
      column: 5,
    });
    expect(project.locate('acme', 'grants[1].allow')).toMatchObject({ line: 5 });
    expect(project.locate('acme', 'externalId')).toMatchObject({ line: 1, column: 1 });
    expect(project.locate('nobody', 'externalId')).toMatchObject({ file: 'tenants/nobody.yaml', line: 1 });
  });
});

describe('notices', () => {
  test.each([
    [{ externalId: ['old-id', 'new-id'] }, 'externalId', 'two external IDs'],
    [{ role: { maxSessionDuration: 7200 } }, 'role.maxSessionDuration', 'chained'],
    [{ region: 'us-east-9' }, 'region', 'no slip'],
    [{ revokeSessionsBefore: '2027-01-01T00:00:00Z' }, 'revokeSessionsBefore', 'lies ahead'],
    [{ principal: 'arn:aws:iam::123456789012:role/x' }, 'principal', 'samples'],
    [{ grants: [{ prefix: 'in/', allow: ['put'] }] }, 'grants', 'Amperity needs'],
    [
      {
        vendor: 'channelmix',
        principal: 'arn:aws:iam::031871504755:root',
        externalId: undefined,
        acceptNoExternalId: 'agreed',
        accessPoint: { name: 'acme-point' },
        grants: [{ prefix: 'acme/2026-11/', allow: ['get', 'put', 'list', 'delete'] }],
      },
      'grants[0].prefix',
      'no dates in folder names',
    ],
  ])('%j', (fields, path, part) => {
    write('acme', fields);
    const { problems, notices } = load();
    expect(problems).toEqual([]);
    expect(notices.filter((one) => one.path === path).map(({ message }) => message)).toEqual([
      expect.stringContaining(part),
    ]);
  });

  test('a profile older than a year says so, once', () => {
    write('one');
    write('two');
    const { notices } = loadProject(root, { tenants: ['*'], now: new Date('2027-12-01T00:00:00Z') });
    expect(notices).toEqual([
      expect.objectContaining({ file: 'vendors/amperity.yaml', path: 'checked', line: expect.any(Number) }),
    ]);
  });

  test('two vendors that meet below a prefix of one bucket', () => {
    write('one', { bucket: { name: 'shared' } });
    write('two', { vendor: 'custom', bucket: { name: 'shared', existing: true } });
    expect(load().notices.map(({ file, path }) => `${file} ${path}`)).toEqual([
      'tenants/one.yaml grants',
      'tenants/two.yaml grants',
    ]);
  });
});

describe("dates in ChannelMix's folders", () => {
  const cases = {
    'acme/2024/': true,
    'acme/2024-09/': true,
    'acme/20240915/': true,
    'acme/sep2024/': true,
    'acme/01-09-2024/': true,
    'acme/Report_2024/': true,
    'acme/campaign-report/': false,
    'acme/client2019x/': false,
    'acme/112233/': false,
    'acme/3000/': false,
  };
  test.each(Object.entries(cases))('%s', (prefix, isDate) => {
    write('acme', {
      vendor: 'channelmix',
      principal: 'arn:aws:iam::031871504755:root',
      externalId: undefined,
      acceptNoExternalId: 'agreed',
      grants: [{ prefix, allow: ['get', 'put', 'list', 'delete'] }],
    });
    expect(load().notices.some(({ message }) => message.includes('no dates'))).toBe(isDate);
  });
});

describe('tenants on one bucket', () => {
  test('find each other', () => {
    write('maker', { bucket: { name: 'shared' } });
    write('sharer', {
      bucket: { name: 'shared', existing: true },
      grants: [{ prefix: 'b/', allow: ['get', 'list'] }],
    });
    write('stranger');
    const project = load();
    const [maker, sharer, stranger] = selectTenants(project, ['maker', 'sharer', 'stranger']);
    if (!maker || !sharer || !stranger) throw new Error('three tenants were expected');
    expect(sharersOf(project, maker)).toEqual([sharer]);
    expect(sharersOf(project, sharer)).toEqual([]);
    expect(sharersOf(project, stranger)).toEqual([]);
    expect(makerOf(project, sharer)).toBe(maker);
    expect(makerOf(project, maker)).toBeUndefined();
    for (const asked of [['maker'], ['sharer']])
      expect(load(...asked).tenants.map(({ name }) => name)).toEqual(['maker', 'sharer']);
    expect(load('stranger').tenants.map(({ name }) => name)).toEqual(['stranger']);
  });

  test('a sharer may be on a bucket that no tenant makes', () => {
    write('sharer', { bucket: { name: 'shared', existing: true } });
    const project = load();
    const [sharer] = project.tenants;
    expect(sharer && makerOf(project, sharer)).toBeUndefined();
  });
});

describe('what bears on the wanted tenant', () => {
  test('is found though its file hides the name', () => {
    write('wanted', { bucket: { name: 'acme-exchange' } });
    write('hidden');
    const text = stringify({
      tenant: 'hidden',
      customer: 'acme',
      vendor: 'amperity',
      account: '111122223333',
    });
    writeFileSync(
      join(root, 'tenants', 'hidden.yaml'),
      `${text}region: us-east-1\nprincipal: arn:aws:iam::999988887777:role/x\nexternalId: hidden-id\nbucket: { name: "acme\\u002dexchange" }\ngrants: [{ prefix: in/, allow: [get, list] }]\n`,
    );
    expect(messages(load('wanted'))).toEqual([
      expect.stringContaining('tenants/hidden.yaml bucket.name'),
      expect.stringContaining('tenants/wanted.yaml bucket.name'),
    ]);
  });

  test("is found where the other's role has its default name", () => {
    write('wanted', { role: { name: 'S3-Handshake-Other' } });
    write('other');
    expect(messages(load('wanted'))).toEqual(messages(load()));
    expect(messages(load('other'))).toEqual(messages(load()));
    expect(messages(load())).toHaveLength(2);
  });
});

describe('external IDs', () => {
  const one = { customer: 'acme', externalId: 'same-id' };
  test("are shared by one customer's tenants as they like", () => {
    write('one', one);
    write('two', one);
    expect(messages(load())).toEqual([]);
  });

  test('are never shared by two customers of one vendor, nor in a rotation', () => {
    write('one', one);
    write('two', { customer: 'globex', externalId: ['same-id', 'next-id'] });
    expect(load().problems.map(({ path }) => path)).toEqual(['externalId', 'externalId']);
  });

  test('of two vendors have nothing to do with each other, unless these are the same under two profiles', () => {
    const other = { customer: 'globex', externalId: 'same-id', vendor: 'custom' };
    write('one', one);
    write('two', { ...other, principal: 'arn:aws:iam::444455556666:role/x' });
    expect(messages(load())).toEqual([]);
    write('two', { ...other, principal: 'arn:aws:iam::999988887777:role/x' });
    expect(load().problems.map(({ path }) => path)).toEqual(['externalId', 'externalId']);
  });
});

describe('selecting', () => {
  beforeEach(() => {
    write('acme-prod');
    write('acme-test');
    write('globex', { account: '12' });
  });

  test.each([
    [['acme-prod'], ['acme-prod']],
    [['acme-*'], ['acme-prod', 'acme-test']],
    [['acme-????'], ['acme-prod', 'acme-test']],
    [
      ['acme-test', 'acme-prod', 'acme-*'],
      ['acme-prod', 'acme-test'],
    ],
  ])('%j', (patterns, names) => {
    expect(selectTenants(load(...patterns), patterns).map(({ name }) => name)).toEqual(names);
    expect(selectTenants(load(), patterns).map(({ name }) => name)).toEqual(names);
  });

  test.each([
    [['acme-prd'], 'there is no tenant "acme-prd"; did you mean acme-prod?'],
    [['initech'], 'there is no tenant "initech"; tenants/initech.yaml is not there'],
    [['initech-*'], 'no tenant\'s name matches "initech-*"'],
    [['globex'], 'tenants/globex.yaml:4 account: an AWS account has 12 digits'],
    [[], 'tenants/globex.yaml:4 account: an AWS account has 12 digits'],
    [['../acme-prod'], 'there is no tenant "../acme-prod"'],
  ])('is refused with what is wrong: %j', (patterns, part) => {
    const select = () => selectTenants(load(...patterns), patterns);
    expect(select).toThrow(UserError);
    expect(select).toThrow(part);
  });
});
