/** Where a request may go: what the grants name, what looks like it, and what is something else altogether. */

import { targetArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { accessPointArn, bucketArn, objectArn, roleArn } from '../../config/values/arn';
import { otherCase, STRANGER } from './caller';
import { witnessesOf } from './named-subjects';
import { type ProposedPolicies, pointArnOf } from './proposed-policies';
import { type Target, targetOf } from './target';
import { serviceIn } from './what-the-file-says';

/** All over TLS; see {@link overBoth}. */
export interface Places {
  readonly bucket: readonly Target[];
  /** The same, by the access point's ARNs; none without one. */
  readonly point: readonly Target[];
  readonly role: readonly Target[];
  /** None where the bucket has no key of its own. */
  readonly key: readonly Target[];
  readonly elsewhere: readonly Target[];
}

/** Any key or name, where it does not matter which. */
const OBJECT = 'object';

export function placesOf(tenant: Tenant, policies: ProposedPolicies): Places {
  const witnesses = witnessesOf(policies, 'resource').map((arn) => targetOf(tenant, arn));
  const named = (place: Target['in']) => witnesses.filter((target) => target.in === place);
  const keys = keysOf(tenant);
  const lists = [undefined, '', ...keys, ...witnessesOf(policies, { key: 's3:prefix' })];
  const within = (container: string | undefined): readonly Target[] =>
    container === undefined
      ? []
      : [
          ...keys.map((key) => targetOf(tenant, objectArn(container, key))),
          ...lists.map((listPrefix) => listing(targetOf(tenant, container), listPrefix)),
        ];
  return {
    bucket: unique([...within(bucketArn(tenant.partition, tenant.bucket.name)), ...named('bucket')]),
    point: unique([...within(pointArnOf(tenant)), ...named('access-point')]),
    role: [targetOf(tenant, targetArn(tenant))],
    key: keyTargets(tenant, policies),
    elsewhere: unique([
      ...strangePlaces(tenant),
      ...named('elsewhere').flatMap((target) => [target, ...asRequested(tenant, target)]),
    ]),
  };
}

/** Over TLS and over plain HTTP. */
export function overBoth(targets: readonly Target[]): readonly Target[] {
  return [...targets, ...targets.map((target) => ({ ...target, tls: false }))];
}

/** Where it is enough to knock once: each container, and an object below each prefix. */
export function sampleOf(tenant: Tenant, targets: readonly Target[]): readonly Target[] {
  const keys = tenant.grants.map(({ prefix }) => prefix + OBJECT);
  const prefixes = tenant.grants.map(({ prefix }) => prefix);
  return targets.filter(({ key, listPrefix }) =>
    key === undefined ? listPrefix === undefined || prefixes.includes(listPrefix) : keys.includes(key),
  );
}

/** As the vendor would come to it if it were the tenant's: to list below a prefix, to use a key through S3. */
function asRequested(tenant: Tenant, target: Target): readonly Target[] {
  const service = target.arn.split(':')[2];
  if (service === 'kms') return [{ ...target, viaService: serviceIn(tenant, 's3', tenant.region) }];
  if (service !== 's3') return [];
  return tenant.grants.flatMap(({ prefix }) => (prefix === '' ? [] : [listing(target, prefix)]));
}

function listing(target: Target, listPrefix: string | undefined): Target {
  return listPrefix === undefined ? target : { ...target, listPrefix };
}

/** Keys in each grant's prefix, and keys that begin nearly as it does. */
function keysOf({ grants }: Tenant): readonly string[] {
  const keys = grants.flatMap(({ prefix }) => [...inside(prefix), ...beside(prefix)]);
  return [...new Set([...keys, OBJECT, `${STRANGER}/${OBJECT}`])].filter((key) => key !== '');
}

function inside(prefix: string): readonly string[] {
  return [prefix, `${prefix}${OBJECT}`, `${prefix}deeper/${OBJECT}`];
}

function beside(prefix: string): readonly string[] {
  if (prefix === '') return [];
  const name = prefix.slice(0, -1);
  const parent = prefix.slice(0, name.lastIndexOf('/') + 1);
  return [
    name,
    `${name}x/${OBJECT}`,
    `${name.slice(0, -1)}/${OBJECT}`,
    `${otherCase(prefix)}${OBJECT}`,
    `x${prefix}${OBJECT}`,
    `${parent}${OBJECT}`,
    `${parent}x/${OBJECT}`,
    `x/${prefix}${OBJECT}`,
  ];
}

function keyTargets(tenant: Tenant, policies: ProposedPolicies): readonly Target[] {
  const { kmsKeyArn } = tenant.bucket;
  if (kmsKeyArn === undefined) return [];
  const direct = targetOf(tenant, kmsKeyArn);
  const services = [...viaServices(tenant), ...witnessesOf(policies, { key: 'kms:ViaService' })];
  return [direct, ...[...new Set(services)].map((viaService) => ({ ...direct, viaService }))];
}

function viaServices(tenant: Tenant): readonly string[] {
  const { region } = tenant;
  const another = region === 'us-west-2' ? 'us-east-2' : 'us-west-2';
  return [
    serviceIn(tenant, 's3', region),
    serviceIn(tenant, 's3', another),
    serviceIn(tenant, 'dynamodb', region),
  ];
}

function strangePlaces(tenant: Tenant): readonly Target[] {
  const { partition, region, account, bucket, grants } = tenant;
  const prefix = grants[0]?.prefix ?? '';
  const at = (arn: string): Target => targetOf(tenant, arn);
  const containers = [
    ...[`${bucket.name}x`, bucket.name.slice(0, -1), STRANGER].map((name) => bucketArn(partition, name)),
    ...otherPointsOf(tenant),
  ];
  const key = `arn:${partition}:kms:${region}:${account}:key/00000000-0000-4000-8000-000000000000`;
  return [
    ...containers.flatMap((arn) => [
      listing(at(arn), prefix === '' ? undefined : prefix),
      at(objectArn(arn, `${prefix}${OBJECT}`)),
    ]),
    at(roleArn(partition, account, '/', STRANGER)),
    at(`${targetArn(tenant)}x`),
    { ...at(key), viaService: serviceIn(tenant, 's3', region) },
    at('*'),
  ];
}

/** Access points that are not the tenant's. */
export function otherPointsOf({ partition, region, account, accessPoint }: Tenant): readonly string[] {
  const names = accessPoint ? [`${accessPoint.name}x`, accessPoint.name.slice(0, -1), STRANGER] : [STRANGER];
  return names.map((name) => accessPointArn(partition, region, account, name));
}

const SECOND = 1000;

/** When sessions may have begun, ISO 8601 in UTC: around every moment that file or policies name. */
export function issueTimesOf(tenant: Tenant, policies: ProposedPolicies): readonly string[] {
  const named = [
    ...(tenant.revokeSessionsBefore === undefined ? [] : [tenant.revokeSessionsBefore]),
    ...witnessesOf(policies, { key: 'aws:TokenIssueTime' }),
  ];
  const moments = named.flatMap((text) => {
    const moment = Date.parse(text);
    return Number.isNaN(moment) ? [] : [moment - SECOND, moment, moment + SECOND];
  });
  const times = moments.length === 0 ? [Date.parse('2026-01-01T00:00:00Z')] : moments;
  return [...new Set(times.map((time) => new Date(time).toISOString()))];
}

/** External IDs to come with: the right ones, none, wrong ones, and the right ones in other case. */
export function externalIdsOf(tenant: Tenant, policies: ProposedPolicies): readonly (string | undefined)[] {
  const wrong = tenant.externalIds.flatMap((id) => [`${id}x`, id.slice(0, -1), otherCase(id)]);
  return [
    undefined,
    ...new Set([
      ...tenant.externalIds,
      ...wrong,
      's3-handshake-wrong',
      ...witnessesOf(policies, { key: 'sts:ExternalId' }),
    ]),
  ];
}

function unique(targets: readonly Target[]): readonly Target[] {
  const byText = new Map(targets.map((target) => [JSON.stringify(target), target]));
  return [...byText.values()];
}
