/** What the vendor's connection test calls, and what of that is denied: for whom presses its button. */
import {
  callName,
  callsFor,
  refusalOf,
  refusalText,
  refusedCalls,
} from '../../config/tenant/connection-test';
import type { Tenant } from '../../config/tenant/tenant';
import type { ConnectionCallName } from '../../config/vendor/connection-call';

/** What many tests begin with, and what a role that is held to prefixes is refused. */
const OFTEN_REFUSED: readonly ConnectionCallName[] = [
  'head-bucket',
  'list-bucket',
  'list-prefix-without-slash',
  'head-absent-object',
];

/** A sentence each. */
export function connectionWords(tenant: Tenant): readonly string[] {
  const { vendor } = tenant;
  const calls = callsFor(tenant);
  const known = vendor.connectionTest?.calls !== undefined;
  if (!known) return unknownCalls(tenant);
  const passing = calls.filter(({ call }) => refusalOf(call, tenant) === undefined);
  const harmless = calls.filter(({ call, tolerated }) => tolerated && refusalOf(call, tenant) !== undefined);
  return [
    ...(passing.length === 0 ? [] : [`It calls ${namesOf(passing)}, which is as it should be.`]),
    ...harmless.map(
      ({ call }) => `It also calls ${callName(call)}; that is denied, and the test passes all the same.`,
    ),
    ...calls.flatMap(({ note }) => (note === undefined ? [] : [`${note}.`])),
    ...refusedCalls(tenant).map((refused) => `${refusalText(vendor.name, refused)}.`),
  ];
}

function unknownCalls(tenant: Tenant): readonly string[] {
  const refused = OFTEN_REFUSED.filter((call) => refusalOf(call, tenant) !== undefined);
  if (refused.length === 0) return [];
  const names = refused.map(callName).join(', ');
  return [
    `${tenant.vendor.name} does not publish which calls its test makes. Denied are ${names}: where the test fails, type the prefix with its / at the end, and put a file there first.`,
  ];
}

function namesOf(calls: readonly { readonly call: ConnectionCallName; readonly when?: string }[]): string {
  const names = calls.map(({ call, when }) => callName(call) + (when === undefined ? '' : ` (${when})`));
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
