/** What runs until somebody ends it: the embedded AWS in a shell. */
import { EXIT, type ExitCode } from '../report/exit-codes';
import type { Context } from './command';

/** Milliseconds between two looks at whether the program that has started this one is still there. */
const PARENT_WATCH = 500;

/** Interrupted, left alone by the process `parent`, or broken: then with moto's last words. */
export async function untilItEnds(
  broken: Promise<string>,
  parent: number,
  { signal, stderr }: Pick<Context, 'signal' | 'stderr'>,
): Promise<ExitCode> {
  let watch: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((end) => {
    if (signal.aborted) end(undefined);
    signal.addEventListener('abort', () => end(undefined));
    // A program that was killed cannot end what it has started.
    watch = setInterval(() => process.ppid !== parent && end(undefined), PARENT_WATCH);
  });
  const lastWords = await Promise.race([over, broken]);
  clearInterval(watch);
  if (lastWords === undefined) return signal.aborted ? EXIT.interrupted : EXIT.ok;
  stderr(`moto has ended: ${lastWords}\n`);
  return EXIT.error;
}
