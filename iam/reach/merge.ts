/** Regions that agree in all but one dimension are one region. */
import type { FoundLeaf } from './answers';
import type { Pausing } from './pausing';
import type { ValuesOfKey } from './search';

/** Leaves that have the same causes, and by dimension the members that they cover. */
export interface Box {
  readonly group: string;
  readonly leaves: readonly FoundLeaf[];
  readonly dimensions: ReadonlyMap<string, ReadonlySet<string>>;
}

export const KEY = 'key ';

/** A key of which all that it may hold is covered tells nothing. */
export function* mergeBoxes(boxes: readonly Box[]): Pausing<readonly Box[]> {
  let merged: readonly Box[] = boxes.map((box) => ({ ...box, dimensions: inOrder(box.dimensions) }));
  const numbers = new Numbers();
  const texts = new Texts();
  let before: number;
  do {
    before = merged.length;
    const dimensions = new Set(merged.flatMap((box) => [...box.dimensions.keys()]));
    for (const dimension of [...dimensions].sort(keysFirst))
      merged = yield* mergeAlong(dimension, merged, texts, numbers);
  } while (merged.length < before);
  return merged;
}

function keysFirst(one: string, other: string): number {
  return Number(other.startsWith(KEY)) - Number(one.startsWith(KEY)) || (one < other ? -1 : 1);
}

function* mergeAlong(
  dimension: string,
  boxes: readonly Box[],
  texts: Texts,
  numbers: Numbers,
): Pausing<readonly Box[]> {
  const merged = new Map<string, Box>();
  for (const box of boxes) {
    yield;
    const key = `${box.dimensions.has(dimension)} ${otherwise(dimension, box, numbers)}`;
    const same = merged.get(key);
    merged.set(key, same ? union(dimension, same, box) : box);
  }
  if (!dimension.startsWith(KEY)) return [...merged.values()];
  const less: Box[] = [];
  for (const box of merged.values()) {
    yield;
    less.push(withoutWhole(dimension, box, texts));
  }
  return less;
}

/** Boxes have their dimensions in one order. */
function otherwise(dimension: string, { group, dimensions }: Box, numbers: Numbers): string {
  let text = group;
  for (const [name, members] of dimensions)
    if (name !== dimension) text += `\n${name}\t${numbers.of(members)}`;
  return text;
}

/** Of equal sets of members, the same number. */
class Numbers {
  private readonly byText = new Map<string, number>();
  private readonly bySet = new Map<ReadonlySet<string>, number>();

  of(members: ReadonlySet<string>): number {
    const known = this.bySet.get(members);
    if (known !== undefined) return known;
    const text = [...members].sort().join('\t');
    const number = this.byText.get(text) ?? this.byText.size;
    this.byText.set(text, number);
    this.bySet.set(members, number);
    return number;
  }
}

/** Values as members of a dimension are written. */
class Texts {
  private readonly made = new Map<ValuesOfKey, readonly string[]>();

  of(values: ValuesOfKey): readonly string[] {
    const texts = this.made.get(values) ?? values.map((value) => JSON.stringify(value));
    this.made.set(values, texts);
    return texts;
  }
}

function inOrder(dimensions: Box['dimensions']): Box['dimensions'] {
  return new Map([...dimensions].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function union(dimension: string, one: Box, other: Box): Box {
  const members = new Set([
    ...(one.dimensions.get(dimension) ?? []),
    ...(other.dimensions.get(dimension) ?? []),
  ]);
  const dimensions = new Map(one.dimensions);
  // Where both have it, it keeps its place.
  if (members.size > 0) dimensions.set(dimension, members);
  return { group: one.group, leaves: [...one.leaves, ...other.leaves], dimensions };
}

function withoutWhole(dimension: string, box: Box, texts: Texts): Box {
  const members = box.dimensions.get(dimension);
  if (!members) return box;
  for (const values of listsOf(box.leaves, dimension.slice(KEY.length)))
    if (!texts.of(values).every((text) => members.has(text))) return box;
  const dimensions = new Map(box.dimensions);
  dimensions.delete(dimension);
  return { ...box, dimensions };
}

/** All that the key may hold at one of the leaves; most have the same list. */
export function valuesIn(leaves: readonly FoundLeaf[], key: string): ValuesOfKey {
  const [only, ...others] = listsOf(leaves, key);
  return only && others.length === 0 ? only : [...(only ?? []), ...others.flat()];
}

function listsOf(leaves: readonly FoundLeaf[], key: string): ReadonlySet<ValuesOfKey> {
  return new Set(leaves.map((leaf) => leaf.valuesOf(key)));
}
