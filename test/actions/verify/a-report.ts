/** A report of verify for tests: the checks that a tenant has, each passed, but for those that a test changes. */
import type { Result } from '../../../actions/verify/check';
import { checksFor } from '../../../actions/verify/planned-checks';
import type { TenantReport } from '../../../actions/verify/verify-tenant';
import type { Tenant } from '../../../config/tenant/tenant';

export function aVerifyReport(
  tenant: Tenant,
  changeOf: (result: Result) => Partial<Result> = () => ({}),
  rest: Partial<TenantReport> = {},
): TenantReport {
  const plan = checksFor(tenant, { as: 'vendor', through: undefined, owner: 'reads and seeds' });
  return {
    tenant,
    as: 'vendor',
    caller: 'arn:aws:sts::999988887777:assumed-role/amperity-plugin/session',
    owner: 'profile owner',
    results: plan.map((check): Result => {
      const passed: Result = {
        check,
        how: 'tried',
        status: 'pass',
        message: check.expected,
        attempts: 1,
        milliseconds: 10,
      };
      return { ...passed, ...changeOf(passed) };
    }),
    residue: [],
    interrupted: false,
    milliseconds: 1_000,
    ...rest,
  };
}
