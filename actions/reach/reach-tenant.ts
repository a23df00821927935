/** Who may do what, where: all that a tenant's policies and settings allow, from its file or as it is deployed. */
import { iamClient, kmsClient, s3Client, s3ControlClient } from '../../aws/clients';
import { mustBeIn, settingsFor } from '../../aws/customer-account';
import { readDeployedTenant } from '../../aws/deployed/tenant-readings';
import { loadProject, type Project, selectTenants } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { type Difference, enumerateInSteps, type World } from '../../iam/reach';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { beyondText } from '../../worlds/beyond-text';
import { deployedWorld } from '../../worlds/deployed';
import { factsFor } from '../../worlds/facts';
import { inSlices } from '../../worlds/in-slices';
import { organizationOf } from '../../worlds/organization';
import { proposedWorldInSteps } from '../../worlds/proposed';
import type { ActionHost } from '../host';
import { type AccessFilter, isAsked } from './access-filter';

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
  readonly exitCode: ExitCode;
}

/** `root`: the project's folder; `name`: the tenant's. Throws `UserError`, and the signal's reason once it is aborted. */
export async function reachTenant(
  root: string,
  name: string,
  options: ReachOptions,
  host: ActionHost,
): Promise<ReachReport> {
  const project = loadProject(root, { tenants: [name] });
  const [tenant] = selectTenants(project, [name]);
  if (!tenant) throw new UserError(`there is no tenant "${name}"`);
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
  const settings = settingsFor(tenant.region, tenant.readRole, host, profile);
  await mustBeIn(tenant.account, settings);
  const clients = {
    s3: s3Client(settings),
    s3Control: s3ControlClient(settings),
    iam: iamClient(settings),
    kms: kmsClient(settings),
  };
  const deployed = await readDeployedTenant(tenant, clients, host.signal);
  const { world, unread } = deployedWorld(tenant, deployed, organizationOf(project));
  return { world, inconclusive: unread.map(({ right, message }) => `${right}: ${message}`) };
}

function assumptionsOf({ organization }: World, { of }: ReachOptions): readonly string[] {
  return [
    'what other principals of the account may do by policies of their own is not listed',
    ...(of === 'file' ? ['policies of owners of buckets and keys hold what they were asked to add'] : []),
    ...(organization ? [] : ['no policies of an organisation are known: handshake.yaml names none']),
  ];
}
