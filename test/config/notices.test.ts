/** What a project says of sound tenants: notices, and what several have to do with each other. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadProject, makerOf, selectTenants, sharersOf } from '../../config';
import { ROOT } from '../a-tenant';
import { type Fields, messages, type ProjectFolder, projectFolder } from './a-project-folder';

let folder: ProjectFolder;
beforeEach(() => {
  folder = projectFolder();
});
afterEach(() => folder.remove());

const write = (name: string, fields?: Fields) => folder.write(name, fields);
const load = (...tenants: readonly string[]) => folder.load(...tenants);

describe('notices', () => {
  test.each([
    [{ externalId: ['old-id', 'new-id'] }, 'externalId', 'two external IDs'],
    [{ role: { maxSessionDuration: 7200 } }, 'role.maxSessionDuration', 'chained'],
    [{ region: 'us-east-9' }, 'region', 'not a typing error'],
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
    [
      {
        vendor: 'snowflake',
        principal: 'arn:aws:iam::999988887777:user/x',
        externalId: ['one-id', 'two-id'],
      },
      'externalId',
      'a storage integration and an external volume on one role',
    ],
    [{ region: 'me-south-1' }, 'region', 'no session token of'],
    [
      {
        vendor: 'rudderstack',
        principal: 'arn:aws:iam::422074288268:root',
        grants: [{ prefix: 'in/', allow: ['get', 'put', 'list'] }],
      },
      'grants',
      'Instead: add delete',
    ],
    [
      {
        vendor: 'rudderstack',
        principal: 'arn:aws:iam::422074288268:root',
        bucket: { name: 'theirs', existing: true },
        grants: [{ prefix: 'in/', allow: ['put'] }],
      },
      'bucket.existing',
      'write bucket.aclsDisabled: true',
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
    const { notices } = loadProject(folder.root, { tenants: ['*'], now: new Date('2027-12-01T00:00:00Z') });
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

describe('a bucket that is shared and may be destroyed', () => {
  const about = () => load().notices.filter(({ path }) => /Destroy$/.test(path));
  const sharer = {
    bucket: { name: 'shared', existing: true },
    grants: [{ prefix: 'b/', allow: ['get', 'list'] }],
  };
  const open = { name: 'shared', forceDestroy: true, preventDestroy: false };

  test('is told for each switch, with who shares it', () => {
    write('maker', { bucket: open });
    expect(about()).toEqual([]);
    write('sharer', sharer);
    expect(about().map(({ file, path }) => `${file} ${path}`)).toEqual([
      'tenants/maker.yaml bucket.forceDestroy',
      'tenants/maker.yaml bucket.preventDestroy',
    ]);
    expect(about().every(({ message }) => message.includes('tenants/sharer.yaml shares the bucket'))).toBe(
      true,
    );
  });

  test('is not told of a protected one, and not where the sharer is revoked', () => {
    write('maker', { bucket: { name: 'shared', forceDestroy: false, preventDestroy: true } });
    write('sharer', sharer);
    expect(about()).toEqual([]);
    write('maker', { bucket: open });
    write('sharer', { ...sharer, access: 'revoked' });
    expect(about()).toEqual([]);
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
      join(folder.root, 'tenants', 'hidden.yaml'),
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

describe('a vendor whose principal moves', () => {
  const OLD = 'arn:aws:iam::341876425553:root';
  const NEXT = 'arn:aws:iam::834469178297:root';

  function said(principal: unknown, until?: string): readonly string[] {
    const profile = readFileSync(join(ROOT, 'vendors', 'census.yaml'), 'utf8');
    const dated =
      until === undefined ? profile : profile.replace(/^ {4}from: .*$/m, `$&\n    until: ${until}`);
    rmSync(join(folder.root, 'vendors'));
    mkdirSync(join(folder.root, 'vendors'));
    writeFileSync(join(folder.root, 'vendors', 'census.yaml'), dated);
    write('acme', { vendor: 'census', principal, grants: [{ prefix: 'in/', allow: ['put'] }] });
    const { problems, notices } = load();
    return [...problems, ...notices].map(({ path, message }) => `${path}: ${message}`);
  }

  test('says so to whoever has the old one alone', () => {
    expect(said(OLD)).toEqual([
      expect.stringMatching(/^principal: from 2026-08-11 on .*834469178297.* beside it/),
    ]);
  });

  test('takes both, in any order', () => {
    expect(said([NEXT, OLD])).toEqual([]);
  });

  test.each([undefined, '2999-01-01'])('takes the coming one not by itself before %s', (until) => {
    expect(said(NEXT, until)).toEqual([
      expect.stringMatching(/^principal: must be what Census .* all of it: .*341876425553:root;/),
    ]);
  });

  test('takes the coming one alone once the former has ended', () => {
    expect(said(NEXT, '2026-11-01')).toEqual([]);
  });

  test('asks for the coming one alone then', () => {
    expect(said('arn:aws:iam::222233334444:root', '2026-11-01')).toEqual([
      expect.stringMatching(/^principal: must be what Census .* all of it: .*834469178297:root;/),
    ]);
  });

  test('names the old one once its day is over', () => {
    expect(said([OLD, NEXT], '2026-11-01')).toEqual([
      expect.stringMatching(/^principal\[0\]: .* has not used it since 2026-11-01/),
    ]);
  });
});
