/** The whole of what validate found, before it takes any form. */
import type { Problem } from '../../config/yaml/problem';
import { type ExitCode, exitCodeFor } from '../../report/exit-codes';
import type { Finding } from '../../report/finding';
import type { Comparison } from './against/comparison';
import { noticeFinding } from './finding';
import type { TenantReport } from './validate-tenant';

export interface Report {
  readonly tenants: readonly TenantReport[];
  /** What is wrong with the files, at their lines. */
  readonly problems: readonly Finding[];
  /** What is worth knowing of the files, and blocks nobody. */
  readonly notices: readonly Problem[];
  /** With `--against`. */
  readonly comparison?: Comparison;
  readonly exitCode: ExitCode;
}

/** What decides the exit code. */
export function findingsOf({ problems, tenants }: Pick<Report, 'problems' | 'tenants'>): readonly Finding[] {
  return [...problems, ...tenants.flatMap(({ findings }) => findings)];
}

export function exitCodeOf(parts: Pick<Report, 'problems' | 'tenants'>): ExitCode {
  return exitCodeFor({
    isInconclusive: inconclusiveOf(parts).length > 0,
    hasFindings: findingsOf(parts).length > 0,
  });
}

/** What could not be told, with the tenant's name before it. */
export function inconclusiveOf({ tenants }: Pick<Report, 'tenants'>): readonly string[] {
  return tenants.flatMap(({ tenant, inconclusive }) => inconclusive.map((text) => `${tenant.name}: ${text}`));
}

export function noticesOf({ notices }: Pick<Report, 'notices'>): readonly Finding[] {
  return notices.map(noticeFinding);
}
