/** A reader whom the bucket's policy denies is told so once, and not of every right that he seems to lack. */

import type { Unread } from '../../../aws/deployed/reading';
import type { DeployedTenant } from '../../../aws/deployed/tenant-readings';
import { PROJECT, tenantNamed } from '../../corpus/corpus';
import { deployedReadings } from '../../deployed-readings';
import { driftOf } from './drift-of-readings';

const tenant = tenantNamed('plain');

/** As S3 answers. */
const BY_POLICY = 'with an explicit deny in a resource-based policy';
const BY_NOBODY = 'because no identity-based policy allows the action';

function unread(name: string, because: string): Unread {
  const right = `s3:Get${name}`;
  const message = `User: arn:aws:iam::111122223333:user/reader is not authorized to perform: ${right} on resource: "arn:aws:s3:::x" ${because}`;
  return { state: 'unread', right, reason: 'denied', code: 'AccessDenied', message };
}

/** None of the bucket's settings could be read. */
function readingsWithout(because: string): { readonly readings: DeployedTenant; readonly denied: number } {
  const readings = deployedReadings(tenant);
  if (readings.bucket.state !== 'present') throw new Error('there is no bucket');
  const names = Object.keys(readings.bucket.value.settings);
  const settings = Object.fromEntries(names.map((name) => [name, unread(name, because)]));
  return {
    readings: { ...readings, bucket: { ...readings.bucket, value: { ...readings.bucket.value, settings } } },
    denied: names.length,
  };
}

test('by the policy: one finding, and one line of what is incomplete', async () => {
  const { readings, denied } = readingsWithout(BY_POLICY);
  expect(denied).toBeGreaterThan(5);
  const result = await driftOf(PROJECT, tenant, readings);
  expect(result.findings).toMatchObject([
    { attribute: 'policy', direction: 'less', resource: { kind: 'bucket' } },
  ]);
  const [{ message, remediation } = { message: '', remediation: '' }] = result.findings;
  expect(message).toMatch(/^the bucket's policy denies the reader s3:\w+ and \d+ more rights/);
  expect(remediation).toContain('as the root user of the account');
  expect(result.unread.map(({ message: text }) => text)).toEqual([
    expect.stringMatching(/^the bucket's policy denies the reader/),
  ]);
});

test('by nothing that allows it: each right that is lacking', async () => {
  const { readings, denied } = readingsWithout(BY_NOBODY);
  const result = await driftOf(PROJECT, tenant, readings);
  expect(result.findings).toEqual([]);
  expect(result.unread.length).toBeGreaterThanOrEqual(denied);
});
