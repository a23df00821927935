/** What a deployment gives and takes, in the words of a comparison. */
import type { Project } from '../../../config';
import type { Tenant } from '../../../config/tenant/tenant';
import type { Change } from './change';
import { changesBetween, changesOfNew } from './changes';

const SIGNS: Readonly<Record<Change['effect'], string>> = { gives: '+ ', takes: '- ', else: '' };

const UNKNOWN = 'what it gave before is not known on this machine; this is all that it gives now';

/**
 * A sentence each. `before`: as it was deployed last, where that is known. `isNew`: nothing of it is there yet.
 */
export async function consequencesOf(
  project: Project,
  tenant: Tenant,
  {
    before,
    isNew,
    destroys,
  }: { readonly before: Tenant | undefined; readonly isNew: boolean; readonly destroys: boolean },
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (destroys) return [`- ${tenant.vendor.name} loses its access to ${(before ?? tenant).bucket.name}`];
  if (isNew) return (await changesOfNew(project, tenant, signal)).map(inWords);
  if (!before) return [UNKNOWN, ...(await changesOfNew(project, tenant, signal)).slice(1).map(inWords)];
  const was = { project: withTenant(project, before), tenant: before };
  return (await changesBetween(was, { project, tenant }, signal)).map(inWords);
}

function inWords({ effect, text }: Change): string {
  return `${SIGNS[effect]}${text}`;
}

function withTenant(project: Project, tenant: Tenant): Project {
  const others = project.tenants.map((other) => (other.name === tenant.name ? tenant : other));
  return { ...project, tenants: others };
}
