/** A picture as SVG. */
import type { Picture } from './picture';

/**
 * The SVG element without colours, which `picture-colours.ts` gives by class. A page draws by this very function, of
 * which it carries the text; so it calls nothing from outside itself.
 */
export function drawPicture(picture: Picture): string {
  const COLUMNS = ['principal', 'external-id', 'target', 'access-point', 'bucket', 'prefix'];
  const CAPTIONS: Record<string, string> = {
    principal: 'vendor principal',
    'external-id': 'external ID',
    target: 'target role',
    user: 'target user',
    'access-point': 'access point',
    bucket: 'bucket',
    prefix: 'prefix',
    other: 'not in the file',
  };
  const [WIDTH, HEIGHT, ROW, GAP, TOP] = [176, 56, 96, 128, 36];
  const LETTERS = 19;

  const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const cut = (text: string, most: number): string => {
    const letters = [...text];
    if (letters.length <= most) return text;
    const head = Math.ceil((most - 1) / 2);
    return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (most - 1 - head)).join('')}`;
  };
  const reaches = new Set(picture.edges.map(({ from }) => from));
  const columnOf = ({ id, kind }: { id: string; kind: string }): string =>
    kind === 'other' ? (reaches.has(id) ? 'principal' : 'prefix') : kind;
  const columns = COLUMNS.map((name) => picture.nodes.filter((node) => columnOf(node) === name)).filter(
    (nodes) => nodes.length > 0,
  );
  const rows = Math.max(1, ...columns.map((nodes) => nodes.length));
  const places = new Map<string, { x: number; y: number; column: number }>();
  columns.forEach((nodes, column) => {
    nodes.forEach((node, row) => {
      const y = TOP + HEIGHT / 2 + ((rows - nodes.length) / 2 + row) * ROW;
      places.set(node.id, { x: column * (WIDTH + GAP) + 8, y, column });
    });
  });
  const isBent = (edge: { from: string; to: string }): boolean => {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    if (!from || !to) return false;
    return [...places.values()].some(
      ({ column, y }) =>
        column > from.column && column < to.column && Math.abs(y - (from.y + to.y) / 2) < HEIGHT,
    );
  };
  const width = columns.length * (WIDTH + GAP) - GAP + 16;
  const height = TOP + (rows - 1) * ROW + HEIGHT + (picture.edges.some(isBent) ? 74 : 16);

  const edges = picture.edges.map((edge) => {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    if (!from || !to) return '';
    const [x1, x2] = [from.x + WIDTH, to.x - 7];
    const bend = isBent(edge) ? Math.max(from.y, to.y) + 62 : undefined;
    const half = (x1 + x2) / 2;
    const path =
      bend === undefined
        ? `M${x1} ${from.y}C${half} ${from.y} ${half} ${to.y} ${x2} ${to.y}`
        : `M${x1} ${from.y}C${x1 + 50} ${from.y} ${x1 + 10} ${bend} ${x1 + 70} ${bend}H${x2 - 70}C${x2 - 10} ${bend} ${x2 - 50} ${to.y} ${x2} ${to.y}`;
    const sibling = picture.edges.filter((one) => one.from === edge.from && one.to === edge.to).indexOf(edge);
    const y = (bend ?? (from.y + to.y) / 2) - 7 + sibling * 28;
    const by = edge.statements.join(', ');
    const shortBy = edge.statements.map((statement) => statement.replace(/ of .*$/, '')).join(', ');
    const words = edge.state === 'expected' ? edge.label : `${edge.state}: ${edge.label}`;
    const title = by === '' ? words : `${words}, by ${by}`;
    return [
      `<g class="edge ${edge.state}"><title>${escaped(title)}</title>`,
      `<path d="${path}"/><path class="head" d="M${x2} ${to.y - 5}L${x2 + 8} ${to.y}L${x2} ${to.y + 5}Z"/>`,
      `<text x="${half}" y="${y}" text-anchor="middle">${escaped(cut(words, 21))}</text>`,
      by === ''
        ? ''
        : `<text class="by" x="${half}" y="${y + 19}" text-anchor="middle">${escaped(cut(shortBy, 22))}</text>`,
      '</g>',
    ].join('');
  });
  const nodes = picture.nodes.map((node) => {
    const place = places.get(node.id);
    if (!place) return '';
    const { x, y } = place;
    const caption =
      CAPTIONS[/:user\//.test(node.detail) && node.kind === 'target' ? 'user' : node.kind] ?? node.kind;
    return [
      `<g class="node ${node.kind}"><title>${escaped(`${caption}: ${node.detail}`)}</title>`,
      `<rect x="${x}" y="${y - HEIGHT / 2}" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
      `<text class="caption" x="${x + WIDTH / 2}" y="${y - 8}" text-anchor="middle">${escaped(caption)}</text>`,
      `<text x="${x + WIDTH / 2}" y="${y + 13}" text-anchor="middle">${escaped(cut(node.label, LETTERS))}</text>`,
      '</g>',
    ].join('');
  });
  const labelOf = (id: string): string => picture.nodes.find((node) => node.id === id)?.label ?? id;
  const description = picture.edges
    .map(({ from, to, label, state }) => `${labelOf(from)} to ${labelOf(to)}, ${state}: ${label}.`)
    .join(' ');
  return [
    `<svg class="access-picture" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(`${picture.tenant}: ${picture.says}`)}</title><desc>${escaped(description)}</desc>`,
    ...edges,
    ...nodes,
    '</svg>',
  ].join('');
}
