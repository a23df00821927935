/** What `doctor` looks at, what it says of each, and the exit code that follows. */
import { EXIT, type ExitCode, exitCodeFor } from '../../report/exit-codes';

export const PARTS = ['node', 'kit', 'project', 'terraform', 'provider', 'moto', 'credentials'] as const;

export interface Part {
  readonly part: (typeof PARTS)[number];
  /**
   * `ok`: as it should be. `advice`: it works, and something would be better, or something is missing that only some
   * commands need. `finding`: missing or too old. `inconclusive`: it could not be told.
   */
  readonly state: 'ok' | 'advice' | 'finding' | 'inconclusive';
  /** In one sentence, without its full stop. */
  readonly message: string;
  /** What to do about it; absent where there is nothing to do. */
  readonly remediation?: string;
  readonly version?: string;
  /** The path or the ARN of what was found. */
  readonly place?: string;
  /** The profile of the AWS configuration files, where one was asked for. */
  readonly profile?: string;
}

/** The command that comes after a set-up, where nothing is left to do for it. */
export function nextAfter(parts: readonly Part[], failures: readonly unknown[]): string | undefined {
  return exitCodeOf(parts, failures) === EXIT.ok ? 'npx s3-handshake new' : undefined;
}

/** `failures`: what could not be had. */
export function exitCodeOf(parts: readonly Part[], failures: readonly unknown[]): ExitCode {
  const has = (asked: Part['state']) => parts.some(({ state }) => state === asked);
  return exitCodeFor({
    isInconclusive: failures.length > 0 || has('inconclusive'),
    hasFindings: has('finding'),
  });
}
