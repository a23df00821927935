/**
 * Waiting until a deployment acts. IAM and S3 are eventually consistent: a new role, a wider policy and a tighter one
 * all act some seconds after they were written; AWS names no bound.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** Seconds from the first request to a tenant on; the AWS provider of Terraform waits as long for IAM. */
export const SETTLING_SECONDS = 120;

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 10_000;

export interface Settling {
  /** How long it may take, from the first request on; 0 where nothing is waited for. */
  readonly seconds: number;
  /**
   * Pauses before try number `tries + 1`, and answers true; or false where the time is up, at once.
   * Throws the signal's reason where it is aborted.
   */
  pause(tries: number): Promise<boolean>;
}

/** All checks of a tenant share the time: what was deployed together settles together. */
export function settlingFor(
  seconds: number,
  signal: AbortSignal,
  now: () => number = Date.now,
  random: () => number = Math.random,
): Settling {
  const end = now() + seconds * 1_000;
  return {
    seconds,
    async pause(tries) {
      const left = end - now();
      if (left <= 0) return false;
      await sleep(Math.min(left, pauseBefore(tries, random)), undefined, { signal });
      return true;
    },
  };
}

/** Milliseconds: doubled each time up to the longest, and by chance up to a half shorter, so that many do not come at once. */
function pauseBefore(tries: number, random: () => number): number {
  const whole = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1));
  return whole * (1 - random() / 2);
}
