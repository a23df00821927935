/** Applies the plan of one tenant, and keeps what is known of it then. */
import { KIT_HOME } from '../../config/kit-home';
import type { Tenant } from '../../config/tenant/tenant';
import { noteInStackRecord, readStackRecord } from '../../terraform/stack-record';
import type { StackTerraform } from '../../terraform/stack-run';
import { stackState } from '../../terraform/stack-state';
import { apply } from '../../terraform/stack-terraform';
import type { TenantOutcome } from './outcome';

/** How Terraform says that a resource is done with. */
const DONE = /: (?:Creation|Modifications|Destruction|Import) complete/;
/** … and that it is taken up. */
const BEGUN = /^(\S+): (?:Creating|Modifying|Destroying|Importing)/;

/** `onStep`: resources that are done with, and what is under way. Throws as {@link apply}. */
export async function applyPlan(
  stack: StackTerraform,
  file: string,
  onStep: (done: number, step: string) => void,
): Promise<void> {
  let done = 0;
  await apply(stack, file, (line) => {
    if (DONE.test(line)) done += 1;
    const [, address] = BEGUN.exec(line) ?? [];
    if (address !== undefined) onStep(done, address);
  });
}

/**
 * What is deployed now, of a stack whose plan was applied or did nothing. Where the state is still the one that is
 * known, nothing was deployed since, and when and by which version it was stays as it is. Gives the stack's outputs.
 */
export async function noteDeployed(
  tenant: Tenant,
  stack: StackTerraform,
  digest: string,
): Promise<TenantOutcome['outputs']> {
  const lasting = { ...stack, signal: new AbortController().signal };
  const state = await stackState(lasting);
  if (!state) return {};
  const { position, outputs } = state;
  const known = readStackRecord(stack.root, tenant.name).deployed;
  const isSame = known?.state.lineage === position.lineage && known.state.serial === position.serial;
  noteInStackRecord(stack.root, tenant.name, {
    deployed: {
      at: isSame ? known.at : new Date().toISOString(),
      version: isSame ? known.version : require(`${KIT_HOME}/package.json`).version,
      stack: digest,
      state: position,
      tenant,
      outputs,
    },
  });
  return outputs;
}

export function noteDestroyed({ name }: Tenant, { root }: StackTerraform): void {
  noteInStackRecord(root, name, { deployed: undefined, destroyed: new Date().toISOString() });
}
