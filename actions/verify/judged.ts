/** Checks that are judged by what is deployed: by the ways in which it differs from the tenant's file. */

import { targetKind } from '../../config/tenant/names';
import type { Difference } from '../../iam/reach';
import type { Check, Result } from './check';
import { covering } from './covers';
import type { Judgement } from './judgement';
import { byCauses, completeness, groupsOf, isComplete, obstacleOf, reachResult } from './reach-checks';
import { skipped } from './result';
import type { Stage } from './stage';
import { tryWitness } from './witness-trial';

export const NEEDS_OWNER = "not judged: needs the owner's credentials (--owner-profile)";
const SEE_COMPLETE = 'inconclusive: reach.complete says what could not be read or judged';

/** The differences that a check is about; none where nothing was read. */
export function differencesOf(check: Check, { tenant, judgement }: Stage): readonly Difference[] {
  return judgement ? covering(check, tenant, judgement) : [];
}

/** `why`: the reason for which it was not tried. */
export function judged(check: Check, why: string | undefined, stage: Stage): Result {
  const { judgement, absent, tenant } = stage;
  if (!judgement) return skipped(check, why ?? NEEDS_OWNER);
  const base = { check, how: 'judged', attempts: 0, milliseconds: 0 } as const;
  const noRole = absent.get('role');
  // Only those that say by failing that it is gone come this far.
  if (noRole !== undefined && check.expected === 'allowed')
    return { ...base, status: 'fail', message: `denied: ${noRole}`, absent: targetKind(tenant) };
  const [first, ...others] = covering(check, tenant, judgement);
  if (first) return { ...base, status: 'fail', ...reasonOf(first, others.length, judgement) };
  if (!isComplete(judgement)) return skipped(check, SEE_COMPLETE);
  return { ...base, status: 'pass', message: `${check.expected} by what is deployed` };
}

function reasonOf(
  difference: Difference,
  others: number,
  judgement: Judgement,
): Pick<Result, 'message' | 'blockedBy'> {
  const more = others > 0 ? `; and ${others} more` : '';
  const { direction } = difference;
  const id = `reach.${direction}`;
  if (direction !== 'less') return { message: `allowed${byCauses(difference)}${more}; see ${id}` };
  const { explanation, blockedBy } = obstacleOf(difference, judgement);
  return { message: `${explanation}${more}; see ${id}`, ...(blockedBy ? { blockedBy } : {}) };
}

/** A finding is told with what the deployed policies say to it. */
export function explained(result: Result, stage: Stage): Result {
  const { judgement, absent, tenant } = stage;
  const noRole = absent.get('role');
  if (noRole !== undefined && result.check.expected === 'allowed')
    return { ...result, message: `${result.message}; ${noRole}`, absent: targetKind(tenant) };
  if (!judgement) return result;
  const [first, ...others] = covering(result.check, tenant, judgement);
  if (!first) return result;
  const { message, blockedBy = result.blockedBy } = reasonOf(first, others.length, judgement);
  return {
    ...result,
    how: 'both',
    message: `${result.message}; as deployed: ${message}`,
    ...(blockedBy === undefined ? {} : { blockedBy }),
  };
}

/** A result for each difference, tried where that does no harm, or one that there is none. */
export async function performReach(check: Check, stage: Stage): Promise<readonly Result[]> {
  const { judgement, absent } = stage;
  if (!judgement) return [skipped(check, NEEDS_OWNER)];
  const { ask } = check;
  if (ask.kind === 'reach-complete') return completeness(check, judgement);
  if (ask.kind !== 'reach') return [];
  const missing =
    absent.get('bucket') ??
    (ask.direction === 'less' && stage.tenant.access === 'active' ? absent.get('role') : undefined);
  if (missing !== undefined) return [skipped(check, `proves nothing: ${missing}`)];
  const groups = groupsOf(judgement.differences, ask.direction, judgement);
  const results: Result[] = [];
  for (const group of groups)
    results.push(await tryWitness(reachResult(check, group, judgement), group, stage));
  if (results.length > 0) return results;
  if (!isComplete(judgement)) return [skipped(check, SEE_COMPLETE)];
  const message = 'what is deployed and the file do not differ in it';
  return [{ check, how: 'judged', status: 'pass', message, attempts: 0, milliseconds: 0 }];
}
