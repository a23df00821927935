/** What ends a command before its result does, in words and by an exit code. */
import { UserError } from '../config/user-error';
import { visibleLines } from '../config/values/visible';
import { EXIT, type ExitCode } from '../report/exit-codes';
import type { Io } from './command';
import { NoAnswer } from './terminal';

/** Says on standard error what went wrong. */
export function failed(error: unknown, io: Io, isVerbose: boolean): ExitCode {
  if (error instanceof NoAnswer || (io.signal.aborted && isAbort(error))) {
    io.stderr('s3-handshake: interrupted; nothing was changed\n');
    return EXIT.interrupted;
  }
  const words = describe(error, isVerbose || Boolean(io.env.HANDSHAKE_DEBUG));
  io.stderr(`s3-handshake: ${visibleLines(words)}\n`);
  return io.signal.aborted ? EXIT.interrupted : EXIT.error;
}

/** A signal's reason may be of another realm, and no `Error` of ours. */
function isAbort(error: unknown): boolean {
  return (error as { readonly name?: unknown } | undefined)?.name === 'AbortError';
}

/** The words for an error. The stack of a defect of ours is shown to who asks for it. */
function describe(error: unknown, withStack: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UserError) return error.message;
  return withStack ? (error.stack ?? error.message) : `${error.message} (--verbose shows where)`;
}
