/** A tenant's file as far as it can be understood: what is wrong in it by itself is already out of it. */

import type { Fleet } from '../fleet/fleet';
import type { Partition } from '../values/arn';
import { partitionOf } from '../values/arn';
import type { VendorProfile } from '../vendor/vendor';
import { check, type FieldFinding, type Sound } from '../yaml/schema-problems';
import type { YamlFile } from '../yaml/yaml-file';
import { defaultRoleName } from './names';
import type { Awaited, CredentialsKind } from './tenant';
import { type TenantFile, tenantSchema } from './tenant-schema';

export interface TenantDraft {
  /** The file's name without its ending. */
  readonly name: string;
  readonly yaml: YamlFile;
  /** What the file says, without what is wrong by itself. */
  readonly says: Sound<TenantFile>;
  readonly findings: readonly FieldFinding[];
}

export function draftTenant(name: string, yaml: YamlFile): TenantDraft {
  if (yaml.fields === undefined) return { name, yaml, says: {}, findings: [] };
  return { name, yaml, ...check(tenantSchema, yaml.fields, yaml.source) };
}

/** All that the rules look at. What is undefined is absent or wrong by itself, and was reported then. */
export interface TenantView {
  readonly name: string;
  readonly says: Sound<TenantFile>;
  /** Whether the file has the field at all, right or wrong. */
  has(field: keyof TenantFile): boolean;
  readonly fleet: Fleet;
  readonly vendor: VendorProfile | undefined;
  readonly region: string | undefined;
  readonly partition: Partition | undefined;
  readonly credentials: CredentialsKind | undefined;
  readonly vendorPrincipals: readonly string[];
  readonly externalIds: readonly string[];
  /** Undefined too where there is no role, because the vendor comes with an access key. */
  readonly roleName: string | undefined;
  readonly now: Date;
}

/** What the rules find: a finding stands in the way, a notice does not. */
export interface Ruling extends FieldFinding {
  readonly severity: 'problem' | 'notice';
}

export type TenantRule = (view: TenantView) => readonly Ruling[];

export function problem(path: FieldFinding['path'], message: string): Ruling {
  return { path, message, severity: 'problem' };
}

export function notice(path: FieldFinding['path'], message: string): Ruling {
  return { path, message, severity: 'notice' };
}

export function viewOf(
  draft: TenantDraft,
  fleet: Fleet,
  vendor: VendorProfile | undefined,
  now: Date,
): TenantView {
  const { name, says, yaml } = draft;
  const has = (field: keyof TenantFile) => yaml.fields !== undefined && Object.hasOwn(yaml.fields, field);
  const region = has('region') ? says.region : fleet.defaults.region;
  const credentials = has('credentials') ? says.credentials : 'role';
  const roleIsWrong = draft.findings.some(
    ({ path }) => path[0] === 'role' && (path.length === 1 || path[1] === 'name'),
  );
  return {
    name,
    says,
    has,
    fleet,
    vendor,
    region,
    partition: region === undefined ? undefined : partitionOf(region),
    credentials,
    vendorPrincipals: sound(says.principal),
    externalIds: sound(says.externalId),
    roleName: roleIsWrong || credentials !== 'role' ? undefined : (says.role?.name ?? defaultRoleName(name)),
    now,
  };
}

/**
 * What a vendor of two phases has not shown yet. A principal that it publishes is known beforehand, and so is an
 * external ID that the customer makes: but to wait for one that the vendor makes is always allowed.
 */
export function awaitedOf({ vendor, has, credentials }: TenantView): readonly Awaited[] {
  if (vendor?.phases !== 2 || credentials !== 'role') return [];
  const principal = vendor.principal.kind === 'per-tenant' && !has('principal');
  const externalId = vendor.externalId.support === 'required' && !has('externalId');
  return [...(principal ? (['principal'] as const) : []), ...(externalId ? (['externalId'] as const) : [])];
}

function sound(value: string | readonly (string | undefined)[] | undefined): readonly string[] {
  const values = typeof value === 'string' ? [value] : (value ?? []);
  return values.filter((item) => item !== undefined);
}
