/**
 * Layers that only one of two worlds has, given to the other as layers that allow everything: by them nothing changes,
 * and what differs are statements alone.
 */
import type { Policy } from '../policy';
import { OWN_ACCOUNT_ALLOWS, OWN_ACCOUNT_ALLOWS_EVERYBODY } from './assumed-policies';
import type { Actor, Organization, World } from './world';

export function alike(here: World, there: World): readonly [World, World] {
  return [padded(here, there), padded(there, here)];
}

function padded(world: World, other: World): World {
  const organization = paddedOrganization(world.organization, other.organization);
  const actor = paddedActor(world.actor, other.actor);
  return { ...world, ...(organization ? { organization } : {}), ...(actor ? { actor } : {}) };
}

function paddedOrganization(
  one: Organization | undefined,
  other: Organization | undefined,
): Organization | undefined {
  if (other === undefined) return one;
  const { serviceControl = [], resourceControl = [], id } = one ?? {};
  return {
    id: id ?? other.id,
    serviceControl: paddedLevels(serviceControl, other.serviceControl.length, OWN_ACCOUNT_ALLOWS),
    resourceControl: paddedLevels(
      resourceControl,
      other.resourceControl.length,
      OWN_ACCOUNT_ALLOWS_EVERYBODY,
    ),
  };
}

type Levels = Organization['serviceControl'];

function paddedLevels(levels: Levels, length: number, allowing: Policy): Levels {
  return [...levels, ...Array.from({ length: Math.max(0, length - levels.length) }, () => [allowing])];
}

/** With a boundary, a Deny's NotPrincipal excepts nobody; see `standingOf`. There a boundary that allows all counts. */
function paddedActor(one: Actor | undefined, other: Actor | undefined): Actor | undefined {
  if (one === undefined || other?.boundary === undefined || one.boundary !== undefined) return one;
  return { ...one, boundary: OWN_ACCOUNT_ALLOWS };
}
