/** Everything that somebody could do to a deployment is found by what is deployed, and what changes nothing is not. */

import type { Result } from '../../../actions/verify/check';
import type { DeployedTenant } from '../../../aws/deployed/tenant-readings';
import { targetArn } from '../../../config/tenant/names';
import { bucketArn } from '../../../config/values/arn';
import { type Change, changed } from '../../corpus/change';
import { CHANGES, HARMLESS, PROJECT, tenantNamed } from '../../corpus/corpus';
import { deployedReadings } from '../../deployed-readings';
import sabotages from '../../e2e/verify/sabotages.json';
import { FULL } from '../../full';
import { judgedResults } from './judged-stage';

const judged = (name: string, deployed: DeployedTenant) => judgedResults(tenantNamed(name), deployed);

const failing = (results: readonly Result[], status: Result['status']) =>
  results.filter((result) => result.status === status).map(({ check, message }) => `${check.id}: ${message}`);

const readingsOf = (name: string): DeployedTenant => deployedReadings(tenantNamed(name));

/** Every so many of the corpus where there is little time. */
const SAMPLE = 41;
const sampled = <T>(rows: readonly T[], most = SAMPLE): readonly T[] =>
  rows.filter((_, at) => FULL || at % most === 0);

test('the corpus is as large as it should be, and each row has a name of its own', () => {
  expect(CHANGES.length).toBeGreaterThanOrEqual(400);
  expect(HARMLESS.length).toBeGreaterThanOrEqual(60);
  const names = [...CHANGES, ...HARMLESS].map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test.each(PROJECT.tenants.map(({ name }) => name))(
  'untouched, all of %s is as it should be',
  async (name) => {
    const results = await judged(name, readingsOf(name));
    expect(failing(results, 'fail')).toEqual([]);
    expect(failing(results, 'error')).toEqual([]);
    expect(results.filter(({ how }) => how === 'judged').length).toBeGreaterThan(10);
  },
);

test.each(sampled(CHANGES).map((row) => [row.name, row] as const))('%s is found', async (_, row) => {
  const results = await judged(row.tenant, changed(readingsOf(row.tenant), row.changes));
  expect(failing(results, 'error')).toEqual([]);
  const reach = results.filter(({ check, status }) => check.ask.kind === 'reach' && status === 'fail');
  const found = reach.map(({ check }) => check.id.replace('reach.', ''));
  expect(found).toEqual(expect.arrayContaining([...row.finds]));
  expect(reach.map(({ message }) => message).join('\n')).toContain(row.by);
});

test.each(sampled(HARMLESS, 17).map((row) => [row.name, row] as const))(
  '%s changes nothing',
  async (_, row) => {
    const results = await judged(row.tenant, changed(readingsOf(row.tenant), row.changes));
    expect(failing(results, 'fail')).toEqual([]);
    expect(failing(results, 'error')).toEqual([]);
  },
);

/** The changes to policies that the live corpus makes, with the checks that must fail by judgement. */
const LIVE = (sabotages as unknown as readonly LiveRow[]).filter(
  ({ tenant, changes, fails }) =>
    fails.simulation &&
    PROJECT.tenants.some(({ name }) => name === tenant) &&
    changes.every((change) => 'policy' in change),
);

interface LiveRow {
  readonly name: string;
  readonly tenant: string;
  readonly changes: readonly Change[];
  readonly fails: { readonly simulation?: readonly string[] };
}

test.each(sampled(LIVE, 11).map((row) => [row.name, row] as const))('%s fails its checks', async (_, row) => {
  const tenant = tenantNamed(row.tenant);
  const { partition, bucket, vendorPrincipals } = tenant;
  const names: Readonly<Record<string, string>> = {
    key: bucket.kmsKeyArn ?? '',
    bucket: bucket.name,
    bucketArn: bucketArn(partition, bucket.name),
    roleArn: targetArn(tenant),
    vendor: vendorPrincipals[0] ?? '',
  };
  const changes = JSON.parse(
    JSON.stringify(row.changes).replace(/\{(\w+)\}/g, (all, name: string) => names[name] ?? all),
  );
  const results = await judged(row.tenant, changed(readingsOf(row.tenant), changes));
  const failed = results.filter(({ status }) => status === 'fail').map(({ check }) => check.id);
  expect(failed).toEqual(expect.arrayContaining([...(row.fails.simulation ?? [])]));
});
