/** `handshake.yaml` as people leave it: all of it is optional, and what is wrong is told where it stands. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProjectFolder, projectFolder } from './a-project-folder';
import cases from './fleet-cases.json';

let folder: ProjectFolder;
beforeEach(() => {
  folder = projectFolder();
  folder.write('acme-prod');
});
afterEach(() => folder.remove());

test.each(cases)('$says', ({ fleet, problems }) => {
  if (fleet !== null) writeFileSync(join(folder.root, 'handshake.yaml'), fleet);
  const found = folder
    .load()
    .problems.map(({ line, path, message }) => ({ at: `${line} ${path}:`, message }));
  expect(found.map(({ at }) => at)).toEqual(problems.map((one) => /^\d+ [^ ]*:|^\d+ :/.exec(one)?.[0]));
  for (const [index, one] of problems.entries())
    expect(found[index]?.message).toContain(one.replace(/^\d+ [^ ]*: ?/, ''));
});

describe('what lies beside the files of tenants', () => {
  beforeEach(() => {
    writeFileSync(join(folder.root, 'tenants', 'b.yml'), 'tenant: b\n');
    writeFileSync(join(folder.root, 'tenants', 'c.json'), '{}\n');
    mkdirSync(join(folder.root, 'tenants', 'archive'));
  });

  test('is told to who asks for all of them', () => {
    expect(folder.load().problems.map(({ file }) => file)).toEqual([
      'tenants/archive',
      'tenants/b.yml',
      'tenants/c.json',
    ]);
  });

  test('does not stand in the way of a tenant that was asked for', () => {
    const { problems, tenants } = folder.load('acme-prod');
    expect(problems).toEqual([]);
    expect(tenants.map(({ name }) => name)).toEqual(['acme-prod']);
  });

  test('is told to who asks for it by its name', () => {
    expect(folder.load('b').problems.map(({ file }) => file)).toEqual(['tenants/b.yml']);
  });
});

describe('tenants beside each other', () => {
  const custom = (principal: string, more: object = {}) => ({
    vendor: 'custom',
    principal,
    bucket: { name: 'shared-exchange', existing: true },
    ...more,
  });

  test('two vendors of the profile custom with one prefix on one bucket', () => {
    folder.write('one', custom('arn:aws:iam::640914827355:role/x1'));
    folder.write('two', custom('arn:aws:iam::275839104628:role/x2'));
    expect(folder.load().notices.map(({ file, path }) => `${file} ${path}`)).toEqual(
      expect.arrayContaining(['tenants/one.yaml grants', 'tenants/two.yaml grants']),
    );
  });

  test('one vendor of the profile custom in two tenants', () => {
    folder.write('one', custom('arn:aws:iam::640914827355:role/x1'));
    folder.write('two', custom('arn:aws:iam::640914827355:role/x1'));
    expect(folder.load().notices.filter(({ path }) => path === 'grants')).toEqual([]);
  });

  test.each([[[]], [['two']]])("logs that go into another tenant's bucket, asked for %j", (asked) => {
    folder.write('two', { bucket: { name: 'two-exchange', logging: { bucket: 'acme-prod-exchange' } } });
    expect(
      folder.load(...asked).problems.map(({ file, path, message }) => `${file} ${path} ${message}`),
    ).toEqual([
      expect.stringContaining(
        'tenants/two.yaml bucket.logging.bucket is the bucket of tenants/acme-prod.yaml',
      ),
    ]);
  });

  test('logs that go into a bucket for logs', () => {
    folder.write('two', { bucket: { name: 'two-exchange', logging: { bucket: 'acme-logs' } } });
    expect(folder.load().problems).toEqual([]);
  });

  test('a name with dots', () => {
    folder.write('acme-prod', { vendor: 'custom', bucket: { name: 'acme.exchange' } });
    expect(folder.load().notices.map(({ path, message }) => `${path} ${message}`)).toContainEqual(
      expect.stringMatching(/^bucket\.name has dots/),
    );
  });
});
