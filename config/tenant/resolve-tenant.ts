/** From a sound file to the tenant that the rest of the project works with: profile and defaults worked in. */

import type { FleetDefaults } from '../fleet/fleet';
import { ACCESSES } from '../values/access';
import { partitionOf } from '../values/arn';
import { present } from '../values/present';
import { mergeTags } from '../values/tag-keys';
import { fillTemplate, type TemplateValues } from '../values/template';
import type { VendorProfile } from '../vendor/vendor';
import { defaultRoleName } from './names';
import type { Bucket, Target, Tenant } from './tenant';
import { awaitedOf, type TenantView } from './tenant-draft';
import type { TenantFile } from './tenant-schema';

/** `view` must be of a file without problems: then it says all that {@link TenantFile} demands. */
export function resolveTenant(view: TenantView, vendor: VendorProfile, file: string): Tenant {
  const says = view.says as TenantFile;
  const { fleet, name } = view;
  const region = view.region ?? '';
  const partition = partitionOf(region);
  const values: TemplateValues = { account: says.account, region, partition, tenant: name };
  const filled = (template: string | undefined) => template && fillTemplate(template, values);
  return {
    name,
    file,
    customer: says.customer,
    vendor,
    account: says.account,
    partition,
    region,
    credentials: view.credentials ?? 'role',
    vendorPrincipals: view.vendorPrincipals,
    externalIds: view.externalIds,
    ...present('acceptNoExternalId', says.acceptNoExternalId),
    awaited: awaitedOf(view),
    bucket: bucketOf(says.bucket, fleet.defaults, values),
    grants: says.grants.map(({ prefix, allow, extraActions }) => ({
      prefix,
      allow: ACCESSES.filter((word) => allow.includes(word)),
      extraActions: extraActions ?? [],
    })),
    target: roleOf(name, says.role, fleet.defaults, values),
    ...present('accessPoint', says.accessPoint),
    ...present('verifier', says.verifier),
    access: says.access ?? 'active',
    ...present('revokeSessionsBefore', says.revokeSessionsBefore),
    adopt: says.adopt ?? [],
    tags: mergeTags(fleet.defaults.tags, says.tags ?? {}),
    ...present('deployRole', filled(fleet.roles.deploy)),
    ...present('readRole', filled(fleet.roles.read)),
    ...present('verifyRole', filled(fleet.roles.verify)),
  };
}

function bucketOf(bucket: TenantFile['bucket'], defaults: FleetDefaults, values: TemplateValues): Bucket {
  const existing = bucket.existing ?? false;
  const fleets = defaults.logging && {
    bucket: fillTemplate(defaults.logging.bucket, values),
    prefix: fillTemplate(defaults.logging.prefix, values),
  };
  const own = bucket.logging && {
    bucket: bucket.logging.bucket,
    prefix: bucket.logging.prefix ?? `${values.tenant}/`,
  };
  return {
    name: bucket.name,
    existing,
    ...present('aclsDisabled', bucket.aclsDisabled),
    ...present('kmsKeyArn', bucket.encryption?.kmsKeyArn),
    ...present('logging', existing ? undefined : (own ?? fleets)),
    noncurrentVersionDays: bucket.noncurrentVersionDays ?? defaults.noncurrentVersionDays,
    preventDestroy: bucket.preventDestroy ?? true,
    forceDestroy: bucket.forceDestroy ?? false,
  };
}

function roleOf(
  tenant: string,
  role: TenantFile['role'],
  defaults: FleetDefaults,
  values: TemplateValues,
): Target {
  const { permissionsBoundary } = defaults;
  const boundary = permissionsBoundary && fillTemplate(permissionsBoundary, values);
  return {
    name: role?.name ?? defaultRoleName(tenant),
    path: role?.path ?? defaults.rolePath,
    maxSessionDuration: role?.maxSessionDuration ?? defaults.maxSessionDuration,
    ...present('permissionsBoundary', role?.permissionsBoundary ?? boundary),
    ...present('tags', role?.tags),
  };
}
