/** The picture of a tenant's access as its file would be deployed, with what differs from that. */
import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import type { Difference } from '../../iam/reach';
import { factsFor } from '../../worlds/facts';
import { inSlices } from '../../worlds/in-slices';
import { type Proposed, proposedWorldInSteps } from '../../worlds/proposed';
import { pictureInSteps, type TenantPicture } from './tenant-picture';

/** `faults`: what AWS would refuse of what would be deployed. Throws the signal's reason once it is aborted. */
export async function pictureBesideFile(
  project: Project,
  tenant: Tenant,
  differences: readonly Difference[],
  shows: 'deployed' | 'file',
  signal: AbortSignal,
): Promise<TenantPicture & Pick<Proposed, 'faults'>> {
  const { world, faults } = await inSlices(proposedWorldInSteps(project, tenant), signal);
  const proposed = { world, facts: await factsFor([world]) };
  return { ...(await inSlices(pictureInSteps(tenant, proposed, differences, shows), signal)), faults };
}
