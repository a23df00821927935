/**
 * What nobody should ever send to find out: bucket administration, versions, other services. Judged by the deployed
 * policies, action by action, over all actions that S3 has.
 */

import type { Grant, Tenant } from '../../config/tenant/tenant';
import s3Actions from '../../config/values/s3-actions.json';
import { LIST_ACTION, LOCATION_ACTION, OBJECT_ACTIONS } from '../../policies/s3-actions';
import type { Check } from './check';
import { outside, placeLabel } from './probe-places';

const ROOT = { prefix: '' };
const ALL = Object.entries(s3Actions);
const ON_OBJECTS = ALL.filter(([, { onObjects }]) => onObjects).map(([action]) => action);
const ON_BUCKETS = ALL.filter(([, { onObjects }]) => !onObjects).map(([action]) => action);

export function administrationChecks(tenant: Tenant): readonly Check[] {
  const { grants, vendor, access } = tenant;
  const granted = [LIST_ACTION, LOCATION_ACTION, ...vendor.bucketWideActions];
  const expected: Check['expected'] = access === 'active' ? 'allowed' : 'denied';
  return [
    ...vendor.bucketWideActions.map(
      (action): Check => ({
        ...judged(`bucket-wide.${action}`, `${action}, which the vendor asks for`, [action], 'bucket'),
        expected,
      }),
    ),
    ...grants.flatMap((grant) =>
      grant.extraActions.map(
        (action): Check => ({
          ...judged(
            `extra.${action}.${placeLabel(grant)}`,
            `${action} below ${grant.prefix}`,
            [action],
            'objects',
            grant,
          ),
          expected,
        }),
      ),
    ),
    judged(
      'deny.bucket-administration',
      "read or change the bucket's settings",
      ON_BUCKETS.filter((action) => !granted.includes(action)),
      'bucket',
    ),
    judged('deny.account-administration', "see or change what is the account's", ON_BUCKETS, 'account'),
    ...grants.flatMap((grant) => otherActions(tenant, grant)),
    ...outsideEverything(tenant),
    {
      id: 'deny.other-buckets',
      says: 'reach other buckets',
      expected: 'denied',
      ask: { kind: 'other-buckets' },
    },
    {
      id: 'deny.other-services',
      says: 'reach anything but S3',
      expected: 'denied',
      ask: { kind: 'other-services' },
    },
    {
      id: 'deny.other-principals',
      says: 'anybody else reaches bucket, access point or key',
      expected: 'denied',
      ask: { kind: 'other-principals' },
    },
  ];
}

function otherActions({ grants }: Tenant, grant: Grant): readonly Check[] {
  const covering = grants.filter(({ prefix }) => grant.prefix.startsWith(prefix));
  const granted = covering.flatMap(({ allow, extraActions }) => [
    ...allow.flatMap((access) => OBJECT_ACTIONS[access]),
    ...extraActions,
  ]);
  const others = ON_OBJECTS.filter((action) => !granted.includes(action));
  const label = placeLabel(grant);
  const where = grant.prefix === '' ? '' : ` below ${grant.prefix}`;
  return [
    judged(
      `deny.versions.${label}`,
      `read or delete versions${where}`,
      others.filter((action) => action.includes('Version')),
      'objects',
      grant,
    ),
    judged(
      `deny.other-actions.${label}`,
      `do what is not granted${where}: ACLs, locks, tags …`,
      others.filter((action) => !action.includes('Version')),
      'objects',
      grant,
    ),
  ];
}

function outsideEverything({ grants }: Tenant): readonly Check[] {
  if (grants.some(({ prefix }) => prefix === '')) return [];
  const all: Grant[] = grants.map((grant) => ({ ...grant, allow: ['get'] }));
  const place = outside(all, 'get');
  if (!place) return [];
  return [
    judged(
      'deny.any-action-outside-prefix',
      'do anything to objects outside every prefix',
      ON_OBJECTS,
      'objects',
      place,
    ),
  ];
}

function judged(
  id: string,
  says: string,
  actions: readonly string[],
  on: 'bucket' | 'objects' | 'account',
  { prefix }: { readonly prefix: string } = ROOT,
): Check {
  return { id, says, expected: 'denied', ask: { kind: 'actions', actions, on, place: { prefix } } };
}
