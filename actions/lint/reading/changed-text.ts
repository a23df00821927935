/** A diff, or a plan as Terraform prints it: the text as it will be, with blanks in the place of signs and of what goes. */

const HUNK = /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/;
const PLANNED = /^\s+(?:[+~-]|-\/\+|\+\/-) (?:resource|data) "/;
const CHANGES = new RegExp(`${HUNK.source}|${PLANNED.source}`, 'm');
/** `~` and `+` of what is there afterwards. */
const STAYS = /^(\s+)([+~]|-\/\+|\+\/-|<=)(?=\s)/;
const GOES = /^\s+-\s/;

/** `text` itself where it is neither; of the same length always. */
export function afterChanges(text: string): string {
  if (!CHANGES.test(text)) return text;
  let within: 'diff' | 'plan' | undefined;
  return text
    .split('\n')
    .map((line) => {
      if (HUNK.test(line)) within = 'diff';
      else if (PLANNED.test(line)) within = 'plan';
      else if (within === 'diff' ? !/^[ +\\-]|^\r?$/.test(line) : /^\S/.test(line)) within = undefined;
      else if (within === 'diff') return diffLine(line);
      return within === 'plan' ? planLine(line) : line;
    })
    .join('\n');
}

function diffLine(line: string): string {
  return /^[-\\]/.test(line) ? blanks(line) : line.replace(/^\+/, ' ');
}

function planLine(line: string): string {
  if (GOES.test(line)) return blanks(line);
  return line
    .replace(STAYS, (sign) => blanks(sign))
    .replace(/(?:"(?:[^"\\]|\\.)*"|[\w.]+) -> /, blanks)
    .replace(/\((known after apply)\)/, (_, words: string) => ` ${words.replaceAll(' ', '_')} `);
}

function blanks(text: string): string {
  return text.replace(/[^\r]/g, ' ');
}
