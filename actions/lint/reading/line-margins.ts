/**
 * What stands before each line of a quoted text and is none of it: the `>` of Markdown and of replies to mail, the `+` of
 * a diff, the numbers that a code listing has.
 */
import { asItStands, type DerivedText, TextDeriver } from './derived-text';

interface Line {
  readonly start: number;
  /** With its end. */
  readonly text: string;
}

/** So many lines one after the other, blank ones aside, must have the margin: fewer may be so by chance. */
const FEWEST = 4;

const QUOTED = /^[ \t]{0,3}(?:>[ \t]?)+/;
const ADDED = /^\+(?!\+\+)/;
const NUMBERED = /^[ \t]*(\d{1,5})(?![\d,])[ \t]?[|:.)]?/;

/** `text` itself where no line has a margin. */
export function withoutMargins(text: string): DerivedText {
  const lines = linesOf(text);
  const margins = lines.map(() => 0);
  for (const pattern of [QUOTED, ADDED])
    markRuns(lines, margins, (line) => pattern.exec(line.text)?.[0].length);
  markRuns(lines, margins, numberMargin);
  if (margins.every((margin) => margin === 0)) return asItStands(text);
  const deriver = new TextDeriver();
  lines.forEach(({ start, text: line }, at) => {
    const margin = margins[at] ?? 0;
    deriver.add(line.slice(margin), start + margin, start + line.length);
  });
  return deriver.derived();
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split(/(?<=\n)/).map((line) => {
    const found = { start, text: line };
    start += line.length;
    return found;
  });
}

/** The width of a line's margin, undefined where it has none. `before`: the line above, where it has one too. */
type MarginOf = (line: Line, before: Line | undefined) => number | undefined;

function markRuns(lines: readonly Line[], margins: number[], marginOf: MarginOf): void {
  let run: { readonly at: number; readonly line: Line; readonly width: number }[] = [];
  const end = (): void => {
    if (run.length >= FEWEST) for (const { at, width } of run) margins[at] = width;
    run = [];
  };
  lines.forEach((line, at) => {
    if (line.text.trim() === '') return;
    let width = marginOf(line, run.at(-1)?.line);
    if (width === undefined) {
      end();
      // What does not go on with a run may begin one.
      width = marginOf(line, undefined);
    }
    if (width !== undefined) run.push({ at, line, width });
  });
  end();
}

/** Each number is the one above and one more. */
function numberMargin(line: Line, before: Line | undefined): number | undefined {
  const [margin, number] = NUMBERED.exec(line.text) ?? [];
  if (margin === undefined) return undefined;
  const above = before && NUMBERED.exec(before.text)?.[1];
  return above === undefined || Number(number) === Number(above) + 1 ? margin.length : undefined;
}
