/** Who may do what, where: all that a tenant's policies and settings allow, from its file or as it is deployed. */
import { type Project, selectTenant } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { type Difference, enumerateInSteps, type World } from '../../iam/reach';
import { EXIT } from '../../report/exit-codes';
import { beyondText } from '../../worlds/beyond-text';
import { factsFor } from '../../worlds/facts';
import { inSlices } from '../../worlds/in-slices';
import { proposedWorldInSteps } from '../../worlds/proposed';
import { readDeployedWorld } from '../../worlds/read-deployed';
import { type ActionHost, readProject } from '../host';
import { type AccessFilter, isAsked, mustBeKnown } from './access-filter';

export interface ReachOptions extends AccessFilter {
  /** `file`: what would be deployed; `deployed`: what is, which needs the rights that `drift --policy` prints. */
  readonly of: 'file' | 'deployed';
  readonly profile: string | undefined;
}

export interface ReachReport {
  readonly tenant: Tenant;
  readonly of: ReachOptions['of'];
  /** What is allowed, and `dormant`: what a statement would allow if another policy did not stand in the way. */
  readonly accesses: readonly Difference[];
  /** What could not be told or read: with any of it the list may not be whole. */
  readonly inconclusive: readonly string[];
  /** What is taken for granted. */
  readonly assumptions: readonly string[];
  readonly exitCode: typeof EXIT.ok | typeof EXIT.error;
}

/** `root`: the project's folder; `name`: the tenant's. Throws `UserError`, and the signal's reason once it is aborted. */
export async function reachTenant(
  root: string,
  name: string,
  options: ReachOptions,
  host: ActionHost,
): Promise<ReachReport> {
  await mustBeKnown(options);
  const project = await readProject(root, { tenants: [name] }, host.signal);
  const tenant = selectTenant(project, name);
  const { world, inconclusive } = await worldOf(project, tenant, options, host);
  const work = enumerateInSteps(world, await factsFor([world]));
  const { differences, beyond } = await inSlices(work, host.signal);
  const doubts = [...inconclusive, ...beyond.map(beyondText)];
  return {
    tenant,
    of: options.of,
    accesses: differences.filter((access) => isAsked(access, options, world)),
    inconclusive: [...new Set(doubts)],
    assumptions: assumptionsOf(world, options),
    exitCode: doubts.length > 0 ? EXIT.error : EXIT.ok,
  };
}

interface Judged {
  readonly world: World;
  readonly inconclusive: readonly string[];
}

async function worldOf(
  project: Project,
  tenant: Tenant,
  { of, profile }: ReachOptions,
  host: ActionHost,
): Promise<Judged> {
  if (of === 'file') {
    const { world, faults } = await inSlices(proposedWorldInSteps(project, tenant), host.signal);
    return { world, inconclusive: faults.map(({ message }) => `AWS would refuse it: ${message}`) };
  }
  const { world, unread } = await readDeployedWorld(project, tenant, profile, host);
  return { world, inconclusive: unread };
}

function assumptionsOf({ organization }: World, { of }: ReachOptions): readonly string[] {
  return [
    'what other principals of the account may do by policies of their own is not listed',
    ...(of === 'file' ? ['policies of owners of buckets and keys hold what they were asked to add'] : []),
    ...(organization ? [] : ['no policies of an organisation are known: handshake.yaml names none']),
  ];
}
