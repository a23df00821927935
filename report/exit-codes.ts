/** Exit codes of every command, in the order of Terraform's `-detailed-exitcode`. */
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

/** What a run that came to its end has found. */
export interface Verdict {
  /** Not everything could be looked at. */
  readonly isInconclusive: boolean;
  readonly hasFindings: boolean;
}

/** An error beats a finding: a run that could not look at everything must not be read as a verdict. */
export function exitCodeFor({
  isInconclusive,
  hasFindings,
}: Verdict): Exclude<ExitCode, typeof EXIT.interrupted> {
  if (isInconclusive) return EXIT.error;
  return hasFindings ? EXIT.finding : EXIT.ok;
}
