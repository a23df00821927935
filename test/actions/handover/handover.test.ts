import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { handoverDocument } from '../../../actions/handover/handover-document';
import { handoverHtml } from '../../../actions/handover/handover-html';
import { handoverMarkdown, handoverText } from '../../../actions/handover/handover-text';
import { aKeyTenant, aTenant, ROOT, vendor } from '../../a-tenant';
import { AMPERITY, type AProject, aProject } from '../onboarding/a-project';

const FILES = [
  { key: 'to-amperity/orders|2026<b>.csv', type: 'csv', bytes: 12 },
  { key: 'to-amperity/customers.csv.gz', type: 'csv.gz', bytes: 3456 },
];

const document = handoverDocument(
  aTenant({ accessPoint: { name: 'acme-point' }, externalIds: ['old', 'new'] }),
  { accessPointAlias: 'acme-point-abc-s3alias' },
  FILES,
);

test('values stand alone in their lines, and files are listed', () => {
  const text = handoverText(document);
  const lines = text.split('\n');
  expect(lines).toContain('  arn:aws:iam::111122223333:role/vendors/s3-handshake-acme-prod');
  expect(lines).toContain('  acme-point-abc-s3alias');
  expect(text).toContain('to-amperity/customers.csv.gz');
  expect(text).toContain('being rotated: from old to new');
});

const READS = [{ prefix: 'in/', allow: ['get', 'list'] as const, extraActions: [] }];
const ALL = [{ prefix: 'in/', allow: ['get', 'put', 'list'] as const, extraActions: [] }];

test.each([
  ['rudderstack', ALL, /calls GetObject.*which is as it should be|PutObject with the ACL/],
  ['rudderstack', ALL, /It also calls HeadBucket; that is denied, and the test passes all the same/],
  ['rudderstack', ALL, /calls DeleteObject, where the clean-up .* is denied: .* add delete/],
  ['databricks', READS, /An empty location cannot be read, so put a file there before the test/],
  ['databricks', READS, /ListObjects of the prefix without its \/.* with its \/ at the end/],
  ['fivetran', READS, /does not publish which calls its test makes\. Denied are HeadBucket/],
])('%s: what its connection test calls is said to its side', (id, grants, part) => {
  const { connectionCalls } = handoverDocument(aTenant({ vendor: vendor(id), grants }), {}, undefined);
  expect(connectionCalls).toContainEqual(expect.stringMatching(part));
});

test("the vendor's own errors stand in every form, with cause and cure", () => {
  const segment = handoverDocument(aTenant({ vendor: vendor('segment') }), {}, undefined);
  const [first] = segment.errors;
  expect(first?.message).toBe('Access Denied. Please configure External ID in the AWS IAM Console.');
  for (const render of [handoverText(segment), handoverMarkdown([segment]), handoverHtml([segment])])
    for (const { message, cause } of segment.errors) {
      const folded = render.replace(/\s+/g, ' ');
      expect(folded).toContain(message);
      expect(folded).toContain(cause.split(/[&'<>]/)[0]);
    }
});

test('two external IDs for good are no rotation', () => {
  const both = aTenant({ vendor: vendor('snowflake'), externalIds: ['one', 'two'] });
  const { attention } = handoverDocument(both, {}, undefined);
  expect(attention).toEqual([expect.stringContaining('a storage integration and an external volume')]);
});

test('of an access key it is said how to make it, and what ChannelMix wants beside it', () => {
  const { fields, product } = handoverDocument(aKeyTenant(), {}, undefined);
  expect(product).toBe('Amazon S3 connection, AWS Key and Secret');
  expect(fields.map(({ field, value }) => [field, value])).toEqual([
    ['AWS access key id', 's3-handshake keys create acme-prod'],
    ['AWS secret access key', 's3-handshake keys create acme-prod'],
    ['Role ARN', 'n/a'],
    ['ChannelMix AWS Account ID', 'n/a'],
  ]);
});

test('markdown and HTML show what is meant, whatever the names hold', () => {
  expect(handoverMarkdown([document])).toContain('to-amperity/orders\\|2026&lt;b&gt;.csv');
  const page = handoverHtml([document]);
  expect(page).toContain('<code>to-amperity/orders|2026&lt;b&gt;.csv</code>');
  expect(page).toContain('<code>acme-point-abc-s3alias</code>');
  expect(page.match(/<(?:link|img|iframe)|src=/)).toBeNull();
});

test.each(['snowflake', 'databricks', 'braze', 'fivetran', 'segment'])(
  '%s: what else it needs is in every form',
  (id) => {
    const other = handoverDocument(aTenant({ vendor: vendor(id) }), {}, undefined);
    for (const { field } of other.fields) {
      expect(handoverText(other)).toContain(`${field}\n`);
      expect(handoverHtml([other])).toContain('<h1>acme-prod: for ');
    }
    for (const need of other.alsoNeeds) expect(handoverText(other).replace(/\s+/g, ' ')).toContain(need);
  },
);

describe('in files', () => {
  let project: AProject;
  beforeEach(() => {
    project = aProject({ 'acme-prod': AMPERITY });
  });
  afterEach(() => project.remove());

  test('are written over an earlier handover, and over nothing else', async () => {
    const argv = ['handover', 'acme-prod', '--html', 'form.html', '--markdown', 'form.md', '--json'];
    for (const _ of [1, 2]) expect((await project.run(argv)).code).toBe(0);
    expect(project.read('form.html')).toContain('Target Role ARN');
    expect(project.read('form.md')).toContain('Target Role ARN');
    project.write('notes.md', 'mine');
    const { code, stderr } = await project.run(['handover', 'acme-prod', '--markdown', 'notes.md']);
    expect(code).toBe(1);
    expect(stderr).toContain('is not a report of this command');
    expect(project.read('notes.md')).toBe('mine');
  });

  test('there is none for a revoked tenant', async () => {
    await project.run(['revoke', 'acme-prod']);
    const { code, stderr } = await project.run(['handover', 'acme-prod', '--html', 'form.html']);
    expect(code).toBe(1);
    expect(stderr).toContain('nothing to hand over');
    expect(existsSync(join(project.folder, 'form.html'))).toBe(false);
  });
});

test('vendors lists the catalogue and shows a profile with its sources; an old one says so', async () => {
  const project = aProject();
  try {
    expect((await project.run(['vendors'])).stdout).toContain('amperity');
    const { stdout } = await project.run(['vendors', 'amperity']);
    expect(stdout).toContain('Facts of 2026-11-28, from');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    project.write(
      'vendors/amperity.yaml',
      readFileSync(join(ROOT, 'vendors/amperity.yaml'), 'utf8').replace(/checked: .*/, 'checked: 2020-01-01'),
    );
    expect((await project.run(['vendors', 'amperity'])).stdout).toContain('more than a year ago');
    expect((await project.run(['vendors'])).stdout).toContain('2020-01-01 (old)');
    const { vendors } = JSON.parse((await project.run(['vendors', '--json'])).stdout);
    expect(vendors.find(({ id }: { id: string }) => id === 'amperity').notices).toHaveLength(1);
    const { code, stderr } = await project.run(['vendors', 'ampertiy']);
    expect(code).toBe(1);
    expect(stderr).toContain('did you mean amperity?');
  } finally {
    project.remove();
  }
});
