/** Where words, boxes and lines of a picture lie, measured by the letters of DejaVu Sans, the widest of usual fonts. */
import { elementsIn } from './svg-elements';

/** In hundredths of an em, from the space on to the tilde. Read from the font's own table. */
const PLAIN =
  '32 41 46 84 64 96 78 28 40 40 50 84 32 37 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 54 100 69 69 70 77 64 58 78 76 30 30 66 56 87 75 79 61 79 70 64 62 74 69 99 69 62 69 40 34 40 84 50 50 62 64 55 64 62 36 64 64 28 28 58 28 98 64 62 64 64 42 53 40 64 60 82 60 60 53 64 34 64 84'
    .split(' ')
    .map(Number);
const BOLD =
  '35 46 53 84 70 101 88 31 46 46 53 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84 84 58 100 78 77 74 83 69 69 83 84 38 38 78 64 100 84 85 74 85 77 73 69 82 78 111 78 73 73 46 37 46 84 50 50 68 72 60 72 68 44 72 72 35 35 67 35 105 72 69 72 72 50 60 48 72 66 93 65 66 59 72 37 72 84'
    .split(' ')
    .map(Number);

/** In em. What is not ASCII is taken to be as wide as Chinese. */
function widthOf(text: string, widths: readonly number[]): number {
  const each = [...text].map((letter) => widths[letter.charCodeAt(0) - 32] ?? 100);
  return each.reduce((sum, width) => sum + width, 0) / 100;
}

export interface Box {
  /** `label`, `node`, `text of a node`. */
  readonly what: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Boxes {
  readonly picture: Box;
  readonly labels: readonly Box[];
  readonly nodes: readonly Box[];
  /** In order: two of each node. */
  readonly nodeTexts: readonly Box[];
  /** Points of each line, one after the other. */
  readonly lines: readonly (readonly Point[])[];
}

export function boxesOf(svg: string): Boxes {
  const elements = elementsIn(svg);
  const numbers = (
    attributes: Readonly<Record<string, string>>,
    ...names: readonly string[]
  ): readonly number[] => names.map((name) => Number(attributes[name]));
  const rects = elements.filter(({ name }) => name === 'rect');
  const texts = elements.filter(({ name }) => name === 'text');
  const textBox = ({ attributes, group, text }: (typeof texts)[number]): Box => {
    const [x = 0, y = 0] = numbers(attributes, 'x', 'y');
    const isSmall = attributes.class === 'by' || attributes.class === 'caption';
    const isLabel = group.startsWith('label');
    const size = isSmall ? 12.5 : isLabel ? 13.5 : 14;
    const half = (widthOf(text, isLabel && !group.endsWith('expected') ? BOLD : PLAIN) * size) / 2;
    return { what: text, left: x - half, right: x + half, top: y - 0.93 * size, bottom: y + 0.24 * size };
  };
  const [, , width = 0, height = 0] = (elements[0]?.attributes.viewBox ?? '').split(' ').map(Number);
  return {
    picture: { what: 'picture', left: 0, right: width, top: 0, bottom: height },
    labels: texts.filter(({ group }) => group.startsWith('label')).map(textBox),
    nodeTexts: texts.filter(({ group }) => group.startsWith('node')).map(textBox),
    nodes: rects.map(({ attributes, group }) => {
      const [x = 0, y = 0, w = 0, h = 0] = numbers(attributes, 'x', 'y', 'width', 'height');
      return { what: group, left: x, right: x + w, top: y, bottom: y + h };
    }),
    lines: elements
      .filter(({ name, attributes }) => name === 'path' && attributes.class !== 'head')
      .map(({ attributes }) => pointsOf(attributes.d ?? '')),
  };
}

/** Of a path of `M`, `H` and `C`: eight points of each of its parts. */
function pointsOf(path: string): readonly Point[] {
  const points: Point[] = [];
  for (const [, command, text = ''] of path.matchAll(/([MHC])([^MHC]*)/g)) {
    const numbers = text.split(' ').map(Number);
    const from = points.at(-1) ?? { x: 0, y: 0 };
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
    if (command === 'M') points.push({ x: a, y: b });
    else
      for (let at = 1; at <= 8; at += 1) {
        const t = at / 8;
        const on = (p: number, q: number, r: number, s: number): number =>
          (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t ** 2 * r + t ** 3 * s;
        points.push(
          command === 'H'
            ? { x: from.x + (a - from.x) * t, y: from.y }
            : { x: on(from.x, a, c, e), y: on(from.y, b, d, f) },
        );
      }
  }
  return points;
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function within(one: Box, other: Box): boolean {
  return (
    one.left >= other.left && one.right <= other.right && one.top >= other.top && one.bottom <= other.bottom
  );
}

function isIn({ x, y }: Point, box: Box): boolean {
  return x > box.left && x < box.right && y > box.top && y < box.bottom;
}

/** Those that lie on each other, in words. */
export function pairsIn(boxes: readonly Box[]): readonly string[] {
  const sorted = boxes.toSorted((one, other) => one.top - other.top);
  return sorted.flatMap((one, at) => {
    const found: string[] = [];
    for (let next = at + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (!other || other.top >= one.bottom) break;
      if (overlap(one, other)) found.push(`${one.what} lies on ${other.what}`);
    }
    return found;
  });
}

/** What is wrong with where things lie: nothing, it should be. */
export function overlapsIn({ picture, labels, nodes, nodeTexts, lines }: Boxes): readonly string[] {
  const all = [...labels, ...nodes];
  const outside = all.filter((box) => !within(box, picture)).map(({ what }) => `${what} leaves the picture`);
  const spilled = nodeTexts.filter((text, at) => {
    const node = nodes[Math.floor(at / 2)];
    return !node || !within(text, node);
  });
  const crossed = all.filter((box) => lines.some((points) => points.some((point) => isIn(point, box))));
  return [
    ...pairsIn(all),
    ...outside,
    ...spilled.map(({ what }) => `${what} leaves its box`),
    ...crossed.map(({ what }) => `a line goes through ${what}`),
  ];
}
