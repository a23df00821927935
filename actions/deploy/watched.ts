/** Work on one tenant of many: the host hears of its begin and its end, and what fails stops no other. */
import type { Tenant } from '../../config/tenant/tenant';
import { failuresIn } from '../../terraform/deployment-failure';
import { TerraformFailed } from '../../terraform/stack-run';
import type { ActionHost } from '../host';
import type { Estimate } from './estimate';
import { type TenantOutcome, whyText } from './outcome';
import type { Planned } from './plan-tenant';
import { countsOf } from './planned-changes';
import { Refused } from './refused';
import type { Work } from './work';

/** Of a clock that nobody sets. */
export function seconds(): number {
  return performance.now() / 1_000;
}

/** Work on a tenant cannot begin, because of another one. */
export class NotBegun extends Error {
  override readonly name = 'NotBegun';
}

/** Tells the host when work on a tenant begins and what came of it, in one line. */
export async function watched(
  tenant: Tenant,
  { host }: Work,
  estimate: Estimate,
  past: string,
  work: () => Promise<Planned>,
): Promise<TenantOutcome> {
  const { name } = tenant;
  const begin = seconds();
  estimate.begin(name);
  host.onEvent({ kind: 'start', name });
  const made = await work().catch((error: unknown) => failedWith(error, name, host));
  const one: TenantOutcome = { tenant, ...made, seconds: seconds() - begin };
  const outcome = { failed: 'inconclusive', skipped: 'inconclusive', planned: 'finding' } as const;
  const judged = outcome[one.outcome as keyof typeof outcome] ?? 'ok';
  const summary = `${name}: ${lineOf(one, past)} (${estimate.end(name)})`;
  host.onEvent({ kind: 'end', name, outcome: judged, summary });
  host.onEvent({ kind: 'notice', message: summary });
  return one;
}

function lineOf(one: TenantOutcome, past: string): string {
  const { outcome } = one;
  const counts = countsOf(one.changes);
  switch (outcome) {
    case 'unchanged':
      return 'unchanged since it was deployed';
    case 'nothing':
      return 'nothing to do';
    case 'failed':
    case 'skipped':
      return `${outcome}: ${whyText(one)}`;
    default:
      return `${past} in ${one.seconds.toFixed(0)} s${counts === '' ? '' : `: ${counts}`}`;
  }
}

type Why = Pick<TenantOutcome, 'message' | 'remediation' | 'terraform'>;

function failedWith(error: unknown, tenant: string, { signal }: ActionHost): Planned & Why {
  const rest = { changes: [], rights: [], lost: [], outputs: {} };
  if (error instanceof NotBegun) return { outcome: 'skipped', message: error.message, ...rest };
  if (error instanceof TerraformFailed) return { outcome: 'failed', ...whyOf(error, tenant), ...rest };
  if (error instanceof Refused)
    return { outcome: 'failed', message: error.message, remediation: error.remediation, ...rest };
  if (signal.aborted) return { outcome: 'skipped', message: INTERRUPTED, ...rest };
  throw error;
}

/** What is known of the failure says more to who deploys than Terraform's words, which are told all the same. */
function whyOf({ message: own, output }: TerraformFailed, tenant: string): Why {
  const [known] = failuresIn(output, tenant);
  if (!known) return { message: own };
  const { message, remediation } = known;
  return { message, remediation, terraform: own };
}

const INTERRUPTED = 'interrupted; run it again to go on';

export function notBegun(
  tenants: readonly Tenant[],
  done: readonly TenantOutcome[],
): readonly TenantOutcome[] {
  const names = new Set(done.map(({ tenant }) => tenant.name));
  return tenants
    .filter(({ name }) => !names.has(name))
    .map((tenant) => ({
      tenant,
      outcome: 'skipped',
      message: INTERRUPTED,
      ...{ changes: [], rights: [], lost: [], outputs: {}, seconds: 0 },
    }));
}
