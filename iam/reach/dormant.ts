/** Which statements are worth a second look: what would they open, if the documents of other layers allowed? */

import type { SourceLayer } from './documents';
import type { Pair } from './pair';
import type { Seed } from './seeds';

interface Sleepers {
  readonly seeds: readonly Seed[];
  readonly relaxed: ReadonlySet<SourceLayer | 'unread'>;
}

/**
 * The layers that can keep a statement of a layer from opening anything. A bucket's own policy needs no other of the
 * account; a point's needs the bucket's.
 */
const HOLDING: Readonly<Partial<Record<SourceLayer, readonly (SourceLayer | 'unread')[]>>> = {
  identity: ['boundary', 'service-control', 'resource-control', 'key', 'unread'],
  boundary: ['identity', 'service-control', 'resource-control', 'key'],
  trust: ['service-control', 'resource-control'],
  bucket: ['point', 'service-control', 'resource-control', 'key'],
  point: ['bucket', 'service-control', 'resource-control', 'key'],
  key: ['identity', 'boundary', 'bucket', 'service-control', 'resource-control'],
};

export function dormantSeeds(
  seeds: readonly Seed[],
  causing: ReadonlySet<Seed>,
  pair: Pair,
): readonly Sleepers[] {
  const byLayer = new Map<SourceLayer, Seed[]>();
  for (const seed of seeds) {
    const { layer, statement } = seed.source;
    if (seed.side !== 'here' || statement.effect !== 'Allow' || causing.has(seed)) continue;
    if (HOLDING[layer] === undefined) continue;
    byLayer.set(layer, [...(byLayer.get(layer) ?? []), seed]);
  }
  return [...byLayer].flatMap(([layer, some]) => {
    const relaxed = new Set((HOLDING[layer] ?? []).filter((each) => isThere(each, pair)));
    return relaxed.size === 0 ? [] : [{ seeds: some, relaxed }];
  });
}

/** Only what there is can hold anything back. */
function isThere(layer: SourceLayer | 'unread', { here, ways }: Pair): boolean {
  switch (layer) {
    case 'boundary':
      return here.world.actor?.boundary !== undefined;
    case 'service-control':
      return (here.world.organization?.serviceControl.length ?? 0) > 0;
    case 'resource-control':
      return (here.world.organization?.resourceControl.length ?? 0) > 0;
    case 'point':
      return ways.some(({ stranger }) => !stranger);
    default:
      return true;
  }
}
