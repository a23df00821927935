/**
 * The two worlds of a tenant that are compared: what is deployed, and what would be. What one of them does not say is
 * taken from the other, so that it makes no difference there: what could not be read, what is gone as a whole, what the
 * tenant's file says nothing of. Each of these is told by itself, see `compare-tenant.ts`.
 */

import type { Unread } from '../../aws/deployed/reading';
import type { DeployedTarget, DeployedTenant } from '../../aws/deployed/tenant-readings';
import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { parseArn } from '../../config/values/arn';
import type { Actor, Bucket, Facts, Key, Pausing, Point, World } from '../../iam/reach';
import { deployedWorld } from '../../worlds/deployed';
import { organizationOf } from '../../worlds/organization';
import { proposedWorldInSteps } from '../../worlds/proposed';
import { expectedKeys } from './expected-key';

export interface ComparedWorlds {
  /** What is deployed. */
  readonly here: World;
  /** What would be deployed. */
  readonly there: World;
  readonly ids: NonNullable<Facts['ids']>;
  /** What could not be read of what decides. */
  readonly unread: readonly Unread[];
}

/** With pauses: what would be deployed may have a thousand grants; what is deployed is within AWS's quotas. */
export function* comparedWorlds(
  project: Project,
  tenant: Tenant,
  deployed: DeployedTenant,
): Pausing<ComparedWorlds> {
  const { world: proposed } = yield* proposedWorldInSteps(project, tenant);
  const { world, unread, ids } = deployedWorld(tenant, deployed, organizationOf(project));
  const there = filledIn(proposed, world, expectedKeys(project, tenant));
  return { here: held(world, there, deployed), there, ids, unread: unread.filter(isReadable(tenant)) };
}

/** AWS shows no account the policy of another's key. */
function isReadable({ account, bucket: { kmsKeyArn = '' } }: Tenant): (unread: Unread) => boolean {
  const isForeign = ![account, undefined].includes(parseArn(kmsKeyArn)?.account);
  return ({ right }) => !(isForeign && right.startsWith('kms:'));
}

/** What no file says; tags are compared by themselves. */
function filledIn(proposed: World, deployed: World, keys: readonly Key[]): World {
  const { actor, bucket } = proposed;
  const key = deployed.bucket?.defaultKey;
  return {
    ...proposed,
    ...(actor ? { actor: actorLike(actor, deployed.actor) } : {}),
    ...(bucket
      ? { bucket: { ...bucket, ...(key && key.arn === bucket.defaultKey?.arn ? { defaultKey: key } : {}) } }
      : {}),
    // A key that the file does not name is there in both: what differs is that the bucket is encrypted by it.
    keys: [...keys, ...(deployed.keys ?? []).filter(({ arn }) => !keys.some((own) => own.arn === arn))],
  };
}

/** Without a boundary: what the grants say holds, whatever bounds the role. */
function actorLike(actor: Actor, deployed: Actor | undefined): Actor {
  return deployed ? { ...actor, uniqueId: deployed.uniqueId, tags: deployed.tags } : actor;
}

function held(deployed: World, proposed: World, readings: DeployedTenant): World {
  const { actor: _, bucket: __, ...rest } = deployed;
  const actor = actorFrom(deployed.actor, proposed.actor, readings.target);
  const bucket = bucketFrom(deployed.bucket, proposed.bucket, readings.bucket);
  return {
    ...rest,
    ...(actor ? { actor } : {}),
    ...(bucket ? { bucket } : {}),
    // Others on the bucket are other tenants', or a finding by themselves.
    accessPoints: (proposed.accessPoints ?? []).map((point) => pointFrom(point, deployed, readings)),
    keys: keysFrom(deployed.keys ?? [], proposed.keys ?? []),
  };
}

/** A role that was recreated under another path is told as such. */
function actorFrom(
  deployed: Actor | undefined,
  proposed: Actor | undefined,
  target: DeployedTarget,
): Actor | undefined {
  if (!deployed || !proposed) return proposed;
  const reading = target.kind === 'role' ? target.role : target.user;
  const inline = reading.state === 'present' ? reading.value.inlinePolicies : undefined;
  // What is there and not among what was read could not be read, or not as a policy.
  const isUnread = (name: string): boolean =>
    (inline?.state !== 'present' || inline.value.has(name)) &&
    !deployed.identity.some((policy) => policy.name === name);
  const expected = proposed.identity.filter(({ name }) => isUnread(name));
  return {
    ...deployed,
    arn: proposed.arn,
    identity: [...deployed.identity, ...expected],
    ...(proposed.trust ? { trust: deployed.trust ?? proposed.trust } : {}),
  };
}

function bucketFrom(
  deployed: Bucket | undefined,
  proposed: Bucket | undefined,
  reading: DeployedTenant['bucket'],
): Bucket | undefined {
  if (!deployed || !proposed || reading.state !== 'present') return proposed;
  const { policy, encryption, publicAccessBlock } = reading.value.settings;
  return {
    ...deployed,
    ...(policy?.state !== 'absent' && !deployed.policy ? { policy: proposed.policy } : {}),
    ...(encryption?.state === 'unread' ? { defaultKey: proposed.defaultKey } : {}),
    ...(publicAccessBlock?.state === 'unread' ? { publicAccess: proposed.publicAccess } : {}),
  };
}

function pointFrom(proposed: Point, { accessPoints = [] }: World, readings: DeployedTenant): Point {
  const deployed = accessPoints.find(({ arn }) => arn === proposed.arn);
  const reading = readings.accessPoints.get(proposed.arn.split('/').at(-1) ?? '');
  if (!deployed || reading?.state !== 'present') return proposed;
  const { policy, settings } = reading.value;
  return {
    ...proposed,
    policy: policy.state === 'absent' ? undefined : (deployed.policy ?? proposed.policy),
    ...(settings.state === 'present' ? { publicAccess: deployed.publicAccess } : {}),
  };
}

/** A key that is gone can be used by nobody; one whose policy was not read may say what it should. */
function keysFrom(deployed: readonly Key[], proposed: readonly Key[]): readonly Key[] {
  const own = deployed.map((key): Key => {
    const expected = proposed.find(({ arn }) => arn === key.arn);
    return { ...key, policy: key.policy ?? expected?.policy };
  });
  const missing = proposed.filter(({ arn }) => !own.some((key) => key.arn === arn));
  return [...own, ...missing];
}
