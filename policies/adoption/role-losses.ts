/** What the tenant's stack would take away from a role that is there. */
import type { AdoptedRole } from '../../config/adoption/adoption';
import { TENANT_TAG, targetRoleDescription, targetTags } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { identityPolicies } from '../access-policy';
import { trustPolicy } from '../trust-policy';
import { type Loss, loss, lostTags } from './loss';
import { lostStatements } from './lost-statements';

const LEAVE_IT =
  'to keep it, take role out of adopt and give the vendor a role of its own: another role.name';

export function roleLosses(tenant: Tenant, role: AdoptedRole): readonly Loss[] {
  const { [TENANT_TAG]: owner, ...tags } = role.tags;
  return [
    ...recreated(tenant, role),
    ...(owner === undefined || owner === tenant.name ? [] : [ofAnotherTenant(owner)]),
    ...trustLosses(tenant, role),
    ...inlineLosses(tenant, role),
    ...role.attachedPolicies.map((arn) =>
      loss({
        of: 'role',
        at: `attachedPolicies.${arn}`,
        value: arn,
        message: `the managed policy ${arn} is detached`,
        remediation: LEAVE_IT,
      }),
    ),
    ...boundaryLosses(tenant, role),
    ...sessionLosses(tenant, role),
    ...descriptionLosses(tenant, role),
    ...lostTags('role', tags, targetTags(tenant)),
  ];
}

/** A path is no property that can be changed: Terraform would destroy the role and make another one of its name. */
function recreated({ target }: Tenant, { name, path }: AdoptedRole): readonly Loss[] {
  if (path === target.path) return [];
  return [
    loss({
      of: 'role',
      at: 'path',
      value: path,
      message: `the role ${name} would be destroyed and another one made: its path is ${path}, and the tenant's file says ${target.path}`,
      remediation: `set role.path: ${path}`,
      canBeApproved: false,
    }),
  ];
}

function ofAnotherTenant(owner: string): Loss {
  return loss({
    of: 'role',
    at: 'tenant',
    value: owner,
    message: `the role is that of the tenant ${owner}: two states would hold it, and each would undo the other`,
    remediation: 'take role out of adopt and set another role.name',
    canBeApproved: false,
  });
}

function trustLosses(tenant: Tenant, role: AdoptedRole): readonly Loss[] {
  return lostStatements(role.trustPolicy, trustPolicy(tenant)).map(({ name, statement, says }) =>
    loss({
      of: 'role',
      at: `trust.${name}`,
      value: statement,
      message: `the statement ${name} of the trust policy is removed: ${says}`,
      remediation: LEAVE_IT,
    }),
  );
}

/** A policy of one of our own names is overwritten, any other is deleted. */
function inlineLosses(tenant: Tenant, role: AdoptedRole): readonly Loss[] {
  const ours = new Map(identityPolicies(tenant).map((policy) => [policy.name, policy]));
  return Object.entries(role.inlinePolicies).flatMap(([name, document]) => {
    const own = ours.get(name);
    if (own && lostStatements(document, own).length === 0) return [];
    return [
      loss({
        of: 'role',
        at: `inlinePolicies.${name}`,
        value: document,
        message: `the inline policy ${name} is ${own ? 'overwritten' : 'deleted'}: ${document}`,
        remediation: LEAVE_IT,
      }),
    ];
  });
}

function boundaryLosses({ target }: Tenant, { permissionsBoundary: boundary }: AdoptedRole): readonly Loss[] {
  if (boundary === undefined || boundary === target.permissionsBoundary) return [];
  return [
    loss({
      of: 'role',
      at: 'permissionsBoundary',
      value: boundary,
      message: `the permissions boundary ${boundary} ${target.permissionsBoundary === undefined ? 'is removed' : `becomes ${target.permissionsBoundary}`}`,
      remediation: `to keep it, set role.permissionsBoundary: ${boundary}`,
    }),
  ];
}

function sessionLosses({ target }: Tenant, { maxSessionDuration: seconds }: AdoptedRole): readonly Loss[] {
  if (seconds <= target.maxSessionDuration) return [];
  return [
    loss({
      of: 'role',
      at: 'maxSessionDuration',
      value: seconds,
      message: `sessions may last ${target.maxSessionDuration} seconds and no longer ${seconds}`,
      remediation: `to keep it, set role.maxSessionDuration: ${seconds}`,
    }),
  ];
}

function descriptionLosses(tenant: Tenant, { description = '' }: AdoptedRole): readonly Loss[] {
  const becomes = targetRoleDescription(tenant);
  if (description === '' || description === becomes) return [];
  return [
    loss({
      of: 'role',
      at: 'description',
      value: description,
      message: `the role's description ${JSON.stringify(description)} becomes ${JSON.stringify(becomes)}`,
      remediation: LEAVE_IT,
    }),
  ];
}
