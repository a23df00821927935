/** The picture of what was read of a tenant, and where it differs from the tenant's file. */
import type { DeployedTenant } from '../../aws/deployed/tenant-readings';
import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { type Comparison, compareWithRightsInSteps } from '../../iam/reach';
import type { Picture } from '../../report/picture/picture';
import { rightsOfInSteps } from '../../worlds/bounds-of-rights';
import { type DeployedWorld, deployedWorld } from '../../worlds/deployed';
import { factsFor } from '../../worlds/facts';
import { inSlices } from '../../worlds/in-slices';
import { organizationOf } from '../../worlds/organization';
import { pictureBesideFile } from './picture-beside-file';

/** What is deployed against what the file allows. Throws the signal's reason once it is aborted. */
export async function differencesFromFile(
  project: Project,
  tenant: Tenant,
  { world, ids }: Pick<DeployedWorld, 'world' | 'ids'>,
  signal: AbortSignal,
): Promise<Comparison> {
  const rights = await inSlices(rightsOfInSteps(project, tenant, world), signal);
  const facts = await factsFor([world, rights.must, rights.may]);
  return await inSlices(compareWithRightsInSteps(world, rights, { ...facts, ids }), signal);
}

/**
 * Undefined where something was not read or cannot be told: what is not known would be drawn as missing. Throws the
 * signal's reason once it is aborted.
 */
export async function deployedPicture(
  project: Project,
  tenant: Tenant,
  readings: DeployedTenant,
  signal: AbortSignal,
): Promise<Picture | undefined> {
  const { unread, ...deployed } = deployedWorld(tenant, readings, organizationOf(project));
  if (unread.length > 0) return undefined;
  const { differences, beyond } = await differencesFromFile(project, tenant, deployed, signal);
  const drawn = await pictureBesideFile(project, tenant, differences, 'deployed', signal);
  return beyond.length + drawn.beyond.length > 0 ? undefined : drawn.picture;
}
