import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadProject, type Project } from '../../config';
import s3Actions from '../../config/values/s3-actions.json';
import { nameOf, proposed } from './proposed-tenants';

const ROOT = join(__dirname, '..', '..');
const NOW = new Date('2026-11-24T00:00:00Z');
const catalogue = loadProject(ROOT, { now: NOW });
const profiles = [...catalogue.vendors.values()];

/** Those that were promised; there may be more. */
const PROMISED = [
  ...[
    'amperity',
    'channelmix',
    'custom',
    'snowflake',
    'databricks',
    'segment',
    'fivetran',
    'braze',
    'hightouch',
  ],
  ...['amplitude', 'mixpanel', 'census', 'rudderstack'],
];

/** What is worth knowing of what a profile itself proposes, by tenant. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  'census-sync': ['arn:aws:iam::834469178297:root comes beside it'],
  'databricks-read': ['ListObjects of the prefix without its /'],
  'databricks-read-write': ['ListObjects of the prefix without its /'],
  'materialize-copy-to': ['ListObjects of the prefix without its /'],
  'mixpanel-export': ["put your project's ID in the place of 1234567"],
  'rudderstack-data-lake': ['DeleteObject, where the clean-up of object storage files is switched on'],
};

test('the project itself has no problems', () => {
  expect(catalogue.problems).toEqual([]);
});

test('the promised vendors are there', () => {
  expect(profiles.map(({ id }) => id)).toEqual(expect.arrayContaining(PROMISED));
});

test.each(profiles)('$id: each error that the vendor shows has a cure', ({ errors }) => {
  expect(errors.filter(({ cure = '' }) => cure === '')).toEqual([]);
});

test.each(profiles)('$id: its bucket-wide actions are actions on buckets', ({ bucketWideActions }) => {
  const known: Readonly<Record<string, { readonly onObjects: boolean }>> = s3Actions;
  for (const action of bucketWideActions) expect(known[action]).toMatchObject({ onObjects: false });
});

describe('a tenant made of what each profile proposes', () => {
  let root: string;
  let project: Project;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'catalogue-'));
    mkdirSync(join(root, 'tenants'));
    cpSync(join(ROOT, 'vendors'), join(root, 'vendors'), { recursive: true });
    for (const profile of profiles)
      for (const use of profile.uses)
        writeFileSync(
          join(root, 'tenants', `${nameOf(profile, use.id)}.yaml`),
          stringify(proposed(profile, use.id)),
        );
    project = loadProject(root, { now: NOW });
  });

  afterAll(() => rmSync(root, { recursive: true }));

  test.each(
    profiles.flatMap((profile) => profile.uses.map((use) => ({ id: profile.id, use: use.id, profile }))),
  )('$id, to $use', ({ use, profile }) => {
    const name = nameOf(profile, use);
    const of = (found: Project['problems']) => found.filter(({ file }) => file === `tenants/${name}.yaml`);
    expect(of(project.problems)).toEqual([]);
    const known = SAID[name] ?? [];
    const paths = profile.externalId.support === 'unsupported' ? ['acceptNoExternalId'] : [];
    expect(of(project.notices).map(({ path, message }) => `${path}: ${message}`)).toEqual(
      [...paths, ...known].map((part) => expect.stringContaining(part)),
    );
    expect(project.tenants.find((tenant) => tenant.name === name)).toMatchObject({
      vendor: { id: profile.id },
    });
  });
});
