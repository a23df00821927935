/** How many of a tenant's checks came to what, in words. */
import type { Result, Status } from './check';
import { tallyOf } from './tally';
import type { TenantReport } from './verify-tenant';

const STATUSES = ['pass', 'fail', 'skip', 'error'] as const;
const WORDS: Readonly<Record<Status, string>> = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
  error: 'in error',
};

/** What there is none of is left out: `74 passed, 2 skipped`. */
export function countsOf(results: readonly Result[]): string {
  const tally = tallyOf(results);
  return STATUSES.filter((status) => tally[status] > 0)
    .map((status) => `${tally[status]} ${WORDS[status]}`)
    .join(', ');
}

/** All of it, with the tenant's name before. */
export function summary({ tenant, results, interrupted }: TenantReport): string {
  const tally = tallyOf(results);
  const counts = STATUSES.map((status) => `${tally[status]} ${WORDS[status]}`);
  const both = tally.both === 0 ? '' : `, ${tally.both} both`;
  const means = `${tally.tried} tried, ${tally.judged} judged${both}, ${tally.neither} neither`;
  return `${tenant.name}: ${counts.join(', ')} (${means})${interrupted ? '; interrupted' : ''}`;
}
