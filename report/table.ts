/** Tables for a terminal, never wider than what a terminal of 100 columns shows. */
import { visible } from '../config/values/visible';
import { quotedWhereBlank } from './finding-words';
import { columns, fold, longestPart, longestWord, WIDTH } from './fold';

const GAP = '  ';
/** A cell is never folded below this: no letter is wider. */
const NARROWEST = 2;

/** How far a column may be folded, one after the other: no word is broken while blanks of another column are left. */
const FLOORS: readonly ((cell: string) => number)[] = [longestWord, longestPart, () => NARROWEST];

/** Changes how a cell is shown, never how wide it is: a colour. both counted from 0. */
export type Paint = (text: string, column: number, row: number) => string;

/**
 * Lines of a table with a header and a rule. Where it would be too wide, columns are folded, between words as long as
 * that is enough; nothing is cut off. Cells are plain text. What is not seen in them is made visible, and one that
 * begins or ends with a blank stands in quotes.
 */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint = (text) => text,
): string {
  const all = [header, ...rows].map((row) => header.map((_, column) => quotedWhereBlank(row[column] ?? '')));
  const widths = columnWidths(header.map((_, column) => all.map((row) => visible(row[column] ?? ''))));
  const [head = [], ...body] = all.map((row) =>
    widths.map((width, column) => fold(row[column] ?? '', width)),
  );
  const lines = [
    ...linesOf(head, widths, (text) => text),
    widths.map((width) => '─'.repeat(width)).join(GAP),
    ...body.flatMap((cells, row) => linesOf(cells, widths, (text, column) => paint(text, column, row))),
  ];
  return `${lines.join('\n')}\n`;
}

/** A row of folded cells: as many lines as its longest cell has. A colour ends with its line. */
function linesOf(
  cells: readonly (readonly string[])[],
  widths: readonly number[],
  paint: (text: string, column: number) => string,
): readonly string[] {
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((cell, column) => {
        const { [at]: text = '' } = cell;
        const blanks = ' '.repeat((widths[column] ?? 0) - columns(text));
        return `${text === '' ? text : paint(text, column)}${blanks}`;
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** Takes what is too much from the widest columns, as far as the mildest floor goes that is enough. */
function columnWidths(cells: readonly (readonly string[])[]): readonly number[] {
  const widest = (column: readonly string[], measure: (cell: string) => number): number =>
    Math.max(NARROWEST, ...column.map(measure));
  const widths = cells.map((column) => Math.max(...column.map(columns)));
  const gaps = GAP.length * (widths.length - 1);
  const isTooWide = (): boolean => widths.reduce((sum, width) => sum + width, gaps) > WIDTH;
  for (const floorOf of FLOORS) {
    if (!isTooWide()) break;
    const floors = cells.map((column) => widest(column, floorOf));
    while (isTooWide()) {
      const above = widths.filter((width, column) => width > (floors[column] ?? 0));
      if (above.length === 0) break;
      const most = Math.max(...above);
      const taken = widths.findIndex((width, column) => width === most && width > (floors[column] ?? 0));
      widths[taken] = most - 1;
    }
  }
  return widths;
}
