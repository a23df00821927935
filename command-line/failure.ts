/** What ends a command before its result does, in words and by an exit code. */
import { errorWords } from '../config/user-error';
import { visibleLines } from '../config/values/visible';
import { EXIT, type ExitCode } from '../report/exit-codes';
import type { Io } from './command';
import { NoAnswer } from './terminal';

/** Says on standard error what went wrong. Who asks has changed nothing yet; another command may have, when it is interrupted. */
export function failed(error: unknown, io: Io, isVerbose: boolean): ExitCode {
  if (error instanceof NoAnswer) {
    io.stderr('s3-handshake: interrupted; nothing was changed\n');
    return EXIT.interrupted;
  }
  if (io.signal.aborted && isAbort(error)) {
    io.stderr('s3-handshake: interrupted\n');
    return EXIT.interrupted;
  }
  const words = errorWords(error, isVerbose || Boolean(io.env.HANDSHAKE_DEBUG), '--verbose');
  io.stderr(`s3-handshake: ${visibleLines(words)}\n`);
  return io.signal.aborted ? EXIT.interrupted : EXIT.error;
}

/** A signal's reason may be of another realm, and no `Error` of ours. */
function isAbort(error: unknown): boolean {
  return (error as { readonly name?: unknown } | undefined)?.name === 'AbortError';
}
