/**
 * The trust policy of the target role: who may assume it, and with which external ID.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */

import { targetRoleArn } from '../config/tenant/names';
import type { Tenant } from '../config/tenant/tenant';
import { accountRootArn } from '../config/values/arn';
import { oneOrMany, type Policy, type ReasonedStatement, type Statement } from './policy-document';

const ASSUME = 'sts:AssumeRole';

/** The trust policy of a tenant's target role. */
export function trustPolicy(tenant: Tenant): Policy {
  const statements =
    tenant.access === 'suspended' || tenant.awaited.length > 0 ? [closed(tenant)] : admitted(tenant);
  return { name: 'trust', statements };
}

function admitted(tenant: Tenant): readonly ReasonedStatement[] {
  const vendor = tenant.vendorPrincipals.map((principal, index) => ({
    statement: assume(`Vendor${index + 1}`, principal, tenant.externalIds),
    reason: `${tenant.vendor.name} assumes the role as ${principal}${externalIdWords(tenant)}.`,
  }));
  return [...vendor, ...besideAssumeRole(tenant), ...self(tenant), ...verifier(tenant)];
}

/** One statement per principal, so that no two of them can ever be combined with each other's conditions. */
export function assume(Sid: string, principal: string, externalIds: readonly string[]): Statement {
  const condition = { StringEquals: { 'sts:ExternalId': oneOrMany(externalIds) } };
  return {
    Sid,
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: ASSUME,
    ...(externalIds.length === 0 ? {} : { Condition: condition }),
  };
}

/**
 * What accompanies an AssumeRole (`sts:TagSession` …) stands apart and has no external ID: it opens nothing by
 * itself, and the key is not promised for it.
 */
function besideAssumeRole({ vendor, vendorPrincipals }: Tenant): readonly ReasonedStatement[] {
  if (vendor.trustActions.length === 0) return [];
  const statement: Statement = {
    Sid: 'VendorSession',
    Effect: 'Allow',
    Principal: { AWS: oneOrMany(vendorPrincipals) },
    Action: oneOrMany(vendor.trustActions),
  };
  return [
    { statement, reason: `${vendor.name} also sends ${vendor.trustActions.join(', ')} with its AssumeRole.` },
  ];
}

/** The role cannot name itself as a principal before it exists, so it is named by `aws:PrincipalArn`. */
function self(tenant: Tenant): readonly ReasonedStatement[] {
  if (!tenant.vendor.selfAssume) return [];
  const { StringEquals = {} } = assume('Self', '', tenant.externalIds).Condition ?? {};
  const statement: Statement = {
    Sid: 'Self',
    Effect: 'Allow',
    Principal: { AWS: accountRootArn(tenant.partition, tenant.account) },
    Action: ASSUME,
    Condition: {
      ArnEquals: { 'aws:PrincipalArn': targetRoleArn(tenant) },
      ...(tenant.externalIds.length === 0 ? {} : { StringEquals }),
    },
  };
  return [{ statement, reason: `${tenant.vendor.name} requires a role that can assume itself.` }];
}

/** The verifier passes the same external ID check as the vendor: what it proves would else be worth nothing. */
function verifier(tenant: Tenant): readonly ReasonedStatement[] {
  if (!tenant.verifier) return [];
  const { principal } = tenant.verifier;
  const statement = assume('Verifier', principal, tenant.externalIds);
  return [{ statement, reason: `${principal} assumes the role to verify it${externalIdWords(tenant)}.` }];
}

/** A trust policy cannot be empty: this one is valid and lets nobody in. */
function closed({ vendor, access }: Tenant): ReasonedStatement {
  const suspended = access === 'suspended';
  const statement: Statement = {
    Sid: suspended ? 'Suspended' : 'FirstPhase',
    Effect: 'Deny',
    Principal: '*',
    Action: oneOrMany([ASSUME, ...vendor.trustActions]),
  };
  const reason = suspended
    ? 'The tenant is suspended: nobody may assume the role.'
    : `${vendor.name} has not said yet as whom it comes: until then nobody may assume the role.`;
  return { statement, reason };
}

function externalIdWords({ externalIds, acceptNoExternalId }: Tenant): string {
  if (externalIds.length > 1) return ' with either of two external IDs, while they are rotated';
  if (externalIds.length === 1) return ' with its external ID';
  return `, without an external ID (accepted: ${acceptNoExternalId ?? 'the vendor does not need one'})`;
}
