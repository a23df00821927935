/** Every policy that would be deployed, for those who must approve it. */

import { loadProject, sharersOf } from '../../config';
import type { Problem } from '../../config/yaml/problem';
import { deployableTenants } from '../../policies/deployable';
import { documentOf } from '../../policies/policy-document';
import { type AttachedPolicy, tenantPolicies } from '../../policies/tenant-policies';
import { documentHead, jsonDocument } from '../../report/json-document';
import { statementText } from './statement-text';

export interface TenantDocuments {
  readonly tenants: readonly { readonly tenant: string; readonly policies: readonly AttachedPolicy[] }[];
  /** What is wrong with files of tenants that nobody asked for by name: their policies are not among these. */
  readonly leftOut: readonly Problem[];
}

/** `patterns`: names of tenants, none meaning all. Throws `UserError` for what is wrong with those. */
export function tenantDocuments(project: string, patterns: readonly string[]): TenantDocuments {
  const loaded = loadProject(project, { tenants: patterns });
  const { tenants, leftOut } = deployableTenants(loaded, patterns);
  return {
    tenants: tenants.map((tenant) => ({
      tenant: tenant.name,
      policies: tenantPolicies(tenant, sharersOf(loaded, tenant)),
    })),
    leftOut,
  };
}

export function documentsJson({ tenants, leftOut }: TenantDocuments): string {
  const plain = tenants.map(({ tenant, policies }) => ({ tenant, policies: policies.map(asJson) }));
  return jsonDocument({ ...documentHead('policies'), tenants: plain, leftOut });
}

function asJson({ kind, policy, on }: AttachedPolicy): unknown {
  return {
    kind,
    name: policy.name,
    on,
    document: documentOf(policy),
    reasons: Object.fromEntries(policy.statements.map(({ statement, reason }) => [statement.Sid, reason])),
  };
}

export function documentsText({ tenants }: TenantDocuments): string {
  return tenants
    .map(
      ({ tenant, policies }) =>
        `${tenant}\n${'═'.repeat(tenant.length)}\n\n${policies.map(asText).join('\n')}\n`,
    )
    .join('');
}

const TITLES: Readonly<Record<AttachedPolicy['kind'], string>> = {
  trust: 'Trust policy',
  role: 'Inline policy',
  user: 'Inline policy',
  bucket: 'Bucket policy',
  'access-point': 'Access point policy',
};

function asText({ kind, policy, on }: AttachedPolicy): string {
  const isInline = kind === 'role' || kind === 'user';
  const title = isInline ? `${TITLES[kind]} ${policy.name} of ${on}` : `${TITLES[kind]} of ${on}`;
  return [title, '─'.repeat(title.length), ...policy.statements.map(statementText)].join('\n');
}
