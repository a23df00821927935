/** What a command could not take in, because a file that nobody asked for by name is broken. */
import { formatProblem, type Problem } from '../config/yaml/problem';
import { EXIT, type ExitCode } from '../report/exit-codes';

/** Names each on standard error, whatever is quiet. The result without them is not what was asked for: an error then. */
export function tellLeftOut(
  { leftOut }: { readonly leftOut: readonly Problem[] },
  stderr: (text: string) => void,
): ExitCode {
  for (const problem of leftOut) stderr(`left out: ${formatProblem(problem)}\n`);
  return leftOut.length > 0 ? EXIT.error : EXIT.ok;
}
