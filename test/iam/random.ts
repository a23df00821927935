/** Chance that is the same in every run: mulberry32, from a seed. */
export interface Random {
  /** True in `share` of the cases, from 0 to 1. */
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** From `least` to `most` items, each drawn by `draw`. */
  readonly several: <T>(least: number, most: number, draw: () => T) => T[];
}

export function randomFrom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    chance: (share) => next() < share,
    pick: <T>(items: readonly T[]) => items[below(items.length)] as T,
    several: (least, most, draw) => Array.from({ length: least + below(most - least + 1) }, draw),
  };
}
