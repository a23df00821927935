/**
 * Everything that a proof asks, but for the action: who, about what, where through, over what. The policies are judged
 * together, as AWS does, and each by itself: what one of them gives too much is found also where another one happens to
 * hold it back.
 */
import { targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import type { AccessPoint, Policy } from '../../iam';
import { ALL_RIGHTS, type Caller, callersOf, ownerOf, sessionOf } from './caller';
import { witnessesOf } from './named-subjects';
import {
  externalIdsOf,
  issueTimesOf,
  otherPointsOf,
  overBoth,
  type Places,
  placesOf,
  sampleOf,
} from './places';
import { accountDecides, type Part, type Question, question } from './proof-question';
import { type ProposedPolicies, pointArnOf } from './proposed-policies';
import type { Target } from './target';
import {
  saidByResource,
  saidOfAssuming,
  saidOfOwner,
  saidOfSession,
  saidThroughPoint,
  saidWhenResumed,
  saidWithoutRole,
  type Verdict,
} from './what-the-file-says';

interface Scene {
  readonly tenant: Tenant;
  readonly policies: ProposedPolicies;
  readonly places: Places;
  readonly callers: readonly Caller[];
}

/** `others`: the other tenants on the bucket. */
export function matrixOf(
  tenant: Tenant,
  policies: ProposedPolicies,
  others: readonly Tenant[],
): readonly Question[] {
  const scene: Scene = {
    tenant,
    policies,
    places: placesOf(tenant, policies),
    callers: callersOf(tenant, policies, others),
  };
  const ofRole =
    tenant.access === 'revoked'
      ? []
      : [
          ...asVendor(scene),
          ...byRoleAlone(scene),
          ...whenResumed(scene),
          // A user is assumed by nobody.
          ...(targetKind(tenant) === 'user' ? [] : assuming(scene)),
        ];
  return [...ofRole, ...byResourceAlone(scene), ...withoutRole(scene), ...asOwner(scene)];
}

/** The vendor's session in the bucket, directly and through the access point. */
function asVendor({ tenant, policies, places }: Scene): readonly Question[] {
  const caller = sessionOf(tenant);
  const point = pointOf(tenant, policies);
  const asked = {
    caller,
    policies: { identity: policies.role, resource: policies.bucket },
    services: ['s3'],
  };
  return issueTimesOf(tenant, policies).flatMap((issued) =>
    overBoth(places.bucket).flatMap((target) => [
      question(tenant, {
        ...asked,
        part: 'session',
        target,
        issued,
        verdict: saidOfSession(tenant, target, issued),
      }),
      ...(point
        ? [
            question(tenant, {
              ...asked,
              part: 'through-point',
              target,
              issued,
              point,
              verdict: saidThroughPoint(tenant, target, issued),
            }),
          ]
        : []),
    ]),
  );
}

function pointOf(tenant: Tenant, { accessPoint }: ProposedPolicies): AccessPoint | undefined {
  const arn = pointArnOf(tenant);
  return arn === undefined ? undefined : { arn, policy: accessPoint, networkOrigin: 'Internet' };
}

/** What the role's own policies allow by themselves, on anything there is. */
function byRoleAlone({ tenant, policies, places }: Scene): readonly Question[] {
  const { point, key, role, elsewhere } = places;
  return issueTimesOf(tenant, policies).flatMap((issued) =>
    [...point, ...key, ...role, ...elsewhere].flatMap((target) =>
      byService(tenant, target).map(({ services, resource }) =>
        question(tenant, {
          part: 'role-alone',
          caller: sessionOf(tenant),
          target,
          issued,
          services,
          policies: { identity: policies.role, resource },
          verdict: saidOfSession(tenant, target, issued),
        }),
      ),
    ),
  );
}

/** What a suspended role gets back when it is resumed: all that its policies hold, but for what denies. */
function whenResumed({ tenant, policies, places }: Scene): readonly Question[] {
  if (tenant.access !== 'suspended') return [];
  const identity = policies.role.map((policy) => ({
    ...policy,
    statements: policy.statements.filter(
      ({ effect, action }) => effect === 'Allow' || !action.texts.includes('*'),
    ),
  }));
  const { bucket, point, key, role, elsewhere } = places;
  return [...bucket, ...point, ...key, ...role, ...elsewhere].flatMap((target) =>
    byService(tenant, target).map(({ services, resource }) =>
      question(tenant, {
        part: 'when-resumed',
        caller: sessionOf(tenant),
        target,
        services,
        policies: { identity, resource },
        verdict: saidWhenResumed(tenant, target),
      }),
    ),
  );
}

interface Asking {
  readonly services: readonly string[];
  /** What stands in for the resource's own policy where it must allow as well. */
  readonly resource?: Policy | undefined;
}

/** The services whose actions can be meant by a resource. */
function byService(tenant: Tenant, { arn, in: place }: Target): readonly Asking[] {
  const service = arn.split(':')[2];
  if (service === 's3' || place === 'access-point') return [{ services: ['s3'] }];
  if (service === 'kms') return [{ services: ['kms'], resource: accountDecides(tenant, 'key') }];
  if (service === 'iam')
    return [{ services: ['iam'] }, { services: ['sts'], resource: accountDecides(tenant, 'trust') }];
  return [{ services: [] }];
}

/**
 * Everybody at the target role's door, with every external ID. The role itself comes three times: with its own policies,
 * as if they allowed everything, and as if they allowed nothing.
 */
function assuming({ tenant, policies, places, callers }: Scene): readonly Question[] {
  const externalIds = externalIdsOf(tenant, policies);
  const session = sessionOf(tenant);
  return places.role.flatMap((target) => {
    const ask = (part: Part, caller: Caller, identity: readonly Policy[], verdict?: Verdict) =>
      externalIds.map((externalId) =>
        question(tenant, {
          part,
          caller,
          target,
          externalId,
          services: ['sts'],
          policies: { identity, resource: policies.trust },
          verdict: verdict ?? saidOfAssuming(tenant, caller, externalId),
        }),
      );
    const isSuspended = tenant.access === 'suspended';
    return [
      ...callers.flatMap((caller) => ask('assume', caller, [ALL_RIGHTS])),
      ...(isSuspended ? [] : ask('assume', session, policies.role)),
      ...(isSuspended ? [] : ask('without-role', session, [], saidWithoutRole(target))),
    ];
  });
}

/** A resource, the policy on it, and the access point beneath which it is asked. */
interface Door {
  readonly target: Target;
  readonly policy: Policy | undefined;
  readonly service: string;
  readonly beneath?: string;
  /** Whether that access point is the tenant's own. */
  readonly isOwnPoint?: boolean;
}

function doorsOf({ tenant, policies, places }: Scene): readonly Door[] {
  const own = pointArnOf(tenant);
  const others = [...otherPointsOf(tenant), ...witnessesOf(policies, { key: 's3:DataAccessPointArn' })];
  const inBucket = overBoth(places.bucket);
  const beneath = (arn: string, targets: readonly Target[]) =>
    targets.map((target) => bucketDoor(target, arn, arn === own));
  const bucketDoor = (target: Target, arn?: string, isOwnPoint = false): Door => ({
    target,
    policy: policies.bucket,
    service: 's3',
    ...(arn === undefined ? {} : { beneath: arn, isOwnPoint }),
  });
  return [
    ...inBucket.map((target) => bucketDoor(target)),
    ...(own === undefined ? [] : beneath(own, inBucket)),
    ...[...new Set(others)]
      .filter((arn) => arn !== own)
      .flatMap((arn) => beneath(arn, sampleOf(tenant, inBucket))),
    ...places.point.map((target) => ({
      target,
      policy: policies.accessPoint,
      service: 's3',
      ...(own === undefined ? {} : { beneath: own, isOwnPoint: true }),
    })),
    ...places.key.map((target) => ({ target, policy: policies.key, service: 'kms' })),
  ];
}

function asked({ target, policy, service, beneath }: Door) {
  return {
    target,
    services: [service],
    policies: { identity: [ALL_RIGHTS], resource: policy },
    ...(beneath === undefined ? {} : { beneath }),
  };
}

/** What each resource's policy gives by itself: to the target role everywhere, to all others where they would try. */
function byResourceAlone(scene: Scene): readonly Question[] {
  const { tenant, callers } = scene;
  const doors = doorsOf(scene);
  const tried = sampleDoors(tenant, doors).filter(({ beneath, isOwnPoint }) => !beneath || isOwnPoint);
  return callers.flatMap((caller) =>
    (caller.role === 'session' ? doors : tried).map((door) =>
      question(tenant, {
        ...asked(door),
        part: 'resource-alone',
        caller,
        acrossAccounts: true,
        verdict: saidByResource(tenant, caller, door.target, door.isOwnPoint ?? false),
      }),
    ),
  );
}

/** Whether any resource's policy would grant by itself what the role's own policies do not. */
function withoutRole(scene: Scene): readonly Question[] {
  const { tenant } = scene;
  return sampleDoors(tenant, doorsOf(scene)).map((door) =>
    question(tenant, {
      ...asked(door),
      part: 'without-role',
      caller: sessionOf(tenant),
      policies: { identity: [], resource: door.policy },
      verdict: saidWithoutRole(door.target),
    }),
  );
}

function sampleDoors(tenant: Tenant, doors: readonly Door[]): readonly Door[] {
  const targets = doors.map(({ target }) => target);
  const tried = new Set(sampleOf(tenant, targets));
  return doors.filter(({ target }) => tried.has(target));
}

/** The customer's own administrators, whom the bucket's policy must not lock out, nor let in over plain HTTP. */
function asOwner({ tenant, policies, places }: Scene): readonly Question[] {
  return overBoth(places.bucket).map((target) =>
    question(tenant, {
      part: 'owner',
      caller: ownerOf(tenant),
      target,
      services: ['s3'],
      policies: { identity: [ALL_RIGHTS], resource: policies.bucket },
      verdict: saidOfOwner(target),
    }),
  );
}
