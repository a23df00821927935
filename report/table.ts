/** Tables for a terminal, never wider than what a terminal of 100 columns shows. */

/** Columns of the widest line. */
export const WIDTH = 100;
const GAP = '  ';

/**
 * Lines of a table with a header and a rule. Where it would be too wide, the widest column is folded at blanks, or
 * after `/` and `:` where a word is longer than its column; nothing is cut off.
 */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = columnWidths(
    header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length))),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join(GAP);
  const [head = '', ...body] = all.map((row) => renderRow(row, widths));
  return `${[head, rule, ...body].join('\n')}\n`;
}

/** Takes what is too much from the widest columns. */
function columnWidths(natural: readonly number[]): readonly number[] {
  const widths = [...natural];
  const gaps = GAP.length * (widths.length - 1);
  while (widths.reduce((sum, width) => sum + width, gaps) > WIDTH) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = Math.max(1, (widths[widest] ?? 1) - 1);
  }
  return widths;
}

function renderRow(row: readonly string[], widths: readonly number[]): string {
  const cells = widths.map((width, column) => fold(row[column] ?? '', width));
  const height = Math.max(...cells.map((lines) => lines.length));
  const lines = Array.from({ length: height }, (_, line) =>
    cells.map((cell, column) => (cell[line] ?? '').padEnd(widths[column] ?? 0)).join(GAP),
  );
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** Lines of at most `width` characters. */
export function fold(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const room = rest.slice(0, width + 1);
    const blank = room.lastIndexOf(' ');
    const inWord = Math.max(
      ...['/', ':', ',', '-'].map((mark) => room.slice(0, width).lastIndexOf(mark) + 1),
    );
    const at = blank > 0 ? blank : inWord > 0 ? inWord : width;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}
