/** What is deployed for a tenant, as readings, changed in one place; and what drift says of it. */
import { comparePolicies } from '../../../actions/drift/compare-policies';
import { compareTenant } from '../../../actions/drift/compare-tenant';
import { expectedOf } from '../../../actions/drift/expected';
import type { TenantResult } from '../../../actions/drift/finding';
import { present, presentValue } from '../../../aws/deployed/reading';
import type { DeployedTenant } from '../../../aws/deployed/tenant-readings';
import { makerOf, type Project, sharersOf } from '../../../config';
import type { Tenant } from '../../../config/tenant/tenant';

export type Statement = Record<string, unknown>;
export type PolicyName = 'trust' | 'role' | 'bucket' | 'access-point' | 'key';
export interface PolicyDocument {
  Version?: string;
  Statement: Statement[];
}

export const NOW = new Date('2026-11-28T00:00:00Z');

export async function driftOf(
  project: Project,
  tenant: Tenant,
  readings: DeployedTenant,
): Promise<TenantResult> {
  const expected = expectedOf(tenant, sharersOf(project, tenant), makerOf(project, tenant));
  const policies = await comparePolicies(project, expected, readings, NOW);
  return compareTenant(expected, readings, policies, NOW, () => ({ file: tenant.file, line: 1 }));
}

/** One policy, which `change` may edit in place. */
export function withPolicy(
  readings: DeployedTenant,
  name: PolicyName,
  change: (document: PolicyDocument) => void,
): DeployedTenant {
  const changed = (text: string | undefined): string => {
    const document = JSON.parse(text ?? '{"Version":"2012-10-17","Statement":[]}') as PolicyDocument;
    change(document);
    return JSON.stringify(document);
  };
  const { target, bucket, accessPoints, keys } = readings;
  switch (name) {
    case 'trust':
    case 'role': {
      if (target.kind !== 'role' || target.role.state !== 'present') throw new Error('there is no role');
      const role = target.role.value;
      const settings = presentValue(role.settings);
      if (!settings) throw new Error('the role has no settings');
      if (name === 'trust') {
        const trustPolicy = changed(settings.trustPolicy);
        return withRole(readings, { ...role, settings: present({ ...settings, trustPolicy }) });
      }
      const inline = new Map(presentValue(role.inlinePolicies));
      const access = presentValue(inline.get('s3-handshake-access'));
      inline.set('s3-handshake-access', present(changed(access)));
      return withRole(readings, { ...role, inlinePolicies: present(inline) });
    }
    case 'bucket': {
      if (bucket.state !== 'present') throw new Error('there is no bucket');
      const text = presentValue(bucket.value.settings.policy);
      const settings = { ...bucket.value.settings, policy: present(changed(text as string | undefined)) };
      return { ...readings, bucket: present({ ...bucket.value, settings }) };
    }
    case 'access-point': {
      const [[at, point] = []] = accessPoints;
      if (at === undefined || point?.state !== 'present') throw new Error('there is no access point');
      const policy = present(changed(presentValue(point.value.policy)));
      return { ...readings, accessPoints: new Map([[at, present({ ...point.value, policy })]]) };
    }
    case 'key': {
      const [[arn, key] = []] = keys;
      if (arn === undefined || key?.state !== 'present') throw new Error('there is no key');
      const policy = present(changed(presentValue(key.value.policy)));
      return { ...readings, keys: new Map([[arn, present({ ...key.value, policy })]]) };
    }
  }
}

type DeployedRole = Extract<
  Extract<DeployedTenant['target'], { kind: 'role' }>['role'],
  { state: 'present' }
>['value'];

function withRole(readings: DeployedTenant, role: DeployedRole): DeployedTenant {
  return { ...readings, target: { kind: 'role', role: present(role) } };
}
