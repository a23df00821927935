/** What a command has beside its values, made of the process's surroundings and the options that all commands have. */
import { projectFolder } from '../config/fleet/project-folder';
import { visibleLines } from '../config/values/visible';
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
