import { mergeReports, type ReportFile } from '../../../actions/drift/merge-reports';
import { type Report, reportJson } from '../../../actions/drift/report/document';
import { isInShard, namesDigest } from '../../../config/fleet/shard';
import { aFinding, aReport, aResult } from './findings';

const NAMES = ['acme-prod', 'acme-stage', 'globex', 'initech', 'umbrella'];
const COUNT = 3;

function shard(index: number, change: Partial<Parameters<typeof aReport>[1]> = {}, names = NAMES): Report {
  const own = names.filter((name) => isInShard(name, { index, count: COUNT }));
  const results = own.map((name) => aResult(name, name === 'globex' ? [aFinding({ tenant: name })] : []));
  return aReport(results, {
    fleet: { tenants: names.length, digest: namesDigest(names) },
    shards: { covered: [index], count: COUNT },
    whole: false,
    ...change,
  });
}

function file(name: string, report: Report): ReportFile {
  return { file: name, text: reportJson(report) };
}

const all = () => [1, 2, 3].map((index) => file(`drift-${index}.json`, shard(index)));

test('all shards together say what one run would have said', () => {
  const merged = mergeReports(all());
  const whole = aReport(
    NAMES.map((name) => aResult(name, name === 'globex' ? [aFinding({ tenant: name })] : [])),
    { fleet: { tenants: NAMES.length, digest: namesDigest(NAMES) } },
  );
  expect({ ...merged, shards: whole.shards }).toEqual(whole);
  expect(merged.shards).toEqual({ covered: [1, 2, 3], count: 3 });
});

test('in whatever order', () => {
  expect(mergeReports(all().reverse())).toEqual(mergeReports(all()));
});

test('a shard that is missing is named', () => {
  expect(() => mergeReports(all().slice(1))).toThrow('of 3 shards, these are missing: 1/3');
});

test('a shard that is there twice is named', () => {
  expect(() => mergeReports([...all(), file('again.json', shard(2))])).toThrow(
    'shard 2/3 is there twice: drift-2.json and again.json',
  );
});

test.each([
  ['an empty file, as a run leaves it that was ended', '', 'drift-2.json is not a whole report: it is empty'],
  [
    'half a document',
    reportJson(shard(2)).slice(0, 300),
    'drift-2.json is not a whole report: it is no JSON',
  ],
  ['another document', '{"version": 1}', 'drift-2.json is not a report of s3-handshake drift'],
  [
    'a report that does not say that it is complete',
    JSON.stringify({ ...shard(2), complete: undefined }),
    'drift-2.json is not a report of s3-handshake drift: complete',
  ],
])('%s is refused', (_, text, words) => {
  const [one, , three] = all();
  expect(() =>
    mergeReports([one, { file: 'drift-2.json', text }, three].flatMap((part) => part ?? [])),
  ).toThrow(words);
});

test.each([
  ['another engine', { engine: 'terraform' as const }, 'was made by the engine terraform'],
  ['another split', { shards: { covered: [2], count: 4 } }, 'is of 4 shards, drift-1.json of 3'],
  [
    'other tenants',
    { fleet: { tenants: 6, digest: 'x' } },
    'is about 6 tenants, drift-1.json about 5, and not the same',
  ],
  [
    'another night',
    { startedAt: new Date('2026-11-23T02:00:00Z'), endedAt: new Date('2026-11-23T02:01:00Z') },
    'they are of two runs',
  ],
])('a shard of %s is refused', (_, change, words) => {
  const [one, , three] = all();
  expect(() =>
    mergeReports([one, file('drift-2.json', shard(2, change)), three].flatMap((part) => part ?? [])),
  ).toThrow(words);
});

test('a shard that left a tenant out is refused', () => {
  const parts = all().map(({ file: name, text }) => {
    const report = JSON.parse(text) as Report;
    return {
      file: name,
      text: JSON.stringify({ ...report, tenants: report.tenants.filter((one) => one.name !== 'globex') }),
    };
  });
  expect(() => mergeReports(parts)).toThrow('the shards cover 4 tenants, and should cover 5');
});

test('an entry of the ignore list is unused only where no shard found anything for it', () => {
  const entry = {
    address: 'globex/bucket',
    attribute: 'tags.*',
    reason: 'known',
    until: '2027-01-01',
    file: 'drift-ignore.yaml',
    line: 2,
  };
  const gone = { ...entry, address: 'acme-*/role', line: 3 };
  const merged = mergeReports(
    [1, 2, 3].map((index) => file(`${index}.json`, shard(index, { ignored: [entry, gone] }))),
  );
  expect(merged.ignoreList).toMatchObject([
    { state: 'used', matches: 1 },
    { state: 'unused', matches: 0 },
  ]);
  expect(merged).toMatchObject({ exitCode: 0, totals: { ignored: 1, findings: 0 } });
});

test('what could not be read stays unread', () => {
  const unread = {
    tenant: 'acme-prod',
    account: '111122223333',
    resource: 'arn:aws:s3:::acme-prod-exchange',
    right: 's3:GetBucketPolicy',
    reason: 'denied' as const,
    message: 'AccessDenied',
  };
  const parts = [1, 2, 3].map((index) =>
    shard(index, { orphans: { findings: [], unread: index === 1 ? [unread] : [] } }),
  );
  expect(mergeReports(parts.map((part, at) => file(`${at}.json`, part)))).toMatchObject({
    exitCode: 1,
    incomplete: [unread],
  });
});
