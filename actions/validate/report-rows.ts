/** A tenant's table: what the vendor can do, what nobody can, each as the engine answered. */
import { targetArn, targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { type Admission, belowWords, wordsOf } from './abilities';
import type { Denial } from './denials';
import type { TenantReport } from './validate-tenant';

export interface Row {
  readonly can: boolean;
  readonly what: string;
  readonly where: string;
  /** Requests that were denied; only where it cannot. */
  readonly requests?: number;
}

export function rowsOf(report: TenantReport): readonly Row[] {
  return [...canRows(report), ...cannotRows(report)];
}

function canRows({ tenant, abilities }: TenantReport): readonly Row[] {
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

/** In the order of the table. */
const CANNOT: Readonly<Record<Denial, readonly [what: string, where: string]>> = {
  anything: ['anything', 'anywhere: the tenant is suspended'],
  'first-phase': ['assume the role', 'as anybody: it is the first of two phases'],
  'old-session': ['anything', 'in sessions from before the tenant was resumed'],
  'external-id': ['assume the role', 'without the external ID, with a wrong one, or in other case'],
  strangers: ['assume the role, reach the bucket', 'as anybody else of its account, of others, or of none'],
  'other-actions': ['any other action', 'below the prefixes'],
  'outside-prefixes': ['any other action', 'on other keys, and on the bucket itself'],
  elsewhere: ['any action', 'on other buckets, access points, keys and roles'],
  'plain-http': ['any action', 'over plain HTTP'],
};

function cannotRows({ tenant, denials }: TenantReport): readonly Row[] {
  return (Object.keys(CANNOT) as Denial[]).flatMap((kind) => {
    const requests = denials.get(kind) ?? 0;
    const [what, place] = CANNOT[kind];
    const where = kind === 'other-actions' && tenant.bucket.kmsKeyArn ? `${place}, with the key` : place;
    if (requests === 0) return [];
    if (kind === 'strangers' && targetKind(tenant) === 'user')
      return [{ can: false, what: 'reach the bucket', where, requests }];
    // Without an external ID whatever is sent opens, and what is left are other actions of STS.
    if (kind === 'external-id' && tenant.externalIds.length === 0) return [];
    return [{ can: false, what, where, requests }];
  });
}
