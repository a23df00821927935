/** What drift says of readings in memory. */
import { comparePolicies } from '../../../actions/drift/compare-policies';
import { compareTenant } from '../../../actions/drift/compare-tenant';
import { expectedOf } from '../../../actions/drift/expected';
import type { TenantResult } from '../../../actions/drift/finding';
import type { DeployedTenant } from '../../../aws/deployed/tenant-readings';
import { makerOf, type Project, sharersOf } from '../../../config';
import type { Tenant } from '../../../config/tenant/tenant';

const NOW = new Date('2026-11-28T00:00:00Z');

export async function driftOf(
  project: Project,
  tenant: Tenant,
  readings: DeployedTenant,
): Promise<TenantResult> {
  const expected = expectedOf(tenant, sharersOf(project, tenant), makerOf(project, tenant));
  const policies = await comparePolicies(project, expected, readings, NOW, new AbortController().signal);
  return compareTenant(expected, readings, policies, NOW, () => ({ file: tenant.file, line: 1 }));
}
