/** A picture as SVG. */
import type { Picture } from './picture';

/**
 * The SVG element without colours, which `colours.ts` gives by class. A page draws by this very function, of
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
  const [WIDTH, HEIGHT, ROW, GAP, TOP] = [176, 60, 100, 152, 36];
  // Below the boxes: the first line that goes around them, and each further one.
  const [AROUND, LANE] = [62, 46];
  // What fits into a box, and into a line between two.
  const [LETTERS, BETWEEN] = [18, 22];

  const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const cut = (text: string, most: number): string => {
    const letters = [...text];
    if (letters.length <= most) return text;
    const head = Math.ceil((most - 1) / 2);
    return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (most - 1 - head)).join('')}`;
  };
  const twoLines = (text: string): string[] => {
    const at = [...text].length > BETWEEN ? text.lastIndexOf(', ', BETWEEN) : -1;
    return at === -1 ? [cut(text, BETWEEN)] : [text.slice(0, at + 1), cut(text.slice(at + 2), BETWEEN)];
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
  const between = (edge: { from: string; to: string }): { x: number; y: number }[] => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (!from || !to) return [];
    return [...places.values()].filter(({ column }) => column > from.column && column < to.column);
  };
  const bent = picture.edges.filter((edge) => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    return between(edge).some(({ y }) => from && to && Math.abs(y - (from.y + to.y) / 2) < HEIGHT);
  });
  const lowest = Math.max(TOP + HEIGHT / 2, ...bent.flatMap(between).map(({ y }) => y));
  const bendOf = (at: number): number => lowest + AROUND + at * LANE;
  const width = Math.max(1, columns.length) * (WIDTH + GAP) - GAP + 16;
  const height = Math.max(
    TOP + (rows - 1) * ROW + HEIGHT + 16,
    bent.length === 0 ? 0 : bendOf(bent.length - 1) + 24,
  );

  const lines: string[] = [];
  // After all lines, so that none goes through a word.
  const labels: string[] = [];
  for (const edge of picture.edges) {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (!from || !to) continue;
    const [x1, x2] = [from.x + WIDTH, to.x - 7];
    const bend = bent.includes(edge) ? bendOf(bent.indexOf(edge)) : undefined;
    const half = (x1 + x2) / 2;
    const path =
      bend === undefined
        ? `M${x1} ${from.y}C${half} ${from.y} ${half} ${to.y} ${x2} ${to.y}`
        : `M${x1} ${from.y}C${x1 + 50} ${from.y} ${x1 + 10} ${bend} ${x1 + 70} ${bend}H${x2 - 70}C${x2 - 10} ${bend} ${x2 - 50} ${to.y} ${x2} ${to.y}`;
    const siblings = picture.edges.filter((one) => one.from === edge.from && one.to === edge.to);
    const y = bend ?? (from.y + to.y) / 2 + siblings.indexOf(edge) * 30;
    const by = edge.statements.join(', ');
    const shortBy = edge.statements.map((statement) => statement.replace(/ of .*$/, '')).join(', ');
    const words = edge.state === 'expected' ? edge.label : `${edge.state}: ${edge.label}`;
    const title = escaped(by === '' ? words : `${words}, by ${by}`);
    lines.push(
      `<g class="edge ${edge.state}"><title>${title}</title><path d="${path}"/><path class="head" d="M${x2} ${to.y - 5}L${x2 + 8} ${to.y}L${x2} ${to.y + 5}Z"/></g>`,
    );
    labels.push(
      `<g class="label ${edge.state}"><title>${title}</title>`,
      ...twoLines(words)
        .reverse()
        .map(
          (line, at) =>
            `<text x="${half}" y="${y - 7 - at * 17}" text-anchor="middle">${escaped(line)}</text>`,
        ),
      by === ''
        ? ''
        : `<text class="by" x="${half}" y="${y + 15}" text-anchor="middle">${escaped(cut(shortBy, BETWEEN + 2))}</text>`,
      '</g>',
    );
  }
  const nodes = picture.nodes.map((node) => {
    const place = places.get(node.id);
    if (!place) return '';
    const { x, y } = place;
    const caption =
      CAPTIONS[/:user\//.test(node.detail) && node.kind === 'target' ? 'user' : node.kind] ?? node.kind;
    return [
      `<g class="node ${node.kind}"><title>${escaped(`${caption}: ${node.detail}`)}</title>`,
      `<rect x="${x}" y="${y - HEIGHT / 2}" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
      `<text class="caption" x="${x + WIDTH / 2}" y="${y - 9}" text-anchor="middle">${escaped(caption)}</text>`,
      `<text x="${x + WIDTH / 2}" y="${y + 14}" text-anchor="middle">${escaped(cut(node.label, LETTERS))}</text>`,
      '</g>',
    ].join('');
  });
  const nobody = `<text x="${width / 2}" y="${TOP + HEIGHT / 2}" text-anchor="middle">nobody gets in</text>`;
  const labelOf = (id: string): string => picture.nodes.find((node) => node.id === id)?.label ?? id;
  const description = picture.edges
    .map(({ from, to, label, state }) => `${labelOf(from)} to ${labelOf(to)}, ${state}: ${label}.`)
    .join(' ');
  return [
    `<svg class="access-picture" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(`${picture.tenant}: ${picture.says}`)}</title><desc>${escaped(description)}</desc>`,
    ...lines,
    ...nodes,
    ...labels,
    ...(picture.nodes.length === 0 ? [nobody] : []),
    '</svg>',
  ].join('');
}
