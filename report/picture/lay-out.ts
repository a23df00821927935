/** Where all of a picture stands: boxes in columns, and words in the gaps between them, a place for each. */
import type { Picture, PictureEdge, PictureNode } from './picture';

/** In pixels; `x`, `y`: the upper left corner. Words as they fit. */
export interface PlacedNode {
  readonly node: PictureNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

/** `x`: the middle of the words; each line has its baseline. */
export interface PlacedEdge {
  readonly edge: PictureEdge;
  /** As in an SVG path, up to where the arrow's head begins. */
  readonly path: string;
  readonly head: { readonly x: number; readonly y: number };
  readonly x: number;
  readonly lines: readonly { readonly text: string; readonly y: number }[];
  readonly by: { readonly text: string; readonly y: number } | undefined;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/**
 * A page lays out by this very function, of which it carries the text; so it calls nothing from outside itself.
 *
 * An edge that leads beyond the next column has a row of its own in each column on its way, and each edge has a slot of its
 * own in each gap that it goes through; its words stand in the slot of the first one. So no line goes through words or
 * boxes, however many there are.
 */
export function layOut(picture: Picture): Layout {
  const COLUMNS = [
    ['principal'],
    ['external-id'],
    ['target'],
    ['access-point'],
    ['bucket', 'key'],
    ['prefix'],
  ] as const;
  // A box, its row, and the row of a line that only passes by.
  const [WIDTH, HEIGHT, ROW, PASSING] = [156, 60, 84, 14];
  // A gap: at most so wide words, and to both sides of them the place where lines bend. An arrow's head lies in the latter.
  const [WORDS, BEND, HEAD] = [152, 22, 7];
  const MARGIN = 8;
  const [LABEL_SIZE, BY_SIZE, NODE_SIZE, LINE, MOST_LINES] = [13.5, 12.5, 14, 17, 3];

  /** In em, of the widest of the fonts that browsers take for `system-ui`. */
  const emOf = (letter: string): number => {
    if (!/[ -~…]/.test(letter)) return 1.3;
    if (/[mwMW@%…]/.test(letter)) return 1;
    if (/[#+<=>^~]/.test(letter)) return 0.84;
    if (/[A-Z&]/.test(letter)) return 0.79;
    if (/[ijl'| ,.:;/\\]/.test(letter)) return 0.35;
    return /[frt()[\]!-]/.test(letter) ? 0.43 : 0.64;
  };
  const known = new Map<string, number>();
  const widthOf = (letters: readonly string[]): number =>
    letters.reduce((sum, letter) => {
      const width = known.get(letter) ?? emOf(letter);
      known.set(letter, width);
      return sum + width;
    }, 0);
  const fits = (text: string, most: number): boolean => text.length <= 64 && widthOf([...text]) <= most;
  /** `most`: in em. Both ends of a name tell more than its middle. */
  const cut = (text: string, most: number): string => {
    if (fits(text, most)) return text;
    const letters = [...text];
    for (let kept = Math.min(letters.length - 1, 32); kept > 0; kept -= 1) {
      const tail = Math.floor(kept / 2);
      const shown = [...letters.slice(0, kept - tail), '…', ...letters.slice(letters.length - tail)];
      if (widthOf(shown) <= most) return shown.join('');
    }
    return '…';
  };
  /** Broken after a comma or a colon where it must be. */
  const linesOf = (text: string, most: number): readonly string[] => {
    const lines: string[] = [];
    for (const part of text.split(/(?<=[,:]) /)) {
      const last = lines.at(-1);
      const longer = last === undefined ? part : `${last} ${part}`;
      if (last !== undefined && (fits(longer, most) || lines.length === MOST_LINES))
        lines[lines.length - 1] = longer;
      else lines.push(part);
    }
    return lines.map((line) => cut(line, most));
  };

  interface Item {
    readonly column: number;
    readonly node: PictureNode | undefined;
    /** Lines that come in from the left and go out to the right. */
    readonly lines: { left: number; right: number };
    /** Of the words to the left and to the right that stand beside it. */
    readonly beside: { left: number; right: number };
    /** Its middle. */
    y: number;
  }
  /** Of one edge in one gap. */
  interface Slot {
    readonly from: Item;
    readonly to: Item;
    /** From the line to the upper and the lower end of the words. */
    readonly above: number;
    readonly below: number;
    /** Where its line runs. */
    y: number;
  }

  const reaches = new Set(picture.edges.map(({ from }) => from));
  const columnOf = ({ id, kind }: PictureNode): PictureNode['kind'] =>
    kind === 'other' ? (reaches.has(id) ? 'principal' : 'prefix') : kind;
  const items = new Map<string, Item>();
  const columns: Item[][] = [];
  for (const kinds of COLUMNS) {
    const nodes = kinds.flatMap((kind) => picture.nodes.filter((node) => columnOf(node) === kind));
    const column = columns.length;
    const made = nodes.map((node): Item => ({ column, node, lines: none(), beside: none(), y: 0 }));
    for (const item of made) if (item.node) items.set(item.node.id, item);
    if (made.length > 0) columns.push(made);
  }
  function none(): { left: number; right: number } {
    return { left: 0, right: 0 };
  }

  const drawn = picture.edges.flatMap((edge) => {
    const [from, to] = [items.get(edge.from), items.get(edge.to)];
    if (!from || !to || to.column <= from.column) return [];
    const way = [from];
    for (let column = from.column + 1; column < to.column; column += 1) {
      const passing: Item = { column, node: undefined, lines: none(), beside: none(), y: 0 };
      columns[column]?.push(passing);
      way.push(passing);
    }
    way.push(to);
    way.slice(1).forEach((item, at) => {
      item.lines.left += 1;
      const before = way[at];
      if (before) before.lines.right += 1;
    });
    const isPlain = edge.state === 'expected';
    // What differs is bold.
    const size = LABEL_SIZE * (isPlain ? 1 : 1.18);
    const lines = linesOf(isPlain ? edge.label : `${edge.state}: ${edge.label}`, WORDS / size);
    const names = edge.statements.map((statement) => statement.replace(/ of .*$/, '')).join(', ');
    const by = cut(names, WORDS / BY_SIZE);
    const width = Math.max(...lines.map((line) => widthOf([...line]) * size), widthOf([...by]) * BY_SIZE);
    return [{ edge, way, lines, by, width }];
  });
  /** As wide as their widest words: a picture that is narrow is one that can be read. */
  const wordsIn = columns.map((_, column) =>
    Math.ceil(Math.max(0, ...drawn.flatMap(({ way, width }) => (way[0]?.column === column ? width : [])))),
  );

  const gaps: Slot[][] = columns.map(() => []);
  const placed = drawn.map(({ way, lines, by, ...one }) => {
    const slots = way.slice(1).map((to, at): Slot => {
      const from = way[at] ?? to;
      const isFirst = at === 0;
      const above = isFirst ? 8 + lines.length * LINE : PASSING / 2;
      const below = isFirst && by !== '' ? 22 : PASSING / 2;
      const slot = { from, to, above, below, y: 0 };
      // Words stand beside the end that they share with the fewest.
      if (isFirst && from.lines.right <= to.lines.left) from.beside.right += above + below;
      else if (isFirst) to.beside.left += above + below;
      gaps[from.column]?.push(slot);
      return slot;
    });
    return { ...one, lines, by, slots };
  });
  const heightOf = ({ node, beside }: Item): number =>
    Math.max(node ? ROW : PASSING, beside.left, beside.right);
  const heightsOf = (column: readonly Item[]): number =>
    column.reduce((sum, item) => sum + (item.node ? heightOf(item) : 0), 0);
  const highest = Math.max(ROW, ...columns.map(heightsOf));
  let lowest = MARGIN + highest;
  for (const column of columns) {
    // Boxes in the middle, and below them what passes by: so a tenant's own way stays straight.
    let top = MARGIN + (highest - heightsOf(column)) / 2;
    for (const item of column) {
      item.y = top + heightOf(item) / 2;
      top += heightOf(item);
    }
    lowest = Math.max(lowest, top);
  }

  /** Each as near as can be to where it wants to be; those that would lie on each other stand in one block. */
  for (const slots of gaps) {
    for (const slot of slots) {
      const isPassing = slot.from.node === undefined;
      slot.y = isPassing || slot.from.lines.right <= slot.to.lines.left ? slot.from.y : slot.to.y;
    }
    slots.sort((one, other) => one.y - other.y || one.from.y - other.from.y || one.to.y - other.to.y);
    const blocks: { top: number; height: number; readonly slots: Slot[] }[] = [];
    for (const slot of slots) {
      let block = {
        top: Math.max(MARGIN, slot.y - slot.above),
        height: slot.above + slot.below,
        slots: [slot],
      };
      for (
        let before = blocks.at(-1);
        before && before.top + before.height > block.top;
        before = blocks.at(-1)
      ) {
        blocks.pop();
        const [many, few] = [before.slots.length, block.slots.length];
        const top = (before.top * many + (block.top - before.height) * few) / (many + few);
        const height = before.height + block.height;
        block = { top: Math.max(MARGIN, top), height, slots: [...before.slots, ...block.slots] };
      }
      blocks.push(block);
    }
    for (const block of blocks) {
      let { top } = block;
      for (const slot of block.slots) {
        slot.y = top + slot.above;
        top += slot.above + slot.below;
      }
      lowest = Math.max(lowest, top);
    }
  }

  const leftOf = (column: number): number =>
    wordsIn.slice(0, column).reduce((left, words) => left + WIDTH + words + 2 * BEND, MARGIN);
  const rounded = (value: number): number => Math.round(value * 10) / 10;
  return {
    width: leftOf(Math.max(1, columns.length) - 1) + WIDTH + MARGIN,
    height: Math.ceil(lowest) + MARGIN,
    nodes: [...items.values()].flatMap(({ node, column, y }) => {
      if (!node) return [];
      const label = cut(node.label, (WIDTH - 2 * MARGIN) / NODE_SIZE);
      return [{ node, x: leftOf(column), y: rounded(y - HEIGHT / 2), width: WIDTH, height: HEIGHT, label }];
    }),
    edges: placed.map(({ edge, slots, lines, by }) => {
      const bend = (x: number, from: number, to: number, width: number): string =>
        `C${x + width} ${rounded(from)} ${x} ${rounded(to)} ${x + width} ${rounded(to)}`;
      const path = slots.map(({ from, to, y }) => {
        const x = leftOf(from.column) + WIDTH;
        const next = leftOf(to.column);
        const end = to.node ? BEND - HEAD : BEND;
        return `H${x}${bend(x, from.y, y, BEND)}H${next - BEND}${bend(next - BEND, y, to.y, end)}`;
      });
      const [first, last] = [slots[0], slots.at(-1)];
      const column = first?.from.column ?? 0;
      const x = leftOf(column) + WIDTH + BEND + (wordsIn[column] ?? 0) / 2;
      const y = first?.y ?? 0;
      return {
        edge,
        path: `M${leftOf(column) + WIDTH} ${rounded(first?.from.y ?? 0)}${path.join('')}`,
        head: { x: leftOf(last?.to.column ?? 0) - HEAD, y: rounded(last?.to.y ?? 0) },
        x,
        lines: lines.map((text, at) => ({ text, y: rounded(y - 7 - (lines.length - 1 - at) * LINE) })),
        by: by === '' ? undefined : { text: by, y: rounded(y + 15) },
      };
    }),
  };
}
