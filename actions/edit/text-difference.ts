/** The lines in which two texts differ, as a `git diff` shows them. */
import { diffArrays } from 'diff';

/** Lines that begin with `- ` and `+ `, in order; lines that both have are left out. */
export function difference(before: string, after: string): readonly string[] {
  return diffArrays(before.split('\n'), after.split('\n')).flatMap(({ added, removed, value }) =>
    added || removed ? value.map((line) => `${added ? '+' : '-'} ${line}`) : [],
  );
}
