/** What a workflow that users copy calls of ours, and whether the commands take what they are given. */
import { EXIT } from '../../../report/exit-codes';
import { commandLine } from '../../command-line';

/** Throws where a line calls a command or an option that is not there. Answers the names of the commands, each once. */
export async function mustTakeWhatTheyAreGiven(text: string): Promise<readonly string[]> {
  const calls = [...text.matchAll(/npx s3-handshake (?<name>[a-z-]+)(?<rest>[^|>\n]*)/g)];
  for (const { groups } of calls) {
    const { code, stdout, stderr } = await commandLine([groups?.name ?? '', '--help']);
    expect({ call: groups?.name, code }).toEqual({ call: groups?.name, code: EXIT.ok });
    for (const [option] of groups?.rest?.matchAll(/--[a-z-]+/g) ?? [])
      expect(stdout + stderr).toMatch(new RegExp(`${option}\\b`));
  }
  return [...new Set(calls.map(({ groups }) => groups?.name ?? ''))].sort();
}
