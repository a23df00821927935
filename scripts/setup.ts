/** The part of set-up that needs the npm packages: what `doctor --fix` does, with a line for whatever takes time. */
import { UserError } from '../config/user-error';
import { visibleLines } from '../config/values/visible';
import { EXIT, type ExitCode } from '../report/exit-codes';
import { describeEvent } from '../toolchain/event';
import { makeReady } from '../toolchain/make-ready';

/**
 * Makes `project` ready. Says on standard error what it does, and what is wrong; never throws for the latter.
 * `saysReady`: also that it is ready, and what comes next; where another command follows by itself, nothing is said.
 */
export async function setUp(project: string, saysReady: boolean): Promise<ExitCode> {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
  const say = (text: string) => void process.stderr.write(`${visibleLines(text)}\n`);
  try {
    await makeReady(project, {
      env: process.env,
      signal: interrupt.signal,
      onEvent: (event) => say(describeEvent(event)),
    });
    if (saysReady) say('Ready. Next: npm run demo, or npx s3-handshake new');
    return EXIT.ok;
  } catch (error) {
    if (interrupt.signal.aborted) {
      say('s3-handshake: interrupted; nothing half done is left');
      return EXIT.interrupted;
    }
    if (!(error instanceof UserError)) throw error;
    say(`s3-handshake: ${error.message}`);
    return EXIT.error;
  }
}
