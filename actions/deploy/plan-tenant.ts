/** Looks at what Terraform would do for one tenant, where there is anything to look at. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Tenant } from '../../config/tenant/tenant';
import { initialise } from '../../terraform/initialise';
import { doesNothing, type PlanDocument } from '../../terraform/plan-document';
import { readStackRecord } from '../../terraform/stack-record';
import type { StackTerraform } from '../../terraform/stack-run';
import { stackState } from '../../terraform/stack-state';
import { plan } from '../../terraform/stack-terraform';
import type { TenantOutcome } from './outcome';
import { lostBy, plannedChanges } from './planned-changes';

export interface Planning {
  readonly stack: StackTerraform;
  /** The digest of the stack's text. */
  readonly digest: string;
  readonly destroys: boolean;
  /** Whether a stack is planned too that is as it was deployed. */
  readonly refreshes: boolean;
  /** One folder after the other, where they cannot be initialised at once. */
  initialising(work: () => Promise<void>): Promise<void>;
  /** What the plan gives and takes, in sentences. `isNew`: nothing of the tenant is there yet. */
  rightsOf(isNew: boolean): Promise<readonly string[]>;
  /** Called where the plan takes something over; throws where that must not be. */
  beforeTakingOver(): Promise<void>;
}

/** The file of a plan, in the stack's folder. */
export function planFile({ folder }: StackTerraform): string {
  return join(folder, 's3-handshake.tfplan');
}

export type Planned = Pick<TenantOutcome, 'outcome' | 'changes' | 'rights' | 'lost' | 'outputs'>;

export async function planTenant(tenant: Tenant, planning: Planning): Promise<Planned> {
  const { stack, digest, destroys, refreshes, initialising } = planning;
  if (destroys) {
    if ((await stackState(stack)) === undefined) return without('nothing');
  } else if (!refreshes) {
    const known = await knownOutputs(tenant, stack, digest);
    if (known) return { ...without('unchanged'), outputs: known };
  }
  await initialising(() => initialise(stack));
  rmSync(planFile(stack), { force: true });
  const document = await plan(stack, planFile(stack), { destroy: destroys });
  return plannedBy(document, planning);
}

/** What a plan that is there says. */
export async function plannedBy(
  document: PlanDocument,
  { rightsOf, beforeTakingOver }: Pick<Planning, 'rightsOf' | 'beforeTakingOver'>,
): Promise<Planned> {
  if (doesNothing(document)) return without('nothing');
  const changes = plannedChanges(document);
  if (changes.some(({ effect }) => effect === 'taken over')) await beforeTakingOver();
  const isNew = changes.every(({ effect }) => effect === 'made' || effect === 'taken over');
  return {
    outcome: 'planned',
    changes,
    rights: await rightsOf(isNew),
    lost: lostBy(document),
    outputs: {},
  };
}

/**
 * The outputs of a tenant whose stack and state are those that were deployed; undefined where they are others, or where
 * drift has found since that what is deployed is not.
 */
async function knownOutputs(
  { name }: Tenant,
  stack: StackTerraform,
  digest: string,
): Promise<TenantOutcome['outputs'] | undefined> {
  const { deployed, drift } = readStackRecord(stack.root, name);
  if (deployed?.stack !== digest) return undefined;
  if (drift && drift.outcome !== 'ok' && drift.at > deployed.at) return undefined;
  const now = (await stackState(stack))?.position;
  const { lineage, serial } = deployed.state;
  return now?.lineage === lineage && now.serial === serial ? deployed.outputs : undefined;
}

function without(outcome: TenantOutcome['outcome']): Planned {
  return { outcome, changes: [], rights: [], lost: [], outputs: {} };
}
