/** What `verify` ends with is what the page of a fleet says of the tenant. */
import { earlierReport } from '../../../actions/fleet-report/earlier-reports';
import { jsonReport } from '../../../actions/verify/report-json';
import { exitCodeOf } from '../../../actions/verify/tally';
import type { TenantReport } from '../../../actions/verify/verify-tenant';
import { EXIT } from '../../../report/exit-codes';
import { aTenant } from '../../a-tenant';
import { aVerifyReport } from '../verify/a-report';

const tenant = aTenant();
const all = (change: Parameters<typeof aVerifyReport>[1], rest?: Partial<TenantReport>) =>
  aVerifyReport(tenant, change, rest);
const residue = (expected: boolean) => [{ key: 'in/.s3-handshake/a', expected, why: 'not removed' }];

test.each([
  ['all passed', all(undefined), 'ok', EXIT.ok],
  ['a check failed', all(() => ({ status: 'fail' })), 'finding', EXIT.finding],
  ['a check is in error', all(() => ({ status: 'error' })), 'inconclusive', EXIT.error],
  ['it was interrupted', all(undefined, { interrupted: true }), 'inconclusive', EXIT.error],
  ['something was left behind', all(undefined, { residue: residue(false) }), 'inconclusive', EXIT.error],
  ['what is left was expected', all(undefined, { residue: residue(true) }), 'ok', EXIT.ok],
  ['nothing was asked', all(() => ({ status: 'skip', how: 'neither' })), 'inconclusive', EXIT.error],
  ['all that was asked was skipped', all(() => ({ status: 'skip', how: 'judged' })), 'ok', EXIT.ok],
])('%s', (_, report, state, exitCode) => {
  expect(exitCodeOf([report])).toBe(exitCode);
  const text = JSON.stringify(jsonReport({ reports: [report], leftOut: [], exitCode }));
  expect(earlierReport('verify.json', text).tenants).toEqual([
    expect.objectContaining({ tenant: tenant.name, state }),
  ]);
});
