/** Everything that validate says of one tenant. */

import { makerOf, type Project } from '../../config';
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import type { Finding } from '../../report/finding';
import { type Abilities, abilitiesOf } from './abilities';
import type { AskedActions } from './asked-actions';
import { countDenials, type Denials } from './denials';
import { differenceFindings, faultFinding } from './finding';
import { type Difference, prove } from './proof';
import { othersOnBucket, type PolicySources, parseSources, policySources } from './proposed-policies';

export interface TenantReport {
  readonly tenant: Tenant;
  readonly abilities: Abilities;
  readonly denials: Denials;
  /** Requests that were judged. */
  readonly requests: number;
  readonly findings: readonly Finding[];
  /** What somebody who approves the tenant must not overlook. */
  readonly marks: readonly string[];
  /** What the proof takes for granted. */
  readonly assumptions: readonly string[];
}

/** `sources`: what would be deployed, from the project's own policy functions. */
export function validateTenant(
  project: Project,
  tenant: Tenant,
  catalogue: AskedActions,
  sources: PolicySources = policySources(project, tenant),
): TenantReport {
  const { policies, faults } = parseSources(sources);
  let requests = 0;
  const differences: Difference[] = [];
  const proof = [...prove(tenant, policies, othersOnBucket(project, tenant), catalogue)];
  for (const judged of proof) {
    requests += judged.requests;
    differences.push(...judged.differences);
  }
  return {
    tenant,
    abilities: abilitiesOf(tenant, policies, catalogue),
    denials: countDenials(tenant, proof),
    requests,
    findings: [
      ...faults.map((fault) => faultFinding(project, tenant, fault)),
      ...differenceFindings(project, tenant, differences),
    ],
    marks: marksOf(tenant),
    assumptions: assumptionsOf(project, tenant),
  };
}

function marksOf(tenant: Tenant): readonly string[] {
  const { externalIds, acceptNoExternalId, awaited, vendor, grants, access } = tenant;
  const words = grants.some(({ prefix }) => prefix === '') ? ['the whole bucket is granted'] : [];
  const bucketWide = vendor.bucketWideActions.map(
    (action) => `${action} does not support a prefix: it applies to the whole bucket`,
  );
  const isUser = targetKind(tenant) === 'user';
  return [
    ...(isUser ? ['an access key, which does not end by itself: a role is better'] : []),
    ...(awaited.length > 0
      ? [
          `the first of two phases: ${vendor.name} cannot get in before the file says ${awaited.join(' and ')}`,
        ]
      : []),
    ...(externalIds.length === 0 && !isUser && !awaited.includes('externalId')
      ? [`no external ID: ${acceptNoExternalId ?? 'the vendor does not need one'}`]
      : []),
    ...(externalIds.length > 1 ? ['two external IDs open, until the old one is taken out of the file'] : []),
    ...words,
    ...bucketWide,
    ...(access === 'active' ? [] : [`the tenant is ${access}`]),
  ];
}

function assumptionsOf(project: Project, tenant: Tenant): readonly string[] {
  const { bucket, target: role, name, access } = tenant;
  const madeHere = !bucket.existing || makerOf(project, tenant) !== undefined;
  const print = `s3-handshake bucket-policy ${name}`;
  return [
    ...(madeHere ? [] : [`the policy of ${bucket.name} is its owner's: it must hold what "${print}" prints`]),
    ...(bucket.kmsKeyArn === undefined || access === 'revoked'
      ? []
      : [`the key's policy is its owner's: it must hold what "${print}" prints`]),
    ...(role.permissionsBoundary === undefined
      ? []
      : [`the permissions boundary ${role.permissionsBoundary} may take away more`]),
  ];
}
