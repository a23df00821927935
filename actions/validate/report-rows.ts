/** A tenant's table: what the vendor can do, as the engine answered, and what nobody can, as it was proven. */
import { targetArn, targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { type Abilities, type Admission, belowWords, wordsOf } from './abilities';
import { isProven, type TenantReport } from './validate-tenant';

export interface Row {
  readonly can: boolean;
  readonly what: string;
  readonly where: string;
}

/** None where no table was asked for. What nobody can is said only where it is proven. */
export function rowsOf(report: TenantReport): readonly Row[] {
  const { tenant, abilities } = report;
  if (!abilities) return [];
  return [...canRows(tenant, abilities), ...(isProven(report) ? cannotRows(tenant) : [])];
}

function canRows(tenant: Tenant, abilities: Abilities): readonly Row[] {
  const { below, throughPoint, bucketWide, key, assume } = abilities;
  const can = (what: string, where: string): Row => ({ can: true, what, where });
  const point = tenant.accessPoint?.name ?? '';
  return [
    ...(targetKind(tenant) === 'user' && tenant.access === 'active'
      ? [can('come with an access key', `as ${targetArn(tenant)}`)]
      : []),
    ...assume.flatMap((admission) => assumeRow(tenant, admission, can)),
    ...[...below].flatMap(([prefix, actions]) => {
      const through = throughPoint?.get(prefix) ?? [];
      const same = throughPoint && actions.join() === through.join();
      const also = same ? `, also through the access point ${point}` : '';
      return [
        ...(actions.length === 0 ? [] : [can(wordsOf(actions).join(', '), `${belowWords(prefix)}${also}`)]),
        ...(same || through.length === 0
          ? []
          : [can(wordsOf(through).join(', '), `${belowWords(prefix)}, through the access point ${point}`)]),
      ];
    }),
    ...(bucketWide.length === 0 ? [] : [can(bucketWide.join(', '), `of the bucket ${tenant.bucket.name}`)]),
    ...(key.length === 0 ? [] : [can(key.join(', '), 'with the bucket’s key, through S3')]),
  ];
}

function assumeRow(
  tenant: Tenant,
  { principal, externalIds, withoutExternalId, accompanying }: Admission,
  can: (what: string, where: string) => Row,
): readonly Row[] {
  const how = withoutExternalId
    ? 'without an external ID'
    : externalIds.length > 1
      ? 'with either of its external IDs'
      : 'with its external ID';
  const opens = withoutExternalId || externalIds.length > 0;
  const isVerifier = tenant.verifier?.principal === principal && !tenant.vendorPrincipals.includes(principal);
  return [
    ...(opens ? [can(`assume the role ${how}`, isVerifier ? `the verifier ${principal}` : principal)] : []),
    ...(accompanying.length > 0 ? [can(accompanying.join(', '), principal)] : []),
  ];
}

function cannotRows(tenant: Tenant): readonly Row[] {
  const { access, awaited, externalIds, revokeSessionsBefore, grants, bucket } = tenant;
  const cannot = (what: string, where: string): Row => ({ can: false, what, where });
  const isRole = targetKind(tenant) === 'role' && access !== 'revoked';
  const plainHttp = cannot('any action', 'over plain HTTP');
  const strangers = cannot(
    isRole ? 'assume the role, reach the bucket' : 'reach the bucket',
    'as anybody else of its account, of others, or of none',
  );
  if (access === 'revoked') return [strangers, plainHttp];
  if (access === 'suspended')
    return [cannot('anything', 'anywhere: the tenant is suspended'), strangers, plainHttp];
  const isWhole = grants.some(({ prefix }) => prefix === '');
  return [
    ...(isRole && awaited.length > 0
      ? [cannot('assume the role', 'as anybody: it is the first of two phases')]
      : []),
    ...(revokeSessionsBefore === undefined
      ? []
      : [cannot('anything', 'in sessions from before the tenant was resumed')]),
    ...(isRole && externalIds.length > 0 && awaited.length === 0
      ? [cannot('assume the role', 'without the external ID, with a wrong one, or in other case')]
      : []),
    strangers,
    cannot('any other action', `below the prefixes${bucket.kmsKeyArn ? ', with the key' : ''}`),
    ...(isWhole ? [] : [cannot('any other action', 'on other keys, and on the bucket itself')]),
    cannot('any action', 'on other buckets, access points, keys and roles'),
    plainHttp,
  ];
}
