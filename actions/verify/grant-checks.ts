/** What the grants promise to the vendor, and what they leave out: through one door. */
import type { Grant, Tenant } from '../../config/tenant/tenant';
import type { Access } from '../../config/values/access';
import type { Check, Door, Place, S3Verb } from './check';
import { doorPrefix, doorWords } from './doors';
import { below, nextTo, outside, placeLabel, reaches } from './probe-places';

const VERBS: readonly Access[] = ['put', 'get', 'list', 'delete'];

const WORDS: Readonly<Record<S3Verb, string>> = {
  put: 'put an object',
  get: 'get an object',
  list: 'list keys',
  delete: 'delete an object',
  multipart: 'upload a part and abort',
  location: "ask for the bucket's region",
};

/** In the order in which they are tried: put comes before what needs an object. */
export function grantChecks(tenant: Tenant, door: Door): readonly Check[] {
  const { grants } = tenant;
  return [
    check(tenant, door, 'location', 'location', { prefix: '' }, 'allowed'),
    ...grants.flatMap((grant) => grantedChecks(tenant, door, grant)),
    ...grants.flatMap((grant) => ungrantedChecks(tenant, door, grant)),
    ...VERBS.map((verb) => outsideCheck(tenant, door, verb)),
    listAllCheck(tenant, door),
    ...grants.flatMap((grant) => nextToChecks(tenant, door, grant)),
  ];
}

function grantedChecks(tenant: Tenant, door: Door, grant: Grant): readonly Check[] {
  const verbs: S3Verb[] = VERBS.filter((verb) => grant.allow.includes(verb));
  if (grant.allow.includes('put')) verbs.push('multipart');
  return verbs.map((verb) => check(tenant, door, `${verb}.${placeLabel(grant)}`, verb, grant, 'allowed'));
}

/** What another grant on the same keys allows is no denial. */
function ungrantedChecks(tenant: Tenant, door: Door, grant: Grant): readonly Check[] {
  return VERBS.filter((verb) => !reaches(tenant.grants, verb, grant)).map((verb) =>
    check(tenant, door, `deny.${verb}.${placeLabel(grant)}`, verb, grant, 'denied'),
  );
}

function outsideCheck(tenant: Tenant, door: Door, verb: Access): Check {
  const place = outside(tenant.grants, verb);
  const planned = check(
    tenant,
    door,
    `deny.${verb}-outside-prefix`,
    verb,
    place ?? { prefix: '' },
    'denied',
    'outside every prefix',
  );
  return place ? planned : { ...planned, impossible: `not possible: ${verb} is granted on the whole bucket` };
}

function listAllCheck(tenant: Tenant, door: Door): Check {
  const whole = tenant.grants.some(({ prefix, allow }) => prefix === '' && allow.includes('list'));
  return {
    id: `${doorPrefix(door)}deny.list-all`,
    says: `list all keys of the bucket${doorWords(door)}`,
    expected: 'denied',
    ask: { kind: 'list-all', door },
    ...(whole ? { impossible: 'not possible: list is granted on the whole bucket' } : {}),
  };
}

/** Only what is granted can be granted too widely. */
function nextToChecks(tenant: Tenant, door: Door, grant: Grant): readonly Check[] {
  return VERBS.filter((verb) => grant.allow.includes(verb)).flatMap((verb) => {
    const place = nextTo(tenant.grants, verb, grant);
    if (!place) return [];
    const id = `deny.${verb}-next-to.${placeLabel(grant)}`;
    return [check(tenant, door, id, verb, place, 'denied', `in ${place.prefix}, next to ${grant.prefix}`)];
  });
}

function check(
  { access }: Tenant,
  door: Door,
  id: string,
  verb: S3Verb,
  { prefix }: Place,
  expected: Check['expected'],
  where = verb === 'location' ? '' : below({ prefix }),
): Check {
  return {
    id: `${doorPrefix(door)}${id}`,
    says: `${WORDS[verb]} ${where}`.trim() + doorWords(door),
    expected: access === 'active' ? expected : 'denied',
    ask: { kind: 's3', verb, door, place: { prefix } },
  };
}
