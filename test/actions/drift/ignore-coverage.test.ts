/** Nothing is told to be one too many of an entry whose resources were not all read. */

import type { Unread } from '../../../actions/drift/finding';
import { coverageOf, type LookedAt } from '../../../actions/drift/ignore-coverage';
import { mergeReports } from '../../../actions/drift/merge-reports';
import { NO_TENANT } from '../../../actions/drift/orphans';
import { reportJson } from '../../../actions/drift/report/document';
import { ignoreNotices } from '../../../actions/drift/report/words';
import { isInShard, namesDigest } from '../../../config/fleet/shard';
import { aReport, aResult } from './findings';

const ALL: LookedAt = {
  engine: 'api',
  isWhole: true,
  tenants: ['acme-prod', 'acme-stage', 'globex'].map((name) => ({ name, unread: 0 })),
  incomplete: [],
  leftOut: [],
};
const unread = (...names: readonly string[]): Partial<LookedAt> => ({
  tenants: ALL.tenants.map(({ name }) => ({ name, unread: names.includes(name) ? 1 : 0 })),
  incomplete: names.map((tenant) => ({ tenant })),
});
const ONE: Partial<LookedAt> = { isWhole: false, tenants: [{ name: 'acme-prod', unread: 0 }] };
const OTHER_FILE: Partial<LookedAt> = { leftOut: [{}] };

type Row = readonly [address: string, attribute: string, looked: Partial<LookedAt>];

const COVERED: readonly Row[] = [
  ['acme-prod/bucket', 'tags.owner', {}],
  ['acme-*/*', 'exists', {}],
  ['*/role', '*s', {}],
  ['gone/role', 'exists', {}],
  ['acme-prod/bucket', 'tags.owner', ONE],
  ['acme-prod/bucket', 'tags.owner', OTHER_FILE],
  ['acme-prod/bucket', 'tags.owner', unread('globex')],
  ['acme-*/bucket', 'tags.owner', unread('globex')],
  ['acme-*/bucket', 'tags.owner', unread(NO_TENANT)],
];

const NOT_COVERED: readonly Row[] = [
  ['acme-prod/bucket', 'tags.owner', unread('acme-prod')],
  ['acme-*/bucket', 'tags.owner', unread('acme-prod')],
  ['*/role', 'tags.*', unread('globex')],
  ['acme-prod/role', 'exists', unread(NO_TENANT)],
  ['gone/role', '*', unread(NO_TENANT)],
  // What carries its tag and is not its own is looked for by whole runs only.
  ['acme-prod/role', 'exists', ONE],
  ['acme-*/bucket', 'tags.owner', ONE],
  ['globex/bucket', 'tags.owner', ONE],
  ['acme-*/bucket', 'tags.owner', OTHER_FILE],
  ['broken/bucket', 'tags.owner', OTHER_FILE],
  // No plan knows of what Terraform does not manage.
  ['acme-prod/bucket', 'notifications.*', { engine: 'terraform' }],
];

test.each(COVERED)('%s %s: all of it was read, %j', (address, attribute, looked) => {
  expect(coverageOf({ ...ALL, ...looked })({ address, attribute })).toBe(true);
});

test.each(NOT_COVERED)('%s %s: not all of it was read, %j', (address, attribute, looked) => {
  expect(coverageOf({ ...ALL, ...looked })({ address, attribute })).toBe(false);
});

describe('the report', () => {
  const entry = { attribute: 'tags.*', reason: 'known', until: '2027-01-01', file: 'drift-ignore.yaml' };
  const ignored = [
    { ...entry, address: 'acme-prod/bucket', line: 2 },
    { ...entry, address: '*/role', line: 3 },
    { ...entry, address: 'globex/bucket', line: 4 },
  ];
  const missing: Unread = {
    tenant: 'acme-prod',
    account: '111122223333',
    resource: '',
    right: 'sts:AssumeRole',
    reason: 'denied',
    message: 'AccessDenied',
  };
  const names = ['acme-prod', 'globex'];
  const results = names.map((name) => aResult(name, [], name === missing.tenant ? [missing] : []));
  const only = ['drift-ignore.yaml:4 globex/bucket tags.*: nothing differs there any more; remove it'];

  test('asks for no entry to be removed that names what could not be read', () => {
    expect(ignoreNotices(aReport(results, { ignored }))).toEqual(only);
  });

  test('nor do all shards together, nor the report of one tenant that is merged alone', () => {
    const files = [1, 2].map((index) => {
      const own = results.filter(({ tenant }) => isInShard(tenant, { index, count: 2 }));
      const fleet = { tenants: names.length, digest: namesDigest(names) };
      const report = aReport(own, { ignored, fleet, whole: false, shards: { covered: [index], count: 2 } });
      return { file: `${index}.json`, text: reportJson(report) };
    });
    expect(ignoreNotices(mergeReports(files))).toEqual(only);
    const one = aReport(results.slice(1), { ignored, whole: false });
    expect(ignoreNotices(mergeReports([{ file: 'one.json', text: reportJson(one) }]))).toEqual(only);
  });
});
