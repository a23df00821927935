/** `s3-handshake completion` runs: the script for a shell is printed. */
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Context } from '../command';
import { COMPLETION_SCRIPTS, type Shell } from '../completion-scripts';

export function run({ shell }: { readonly shell: Shell }, { stdout }: Context): ExitCode {
  stdout(COMPLETION_SCRIPTS[shell]);
  return EXIT.ok;
}
