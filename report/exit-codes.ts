/**
 * Exit codes of every command, in the order of Terraform's `-detailed-exitcode`.
 * An error beats a finding: a run that could not look at everything must not be read as a verdict.
 */
export const EXIT = {
  /** All is as it should be. */
  ok: 0,
  /** Inconclusive: not everything could be looked at. */
  error: 1,
  /** A finding. */
  finding: 2,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
