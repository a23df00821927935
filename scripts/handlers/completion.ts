/** `s3-handshake completion` runs: the script for a shell is printed. */

import type { Context } from '../../command-line/command';
import { COMPLETION_SCRIPTS, type Shell } from '../../command-line/completion-scripts';
import { EXIT, type ExitCode } from '../../report/exit-codes';

export function run({ shell }: { readonly shell: Shell }, { stdout }: Context): ExitCode {
  stdout(COMPLETION_SCRIPTS[shell]);
  return EXIT.ok;
}
