/** What the deployed policies and settings allow, held against what the tenant's file states. */
import type { Unread } from '../../aws/deployed/reading';
import type { DeployedTenant } from '../../aws/deployed/tenant-readings';
import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import type { Decision } from '../../iam';
import {
  type ActionInfo,
  type Beyond,
  type Case,
  compareWithRightsInSteps,
  type Difference,
  judgesOf,
  type World,
} from '../../iam/reach';
import { rightsOfInSteps } from '../../worlds/bounds-of-rights';
import { deployedWorld } from '../../worlds/deployed';
import { factsFor } from '../../worlds/facts';
import { inSlices } from '../../worlds/in-slices';
import { organizationOf } from '../../worlds/organization';

export interface Judgement {
  /** What is deployed, as far as it could be read. */
  readonly world: World;
  readonly differences: readonly Difference[];
  /** What could not be told apart: nothing is clean while there is any. */
  readonly beyond: readonly Beyond[];
  /** What could not be read: likewise. */
  readonly unread: readonly Unread[];
  /** How the deployed policies decide a request. */
  decide(asked: Case): Decision;
  /** Whether the file and what is deployed differ about a request in this direction. */
  differs(asked: Case, direction: Difference['direction']): boolean;
}

/**
 * `at`: no request is made before it, ISO 8601 in UTC. Throws `UserError` where a file of the organisation's policies has
 * a problem, and the signal's reason once it is aborted.
 */
export async function judgementOf(
  project: Project,
  tenant: Tenant,
  deployed: DeployedTenant,
  at: string,
  signal: AbortSignal,
): Promise<Judgement> {
  const { world, unread, ids } = deployedWorld(tenant, deployed, organizationOf(project));
  const rights = await inSlices(rightsOfInSteps(project, tenant, world), signal);
  const facts = await factsFor([world, rights.must, rights.may], at);
  const actions = facts.actions.filter(isOfAny(servicesNamed(world)));
  const work = compareWithRightsInSteps(world, rights, { ...facts, actions, ids });
  const { differences, beyond } = await inSlices(work, signal);
  const short = judgesOf(world, rights.must);
  const far = judgesOf(world, rights.may);
  return {
    world,
    unread,
    beyond,
    // What was not read could allow what is missing; what is open stands until somebody reads what closes it.
    differences: differences.filter(
      (each) => (each.direction !== 'less' || unread.length === 0) && !isOwnersOwn(each, tenant),
    ),
    decide: short.here,
    differs(asked, direction) {
      const { here, there } = direction === 'less' ? short : far;
      const [allowed, denied] = direction === 'less' ? [there, here] : [here, there];
      return allowed(asked).outcome === 'allowed' && denied(asked).outcome === 'denied';
    },
  };
}

/** Where a tenant's things are reached, and where a role can get further. */
const ALWAYS: readonly string[] = ['s3', 'kms', 'sts', 'iam'];

/**
 * A statement that allows all but some actions reaches hundreds of services. They are all alike to a tenant, so that one
 * that nobody looks up stands for all that no statement names.
 */
function servicesNamed({ actor }: World): ReadonlySet<string> {
  const texts = (actor?.identity ?? []).flatMap(({ statements }) =>
    statements.flatMap(({ action }) => action.texts),
  );
  const services = texts.flatMap((text) => /^([a-z0-9-]+):/i.exec(text)?.[1]?.toLowerCase() ?? []);
  return new Set([...ALWAYS, ...services]);
}

function isOfAny(services: ReadonlySet<string>): (action: ActionInfo) => boolean {
  return ({ name }) => services.has(name.slice(0, name.indexOf(':')));
}

/** Whom else the owner of an existing bucket lets in by name is the owner's business; everybody is nobody's. */
function isOwnersOwn({ causes, region, witness }: Difference, { bucket }: Tenant): boolean {
  const { named, areAll } = region.principals;
  const isOfBucket = causes.length > 0 && causes.every(({ statement }) => statement.policyKind === 'bucket');
  const isByName = named.length > 0 && !areAll && causes.every(({ effect }) => effect === 'Allow');
  return bucket.existing && isOfBucket && isByName && witness.backing !== 'actor';
}
