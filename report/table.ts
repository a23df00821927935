/** Tables for a terminal, never wider than what a terminal of 100 columns shows. */
import Table from 'cli-table3';
import { visible } from '../config/values/visible';
import { columns, fold, WIDTH } from './fold';

const GAP = '  ';
/** A cell is never folded below this: no letter is wider. */
const NARROWEST = 2;

/** Changes how a cell is shown, never how wide it is: a colour. both counted from 0. */
export type Paint = (text: string, column: number, row: number) => string;

const NO_LINES = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: GAP },
};

/**
 * Lines of a table with a header and a rule. Where it would be too wide, the widest column is folded; nothing is cut
 * off. Cells are plain text, what is not seen in them is made visible.
 */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint = (text) => text,
): string {
  const all = [header, ...rows];
  const widths = columnWidths(
    header.map((_, column) => Math.max(...all.map((row) => columns(visible(row[column] ?? ''))))),
  );
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

/** Takes what is too much from the widest columns. */
function columnWidths(natural: readonly number[]): readonly number[] {
  const widths = [...natural];
  const gaps = GAP.length * (widths.length - 1);
  while (widths.reduce((sum, width) => sum + width, gaps) > WIDTH) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
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
