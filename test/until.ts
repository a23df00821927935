/** Waiting for something to be so. How long it may take is said once for all tests, by Jest's `testTimeout`. */
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds between two looks. It decides nothing: who looks more often knows a little sooner. */
const BETWEEN_LOOKS = 20;

/** Looks again and again until there is something to be seen, and answers it. An error ends the wait. */
export async function until<T>(
  look: () => T | Promise<T>,
): Promise<Exclude<T, undefined | null | false | 0 | ''>> {
  for (;;) {
    const seen = await look();
    if (seen) return seen as Exclude<T, undefined | null | false | 0 | ''>;
    await pause(BETWEEN_LOOKS);
  }
}

/** AWS tells keys, sessions and changes apart by seconds: waits for the clock to show another one. */
export async function anotherSecond(): Promise<void> {
  const second = () => Math.floor(Date.now() / 1000);
  const now = second();
  await until(() => second() !== now);
}
