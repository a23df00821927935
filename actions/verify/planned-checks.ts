/** All that a run finds out about a tenant, in order: a pure function of the tenant's file and the command's options. */
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import type { Access } from '../../config/values/access';
import { aclChecks, ownershipChecks } from './acl-checks';
import { administrationChecks } from './administration-checks';
import { assumeChecks, trustChecks } from './assume-checks';
import type { Actor, Check, Door } from './check';
import { connectionChecks } from './connection-checks';
import { grantChecks } from './grant-checks';
import { below } from './probe-places';
import { REACH_CHECKS } from './reach-checks';

export type Through = 'bucket' | 'access-point' | 'both';

export interface PlanOptions {
  readonly as: Actor;
  /** `both` where the tenant has an access point, else `bucket`. */
  readonly through: Through | undefined;
  /** What the owner's credentials are there for, beside the caller's. */
  readonly owner: 'none' | 'reads' | 'reads and seeds';
}

export function checksFor(tenant: Tenant, { as, through, owner }: PlanOptions): readonly Check[] {
  const doors = doorsOf(tenant, as, through);
  return [
    ...callerChecks(as, tenant),
    ...(as === 'simulation' || owner === 'none' ? [] : [OWNER]),
    ...presenceChecks(tenant),
    ...ownershipChecks(tenant),
    ...(as === 'simulation' && targetKind(tenant) === 'role' ? [] : assumeChecks(tenant)),
    ...trustChecks(tenant),
    ...boundaryChecks(tenant),
    ...(as !== 'simulation' && owner === 'reads and seeds' && tenant.access === 'active' ? [SEED] : []),
    ...doors.flatMap((door) => [
      ...grantChecks(tenant, door),
      ...aclChecks(tenant, door),
      ...connectionChecks(tenant, door),
    ]),
    ...transportChecks(tenant),
    ...administrationChecks(tenant),
    ...REACH_CHECKS,
  ];
}

/** The deployed policies know no aliases: what is judged by the ARN holds for the alias. */
function doorsOf(tenant: Tenant, as: Actor, through: Through | undefined): readonly Door[] {
  const points: readonly Door[] =
    as === 'simulation' ? ['access-point-arn'] : ['access-point-arn', 'access-point-alias'];
  const wanted = through ?? 'both';
  return [
    ...(wanted === 'access-point' ? [] : (['bucket'] as const)),
    ...(tenant.accessPoint && wanted !== 'bucket' ? points : []),
  ];
}

const OWNER: Check = {
  id: 'owner.identity',
  says: "the owner's credentials are of the tenant's account",
  expected: 'allowed',
  ask: { kind: 'owner' },
};

const SEED: Check = {
  id: 'owner.seed',
  says: 'the owner puts objects there for the vendor to try',
  expected: 'allowed',
  ask: { kind: 'seed' },
};

function callerChecks(as: Actor, tenant: Tenant): readonly Check[] {
  const says = {
    vendor:
      targetKind(tenant) === 'user'
        ? 'the caller comes with a key of the target user'
        : 'the caller is the vendor',
    verifier: "the caller is the tenant's verifier",
    simulation: "the caller is in the tenant's account",
  };
  return [{ id: 'caller.identity', says: says[as], expected: 'allowed', ask: { kind: 'caller' } }];
}

function presenceChecks(tenant: Tenant): readonly Check[] {
  const { accessPoint, access } = tenant;
  // Of a role the first check of its trust policy tells it.
  const user: readonly Check[] =
    targetKind(tenant) === 'role'
      ? []
      : [
          {
            id: 'user.there',
            says: access === 'revoked' ? 'the target user is there still' : 'the target user is there',
            expected: access === 'revoked' ? 'denied' : 'allowed',
            ask: { kind: 'user' },
          },
        ];
  const bucket: Check = {
    id: 'bucket.there',
    says: "the bucket is there, and the account's own",
    expected: 'allowed',
    ask: { kind: 'bucket' },
  };
  if (!accessPoint) return [...user, bucket];
  return [
    ...user,
    bucket,
    {
      id: 'access-point.there',
      says:
        access === 'revoked'
          ? 'the access point is there still'
          : 'the access point is there, on this bucket, reachable from the internet',
      expected: access === 'revoked' ? 'denied' : 'allowed',
      ask: { kind: 'access-point' },
    },
  ];
}

function boundaryChecks(tenant: Tenant): readonly Check[] {
  const { target: role, access } = tenant;
  const kind = targetKind(tenant);
  const { permissionsBoundary } = role;
  if (permissionsBoundary === undefined || access === 'revoked') return [];
  return [
    {
      id: `${kind}.boundary`,
      says: `the ${kind}'s permissions boundary is ${permissionsBoundary}`,
      expected: 'allowed',
      ask: { kind: 'boundary', policyArn: permissionsBoundary },
    },
  ];
}

const VERBS: readonly Access[] = ['list', 'get', 'put', 'delete'];

/** What the role or user may do over TLS, it is refused without; and whoever does not sign is refused anything. */
function transportChecks({ grants }: Tenant): readonly Check[] {
  const plain = VERBS.flatMap((verb): readonly Check[] => {
    const grant = grants.find(({ allow }) => allow.includes(verb));
    if (!grant) return [];
    const place = { prefix: grant.prefix };
    return [
      {
        id: `deny.plain-http.${verb}`,
        says: `${verb} ${below(place)} over plain HTTP`,
        expected: 'denied',
        ask: { kind: 'plain-http', verb, place },
      },
    ];
  });
  const [first] = grants;
  const place = { prefix: first?.prefix ?? '' };
  return [
    ...plain,
    {
      id: 'deny.anonymous-get',
      says: `get an object ${below(place)} without a signature`,
      expected: 'denied',
      ask: { kind: 'anonymous', place },
    },
  ];
}
