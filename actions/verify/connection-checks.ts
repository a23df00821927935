/** What the vendor's connection test calls and no other check asks for: through one door. */
import { callName, callsFor, refusalOf } from '../../config/tenant/connection-test';
import type { Grant, Tenant } from '../../config/tenant/tenant';
import type { Check, Door, TestCall } from './check';
import { doorPrefix, doorWords } from './doors';
import { below, placeLabel } from './probe-places';

/** Of which grants a call is made; the bucket has one for itself. */
const MADE_OF: Readonly<Record<TestCall, (grant: Grant) => boolean>> = {
  'head-bucket': () => false,
  'list-prefix': ({ allow }) => allow.includes('list'),
  'list-prefix-without-slash': ({ allow, prefix }) => allow.includes('list') && prefix !== '',
  'head-absent-object': ({ allow }) => allow.includes('get') || allow.includes('put'),
};

const TEST_CALLS = Object.keys(MADE_OF) as readonly TestCall[];

export function connectionChecks(tenant: Tenant, door: Door): readonly Check[] {
  const made = new Set(callsFor(tenant).map(({ call }) => call));
  return TEST_CALLS.filter((call) => made.has(call)).flatMap((call) =>
    placesOf(call, tenant.grants).map((place): Check => {
      const refusal = refusalOf(call, tenant);
      const label = call === 'head-bucket' ? '' : `.${placeLabel(place)}`;
      const where = call === 'head-bucket' ? '' : ` ${below(place)}`;
      const refused = refusal ? ', which the grants refuse' : '';
      return {
        id: `${doorPrefix(door)}connection.${call}${label}`,
        says: `${callName(call)}${where}, as ${tenant.vendor.name}'s connection test asks${refused}${doorWords(door)}`,
        expected: tenant.access === 'active' && !refusal ? 'allowed' : 'denied',
        ask: { kind: 'connection', call, door, place },
      };
    }),
  );
}

function placesOf(call: TestCall, grants: readonly Grant[]): readonly { readonly prefix: string }[] {
  const isMade = MADE_OF[call];
  if (call === 'head-bucket') return [{ prefix: '' }];
  return grants.filter(isMade).map(({ prefix }) => ({ prefix }));
}
