/** A finding for a terminal: a line that editors can jump from, what is known, and what to do. */
import type { Finding } from './finding';
import { details, placeText, sentence } from './finding-words';
import { paragraph } from './fold';
import { PLAIN, type Style } from './style';

/**
 * `file:line:column severity rule sentence`, as compilers write it, then the details. Ends in a line feed.
 * `excerpt`: lines that are shown between the two, as they are.
 */
export function findingText(
  finding: Finding,
  { style = PLAIN, excerpt = [] }: { readonly style?: Style; readonly excerpt?: readonly string[] } = {},
): string {
  const { place, severity, rule } = finding;
  const head = [...(place ? [placeText(place)] : []), severity, rule, sentence(finding)].join(' ');
  const painted = paragraph(head).replace(` ${severity} `, ` ${style[severity](severity)} `);
  const lines = details(finding).map((line) => paragraph(line, { indent: '    ' }));
  return `${[painted, ...excerpt, ...lines].join('\n')}\n`;
}
