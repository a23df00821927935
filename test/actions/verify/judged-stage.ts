/** A run of verify that asks nobody: what is deployed is known, and judged. */
import type { Result } from '../../../actions/verify/check';
import { judgementOf } from '../../../actions/verify/judgement';
import { perform } from '../../../actions/verify/perform';
import { checksFor } from '../../../actions/verify/planned-checks';
import { probeObjects } from '../../../actions/verify/probe-objects';
import { settlingFor } from '../../../actions/verify/settling';
import type { Stage } from '../../../actions/verify/stage';
import type { DeployedTenant } from '../../../aws/deployed/tenant-readings';
import type { Tenant } from '../../../config/tenant/tenant';
import { PROJECT } from '../../corpus/corpus';

const AT = '2026-11-28T00:00:00Z';
const SIGNAL = new AbortController().signal;

async function stageOf(tenant: Tenant, deployed: DeployedTenant): Promise<Stage> {
  const plan = checksFor(tenant, { as: 'simulation', through: undefined, owner: 'none' });
  return {
    project: PROJECT,
    tenant,
    as: 'simulation',
    plan,
    settling: settlingFor(0, SIGNAL),
    signal: SIGNAL,
    seeds: false,
    owner: undefined,
    deployed,
    judgement: await judgementOf(PROJECT, tenant, deployed, AT, SIGNAL),
    stopped: undefined,
    absent: new Map(),
    caller: () => '',
    hindranceOf: async () => undefined,
    onWait: () => undefined,
    identify: async () => ({ kind: 'allowed', message: '', attempts: 1 }),
    live: {
      tenant,
      objects: probeObjects(),
      readOnly: true,
      alias: undefined,
      settings: { region: tenant.region },
      session: undefined,
    } as unknown as Stage['live'],
  };
}

/** What comes of every check of the tenant. */
export async function judgedResults(tenant: Tenant, deployed: DeployedTenant): Promise<readonly Result[]> {
  const stage = await stageOf(tenant, deployed);
  const results: Result[] = [];
  for (const check of stage.plan) results.push(...(await perform(check, stage)));
  return results;
}
