/** A picture in Mermaid, which code hosts draw: https://mermaid.js.org/syntax/flowchart.html */
import type { Picture } from './picture';

/** What every Mermaid text of ours begins with, so that one is written over another and over nothing else. */
export const MERMAID_MARK = '%% s3-handshake diagram';

/** In a page of markdown, folded up. */
export function mermaidMarkdown(picture: Picture): string {
  return `<details><summary>Who reaches what</summary>\n\n\`\`\`mermaid\n${mermaid(picture)}\`\`\`\n\n</details>\n`;
}

export function mermaid({ nodes, edges, says, tenant }: Picture): string {
  const names = new Map(nodes.map(({ id }, at) => [id, `n${at}`]));
  const drawn = edges.filter(({ from, to }) => names.has(from) && names.has(to));
  const different = drawn.flatMap(({ state }, at) => (state === 'expected' ? [] : [at]));
  return [
    MERMAID_MARK,
    'flowchart LR',
    `  accTitle: ${plain(tenant)}`,
    `  accDescr: ${plain(says)}`,
    ...(nodes.length === 0 ? ['  n0["nobody gets in"]:::part'] : []),
    ...nodes.map(
      ({ id, label, kind }) => `  ${names.get(id)}["${quoted(label)}"]:::${CLASSES[kind] ?? 'part'}`,
    ),
    ...drawn.map(({ from, to, label, statements, state }) => {
      const words = [state === 'expected' ? label : `${state}: ${label}`, ...statements]
        .map(quoted)
        .join('<br/>');
      const arrow = state === 'less' ? '-.->' : '-->';
      return `  ${names.get(from)} ${arrow}|"${words}"| ${names.get(to)}`;
    }),
    '  classDef part stroke-width:1px',
    '  classDef stranger stroke:#cf222e,stroke-width:2px',
    ...(different.length === 0 ? [] : [`  linkStyle ${different.join(',')} stroke:#cf222e,color:#cf222e`]),
    '',
  ].join('\n');
}

const CLASSES: Readonly<Partial<Record<Picture['nodes'][number]['kind'], string>>> = { other: 'stranger' };

/** Mermaid reads entities by number between marks of its own, and would read Markdown and HTML in a label. */
function quoted(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .,:/_=+@-]/gu, (mark) => `#${mark.codePointAt(0)};`);
}

/** In a title or a description no mark is read but the end of the line. */
function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .,:/_=+@-]/gu, '?');
}
