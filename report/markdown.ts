/** Markdown as code hosts render it: https://github.github.com/gfm/ */

import { visible } from '../config/values/visible';
import type { Finding } from './finding';
import { comparedTexts, placeText, sentence } from './finding-words';

/** A table. Cells are plain text: what markdown or HTML would take for its own is escaped. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  const rule = `| ${header.map(() => '---').join(' | ')} |`;
  return `${[line(header), rule, ...rows.map(line)].join('\n')}\n`;
}

/** A list with a heading above it; nothing where it is empty. */
export function markdownList(heading: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `${heading}\n\n${items.map((item) => `- ${markdownText(item)}\n`).join('')}`;
}

/** Findings as a table, a row each; nothing where there are none. */
export function markdownFindings(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  return markdownTable(
    ['Severity', 'Rule', 'Where', 'Finding', 'Expected', 'Actual', 'Remediation'],
    findings.map((finding) => [
      finding.severity,
      finding.rule,
      finding.place ? placeText(finding.place) : (finding.resource?.arn ?? ''),
      sentence(finding),
      ...comparedTexts(finding.expected, finding.actual),
      finding.remediation,
    ]),
  );
}

/** By what a report of this name is known; it is in the first line and is not shown. */
export function markdownMark(name: string): string {
  return `<!-- ${name} -->`;
}

/** Plain text on one line, that renders as it is. */
export function markdownText(text: string): string {
  return visible(text)
    .trim()
    .replace(/[\\|`*_[\]~#$]/g, (mark) => `\\${mark}`)
    .replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] ?? mark)
    .replace(/^(?:[-+=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}
