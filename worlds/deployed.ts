/** A tenant as it is deployed, as the world that reach compares: from readings, whoever took them, and nothing else. */

import { presentValue, type Unread } from '../aws/deployed/reading';
import type { DeployedTenant } from '../aws/deployed/tenant-readings';
import type { Tenant } from '../config/tenant/tenant';
import { accessPointArn } from '../config/values/arn';
import type { Facts, Organization, Point, World } from '../iam/reach';
import { deployedBucket, deployedPoint, publicAccess } from './deployed-bucket';
import { deployedKeys, keyArnIn } from './deployed-key';
import type { Note } from './deployed-policy';
import { deployedActor } from './deployed-target';

export interface DeployedWorld {
  /** Without what could not be read. */
  readonly world: World;
  /** What could not be read, or not as a policy: nothing that is judged without it is clean. */
  readonly unread: readonly Unread[];
  /** The target's own, by its ARN. */
  readonly ids: NonNullable<Facts['ids']>;
}

/** `organization`: as the project's files say it. */
export function deployedWorld(
  tenant: Tenant,
  deployed: DeployedTenant,
  organization?: Organization,
): DeployedWorld {
  const { account, partition, region } = tenant;
  const unread: Unread[] = [];
  const note: Note = (reading) => {
    if (reading?.state === 'unread') unread.push(reading);
    return presentValue(reading);
  };
  const actor = deployedActor(deployed, note);
  const bucket = deployed.bucket.state === 'present' ? deployed.bucket.value : undefined;
  const keyArn = (id: string): string | undefined => keyArnIn(tenant, deployed.keys, id);
  const accountBlock = note(deployed.accountBlock);
  if (bucket) note(bucket.accessPoints);
  const world: World = {
    account,
    partition,
    region,
    ...(actor ? { actor } : {}),
    ...(bucket ? { bucket: deployedBucket(tenant.bucket.name, bucket, keyArn, note) } : {}),
    accessPoints: pointsOnBucket(tenant, deployed, note),
    keys: deployedKeys(tenant, deployed.keys, note),
    ...(accountBlock ? { publicAccess: publicAccess(accountBlock) } : {}),
    ...(organization ? { organization } : {}),
  };
  return {
    world,
    unread: distinct(unread),
    ids: actor?.uniqueId === undefined ? {} : { [actor.arn]: actor.uniqueId },
  };
}

/** One that the file names, and that lies on another bucket, leads nowhere near this one. */
function pointsOnBucket(
  { account, partition, region, bucket }: Tenant,
  { accessPoints }: DeployedTenant,
  note: Note,
): readonly Point[] {
  return [...accessPoints].flatMap(([name, reading]) => {
    if (reading.state === 'absent') return [];
    const { settings } = reading.value;
    if (settings.state === 'present' && settings.value.bucket !== bucket.name) return [];
    return [deployedPoint(accessPointArn(partition, region, account, name), reading.value, note)];
  });
}

/** A call that was denied once and hides several things is told once. */
function distinct(unread: readonly Unread[]): readonly Unread[] {
  return [...new Map(unread.map((each) => [`${each.right} ${each.message}`, each])).values()];
}
