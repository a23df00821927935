/** Markdown as code hosts render it: https://github.github.com/gfm/ */

/** A table. Cells are plain text: what markdown or HTML would take for its own is escaped. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  const rule = `| ${header.map(() => '---').join(' | ')} |`;
  return `${[line(header), rule, ...rows.map(line)].join('\n')}\n`;
}

/** Plain text on one line, that renders as it is. */
export function markdownText(text: string): string {
  return text
    .replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] ?? mark)
    .replace(/[\\|`*_[\]~#]/g, (mark) => `\\${mark}`)
    .replace(/\s*\n\s*/g, '<br>');
}
