/** Tables for a terminal, never wider than what a terminal of 100 columns shows. */
import Table from 'cli-table3';
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

const NO_LINES = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: GAP },
};

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
    widths.map((width, column) => fold(row[column] ?? '', width).join('\n')),
  );
  const layout = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [...widths],
  });
  layout.push(
    head,
    widths.map((width) => '─'.repeat(width)),
    ...body.map((cells, row) =>
      cells.map((cell, column) => painted(cell, (text) => paint(text, column, row))),
    ),
  );
  const lines = layout
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return `${lines.join('\n')}\n`;
}

/** Takes what is too much from the widest columns, as far as the mildest floor goes that is enough. */
function columnWidths(cells: readonly (readonly string[])[]): readonly number[] {
  const widest = (column: readonly string[], measure: (cell: string) => number): number =>
    Math.max(NARROWEST, ...column.map(measure));
  const widths = cells.map((column) => Math.max(...column.map(columns)));
  const gaps = GAP.length * (widths.length - 1);
  const isTooWide = (): boolean => widths.reduce((sum, width) => sum + width, gaps) > WIDTH;
  for (const floorOf of FLOORS) {
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

/** A colour ends with its line. */
function painted(cell: string, paint: (line: string) => string): string {
  return cell
    .split('\n')
    .map((line) => (line === '' ? line : paint(line)))
    .join('\n');
}
