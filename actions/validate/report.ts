/** The whole of what validate found, before it takes any form. */
import type { Problem } from '../../config/yaml/problem';
import type { ExitCode } from '../../report/exit-codes';
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
export function findingsOf({ problems, tenants }: Omit<Report, 'exitCode'>): readonly Finding[] {
  return [...problems, ...tenants.flatMap(({ findings }) => findings)];
}

export function noticesOf({ notices }: Pick<Report, 'notices'>): readonly Finding[] {
  return notices.map(noticeFinding);
}
