/** A picture as SVG. */
import { type Layout, layOut } from './lay-out';
import type { Picture } from './picture';

/** The SVG element without colours, which `colours.ts` gives by class. */
export function drawPicture(picture: Picture): string {
  return svgOf(picture, layOut(picture));
}

/** A page draws by the very same functions, of which it carries the text; so they call nothing from outside themselves. */
export const DRAW_PICTURE = `const drawPicture=(picture)=>(${svgOf})(picture,(${layOut})(picture));`;

function svgOf(picture: Picture, { width, height, nodes, edges }: Layout): string {
  const CAPTIONS: Record<string, string> = {
    principal: 'vendor principal',
    'external-id': 'external ID',
    target: 'target role',
    user: 'target user',
    'access-point': 'access point',
    bucket: 'bucket',
    key: 'KMS key',
    prefix: 'prefix',
    other: 'not in the file',
  };
  const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const textAt = (text: string, x: number, y: number, named = ''): string =>
    `<text${named && ` class="${named}"`} x="${x}" y="${y}" text-anchor="middle">${escaped(text)}</text>`;

  const lines: string[] = [];
  // After all lines, so that none goes through a word.
  const labels: string[] = [];
  for (const { edge, path, head, x, lines: words, by } of edges) {
    const { state, label, statements } = edge;
    const allowed = state === 'expected' ? label : `${state}: ${label}`;
    const title = escaped(statements.length === 0 ? allowed : `${allowed}, by ${statements.join(', ')}`);
    lines.push(
      `<g class="edge ${state}"><title>${title}</title><path d="${path}"/><path class="head" d="M${head.x} ${head.y - 5}l8 5l-8 5Z"/></g>`,
    );
    labels.push(
      `<g class="label ${state}"><title>${title}</title>`,
      ...words.map(({ text, y }) => textAt(text, x, y)),
      by ? textAt(by.text, x, by.y, 'by') : '',
      '</g>',
    );
  }
  const boxes = nodes.map(({ node, label, ...box }) => {
    const isUser = node.kind === 'target' && /:user\//.test(node.detail);
    const caption = CAPTIONS[isUser ? 'user' : node.kind] ?? node.kind;
    const middle = box.x + box.width / 2;
    return [
      `<g class="node ${node.kind}"><title>${escaped(`${caption}: ${node.detail}`)}</title>`,
      `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="8"/>`,
      textAt(caption, middle, box.y + 21, 'caption'),
      textAt(label, middle, box.y + 44),
      '</g>',
    ].join('');
  });
  const names = new Map(picture.nodes.map(({ id, label }) => [id, label]));
  const description = picture.edges
    .map(
      ({ from, to, label, state }) =>
        `${names.get(from) ?? from} to ${names.get(to) ?? to}, ${state}: ${label}.`,
    )
    .join(' ');
  return [
    `<svg class="access-picture" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(`${picture.tenant}: ${picture.says}`)}</title><desc>${escaped(description)}</desc>`,
    ...lines,
    ...boxes,
    ...labels,
    ...(picture.nodes.length === 0 ? [textAt('nobody gets in', width / 2, height / 2)] : []),
    '</svg>',
  ].join('');
}
