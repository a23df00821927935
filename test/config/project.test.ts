/** What a project's folder holds, as one reads it: settings, defaults, files that are not read, and selecting. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectTenants } from '../../config';
import { UserError } from '../../config/user-error';
import { type Fields, messages, type ProjectFolder, projectFolder } from './a-project-folder';

let folder: ProjectFolder;
beforeEach(() => {
  folder = projectFolder();
});
afterEach(() => folder.remove());

const write = (name: string, fields?: Fields) => folder.write(name, fields);
const load = (...tenants: readonly string[]) => folder.load(...tenants);
const settings = (fields: Fields) => folder.settings(fields);

describe('a project', () => {
  test('may be an empty folder', () => {
    rmSync(join(folder.root, 'tenants'), { recursive: true });
    rmSync(join(folder.root, 'vendors'));
    expect(load()).toMatchObject({ tenants: [], tenantNames: [], problems: [], notices: [] });
    expect(selectTenants(load(), [])).toEqual([]);
  });

  test('works the defaults into a tenant', () => {
    write('acme');
    expect(load().tenants[0]).toMatchObject({
      bucket: { existing: false, preventDestroy: true, forceDestroy: false, noncurrentVersionDays: 30 },
      target: { name: 's3-handshake-acme', path: '/', maxSessionDuration: 3600 },
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
      target: {
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
      target: {
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
    writeFileSync(join(folder.root, 'tenants', 'other.yml'), '');
    writeFileSync(join(folder.root, 'tenants', 'README.md'), 'notes');
    writeFileSync(join(folder.root, 'tenants', '.hidden.yaml'), '');
    mkdirSync(join(folder.root, 'tenants', 'europe'));
    symlinkSync(join(folder.root, 'nowhere'), join(folder.root, 'tenants', 'gone.yaml'));
    expect(messages(load())).toEqual([
      expect.stringContaining('tenants/europe : is a folder'),
      expect.stringContaining('tenants/gone.yaml : the file cannot be read (ENOENT)'),
      expect.stringContaining('tenants/other.yml : is not read: files end in .yaml'),
    ]);
    expect(load().tenantNames).toEqual(['acme', 'gone']);
  });

  test('says where a field stands, or its nearest parent', () => {
    writeFileSync(
      join(folder.root, 'tenants', 'acme.yaml'),
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
