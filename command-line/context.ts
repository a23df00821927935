/** What a command has beside its values, made of the process's surroundings and the options that all commands have. */

import { projectFolder } from '../config/fleet/project-folder';
import { unlessAborted } from '../config/unless-aborted';
import { visibleJson, visibleLines } from '../config/values/visible';
import { COLOUR } from '../report/style';
import type { Context, Io } from './command';
import { deadlineAfter } from './deadline';
import type { GlobalValues } from './global-options';
import { openProgress } from './progress';

/** `seconds`: what the command may take, where it has a limit. `close` takes away what progress is shown. */
export function openContext(
  { project, quiet, verbose }: GlobalValues,
  io: Io,
  seconds: number | undefined,
): { readonly context: Context; close(): void } {
  const { stderr, isTerminal } = io;
  const { signal, clear } = deadlineAfter(seconds, io.signal);
  const progress = openProgress({
    write: stderr,
    isTerminal,
    isQuiet: quiet,
    isVerbose: verbose,
    now: Date.now,
  });
  let folder: string | undefined;
  const context: Context = {
    ...io,
    signal,
    stdin: () => unlessAborted(io.stdin(), signal),
    stdout: (text) => io.stdout(printable(text, io.isColoured)),
    deliver: (text) => io.deliver(printable(text, false)),
    stderr: (text) => stderr(visibleLines(text)),
    get project() {
      folder ??= projectFolder(io.cwd, project);
      return folder;
    },
    isQuiet: quiet,
    isVerbose: verbose,
    onEvent: progress.onEvent,
  };
  return {
    context,
    close() {
      clear();
      progress.close();
    },
  };
}

/**
 * A result of whatever form, the last thing before it is printed: what a renderer let through by mistake is seen. Tabs and
 * line feeds are the form's own.
 */
function printable(text: string, isColoured = false): string {
  const pieces = isColoured ? text.split(COLOUR) : [text];
  return pieces
    .map((piece, index) => (index % 2 === 1 ? piece : piece.split('\t').map(visibleJson).join('\t')))
    .join('');
}
