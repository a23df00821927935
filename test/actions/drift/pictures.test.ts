/** What drift draws: the access as it is deployed, and in red what its findings tell. */

import type { TenantResult } from '../../../actions/drift/finding';
import { mergeReports } from '../../../actions/drift/merge-reports';
import { reportJson } from '../../../actions/drift/report/document';
import { DRIFT_FORMATS } from '../../../actions/drift/report/formats';
import { deployedPicture } from '../../../actions/picture/deployed-picture';
import type { Picture } from '../../../report/picture/picture';
import { changed } from '../../corpus/change';
import { CHANGES, PROJECT, tenantNamed } from '../../corpus/corpus';
import { deployedReadings } from '../../deployed-readings';
import { FULL } from '../../full';
import { driftOf } from './drift-of-readings';
import { aFinding, aReport, aResult } from './findings';

const { signal } = new AbortController();
const SAMPLE = 96;

function different({ edges }: Picture): readonly string[] {
  return [...new Set(edges.map(({ state }) => state).filter((state) => state !== 'expected'))].sort();
}

test.each([...new Set(CHANGES.map(({ tenant }) => tenant))])(
  '%s as it is deployed: nothing is red',
  async (name) => {
    const tenant = tenantNamed(name);
    const picture = await deployedPicture(PROJECT, tenant, deployedReadings(tenant), signal);
    // Who is suspended reaches nothing.
    expect((picture?.edges.length ?? 0) > 0).toBe(tenant.access === 'active');
    expect(picture && different(picture)).toEqual([]);
  },
);

test.each(CHANGES.filter((_, at) => FULL || at % SAMPLE === 0))(
  '$name: in red is what is found',
  async ({ tenant: name, changes }) => {
    const tenant = tenantNamed(name);
    const readings = changed(deployedReadings(tenant), changes);
    const { findings, unread } = await driftOf(PROJECT, tenant, readings);
    const picture = await deployedPicture(PROJECT, tenant, readings, signal);
    if (unread.length > 0) return;
    const told = findings.flatMap(({ direction }) =>
      direction && direction !== 'dormant' ? [direction] : [],
    );
    expect(picture && different(picture)).toEqual([...new Set(told)].sort());
  },
);

test('what was not read is not drawn as missing: there is no picture', async () => {
  const tenant = tenantNamed('plain');
  const { bucket, ...readings } = deployedReadings(tenant);
  const denied = {
    state: 'unread',
    right: 's3:GetBucketPolicy',
    reason: 'denied',
    message: 'no',
    code: 'AccessDenied',
  } as const;
  if (bucket.state !== 'present') throw new Error('the bucket is not there');
  const settings = { ...bucket.value.settings, policy: denied };
  const unread = { ...readings, bucket: { ...bucket, value: { ...bucket.value, settings } } };
  expect(await deployedPicture(PROJECT, tenant, unread, signal)).toBeUndefined();
});

/** More than anybody draws in a summary; the last one differs. */
const NAMES = Array.from({ length: 25 }, (_, at) => `acme-${String(at + 1).padStart(2, '0')}`);

function resultOf(tenant: string): TenantResult {
  const node = (id: string) => ({ id, kind: 'bucket', label: id, detail: id }) as const;
  const edge = {
    from: 'one',
    to: 'other',
    label: 'get',
    statements: ['Open of bucket'],
    state: 'more',
  } as const;
  const picture = { tenant, says: 'as deployed', nodes: [node('one'), node('other')], edges: [edge] };
  return { ...aResult(tenant, tenant === 'acme-25' ? [aFinding({ tenant })] : []), picture };
}

test('the page carries the pictures; the summary has them in Mermaid, those that differ first, and not too many', () => {
  // As after --merge.
  const report = mergeReports([{ file: 'all.json', text: reportJson(aReport(NAMES.map(resultOf))) }]);
  expect(DRIFT_FORMATS.html.render(report).match(/"says":"as deployed"/g)).toHaveLength(25);
  const markdown = DRIFT_FORMATS.markdown.render(report);
  const drawn = [...markdown.matchAll(/^#### (\S+)\n\n<details>.*\n\n```mermaid$/gm)];
  expect(drawn.map(([, name]) => name)).toEqual(['acme-25', ...NAMES.slice(0, 19)]);
  expect(markdown).toContain('5 more tenants: --html makes a page with all of them.');
});

test('without pictures, the summary has no part for them', () => {
  expect(DRIFT_FORMATS.markdown.render(aReport([aResult('acme-prod')]))).not.toContain('Pictures');
});
