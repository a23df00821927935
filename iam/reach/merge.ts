/** Regions that agree in all but one dimension are one region. */
import type { FoundLeaf } from './find';

/** Leaves that have the same causes, and by dimension the members that they cover. */
export interface Box {
  readonly group: string;
  readonly leaves: readonly FoundLeaf[];
  readonly dimensions: ReadonlyMap<string, ReadonlySet<string>>;
}

export const KEY = 'key ';

/** `all`: the members of a key's dimension that there are; a key of which all are covered tells nothing. */
export function mergeBoxes(
  boxes: readonly Box[],
  all: (box: Box, dimension: string) => ReadonlySet<string>,
): readonly Box[] {
  let merged = boxes;
  let before: number;
  do {
    before = merged.length;
    const dimensions = new Set(merged.flatMap((box) => [...box.dimensions.keys()]));
    for (const dimension of [...dimensions].sort(keysFirst)) merged = mergeAlong(dimension, merged, all);
  } while (merged.length < before);
  return merged;
}

function keysFirst(one: string, other: string): number {
  return Number(other.startsWith(KEY)) - Number(one.startsWith(KEY)) || (one < other ? -1 : 1);
}

function mergeAlong(
  dimension: string,
  boxes: readonly Box[],
  all: (box: Box, dimension: string) => ReadonlySet<string>,
): readonly Box[] {
  const merged = new Map<string, Box>();
  for (const box of boxes) {
    const key = `${box.dimensions.has(dimension)} ${otherwise(dimension, box)}`;
    const same = merged.get(key);
    merged.set(key, same ? union(dimension, same, box) : box);
  }
  if (!dimension.startsWith(KEY)) return [...merged.values()];
  return [...merged.values()].map((box) => withoutWhole(dimension, box, all));
}

function otherwise(dimension: string, { group, dimensions }: Box): string {
  const others = [...dimensions]
    .filter(([name]) => name !== dimension)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `${group} ${JSON.stringify(others.map(([name, members]) => [name, [...members].sort()]))}`;
}

function union(dimension: string, one: Box, other: Box): Box {
  const members = new Set([
    ...(one.dimensions.get(dimension) ?? []),
    ...(other.dimensions.get(dimension) ?? []),
  ]);
  const dimensions = new Map(one.dimensions);
  if (members.size > 0) dimensions.set(dimension, members);
  return { group: one.group, leaves: [...one.leaves, ...other.leaves], dimensions };
}

function withoutWhole(
  dimension: string,
  box: Box,
  all: (box: Box, dimension: string) => ReadonlySet<string>,
): Box {
  const members = box.dimensions.get(dimension);
  if (!members || ![...all(box, dimension)].every((member) => members.has(member))) return box;
  const dimensions = new Map(box.dimensions);
  dimensions.delete(dimension);
  return { ...box, dimensions };
}
