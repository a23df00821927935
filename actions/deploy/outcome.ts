/** What came of a tenant in a run of `diff`, `deploy` or `destroy`. */
import type { Tenant } from '../../config/tenant/tenant';
import { EXIT, type ExitCode, exitCodeFor } from '../../report/exit-codes';
import type { Effect } from '../../terraform/plan-document';

export const OPERATIONS = ['diff', 'deploy', 'destroy'] as const;
export type Operation = (typeof OPERATIONS)[number];

export const OUTCOMES = [
  /** Neither the stack nor its state changed since it was deployed: it was not planned. */
  'unchanged',
  /** Its plan does nothing. */
  'nothing',
  /** Its plan does something, and was not applied. */
  'planned',
  'applied',
  /** Terraform refused or failed. */
  'failed',
  /** Not begun: the run was interrupted, or the tenant that makes its bucket failed. */
  'skipped',
] as const;
export type DeployOutcome = (typeof OUTCOMES)[number];

/** What becomes of one resource. */
export interface PlannedChange {
  readonly effect: Effect;
  /** Terraform's type and AWS's name: `aws_iam_role s3-handshake-acme`. */
  readonly resource: string;
  readonly address: string;
}

export interface TenantOutcome {
  readonly tenant: Tenant;
  readonly outcome: DeployOutcome;
  readonly changes: readonly PlannedChange[];
  /** What it gives and takes, in sentences, `+` or `-` before each that bears on rights. */
  readonly rights: readonly string[];
  /** What cannot be had back, in sentences. */
  readonly lost: readonly string[];
  /** Why it failed or was skipped: a sentence without a full stop. */
  readonly message?: string;
  /** What to do about it, likewise, where that is known. */
  readonly remediation?: string;
  /** Terraform's own first error, where `message` says it in other words. */
  readonly terraform?: string;
  /** Empty where they are not known. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly seconds: number;
}

/** Whether there is something to apply. */
export function isPlanned({ outcome }: TenantOutcome): boolean {
  return outcome === 'planned';
}

/** Why it failed or was skipped, and what to do about it. */
export function whyText({
  message = '',
  remediation,
}: Pick<TenantOutcome, 'message' | 'remediation'>): string {
  return remediation === undefined ? message : `${message}; ${remediation}`;
}

/** `isPart`: some of the tenants were left out. */
export function exitCodeOf(
  outcomes: readonly Pick<TenantOutcome, 'outcome'>[],
  { isInterrupted, isPart }: { readonly isInterrupted: boolean; readonly isPart: boolean },
): ExitCode {
  const has = (asked: DeployOutcome) => outcomes.some(({ outcome }) => outcome === asked);
  if (isInterrupted) return EXIT.interrupted;
  return exitCodeFor({
    isInconclusive: isPart || has('failed') || has('skipped'),
    hasFindings: has('planned'),
  });
}
