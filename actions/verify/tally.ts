/** How many of what, and the exit code that follows. */
import { EXIT, type ExitCode, exitCodeFor } from '../../report/exit-codes';
import type { Outcome } from '../host';
import type { How, Result, Status } from './check';
import type { TenantReport } from './verify-tenant';

export type Tally = Readonly<Record<Status, number>> & Readonly<Record<How, number>>;

export function tallyOf(results: readonly Result[]): Tally {
  const tally = { pass: 0, fail: 0, skip: 0, error: 0, tried: 0, judged: 0, both: 0, neither: 0 };
  for (const { status, how } of results) {
    tally[status] += 1;
    tally[how] += 1;
  }
  return tally;
}

/** What is there at the end and should not be counts as not having been able to tell. */
export function hasLeftovers({ residue }: TenantReport): boolean {
  return residue.some(({ expected }) => !expected);
}

/** A run of which nothing came is no verdict. */
export function isWithoutVerdict({ results }: TenantReport): boolean {
  return results.every(({ how }) => how === 'neither');
}

/** `isPart`: some of the tenants were left out or not reached. */
export function exitCodeOf(
  reports: readonly TenantReport[],
  { isInterrupted = false, isPart = false }: Partial<Record<'isInterrupted' | 'isPart', boolean>> = {},
): ExitCode {
  const tallies = reports.map(({ results }) => tallyOf(results));
  const isUnsure = reports.some(
    (report) => report.interrupted || isWithoutVerdict(report) || hasLeftovers(report),
  );
  if (isInterrupted) return EXIT.interrupted;
  return exitCodeFor({
    isInconclusive: isPart || isUnsure || tallies.some(({ error }) => error > 0),
    hasFindings: tallies.some(({ fail }) => fail > 0),
  });
}

export function outcomeOf(report: TenantReport): Outcome {
  const code = exitCodeOf([report]);
  if (code === EXIT.ok) return 'ok';
  return code === EXIT.finding ? 'finding' : 'inconclusive';
}
