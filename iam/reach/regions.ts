/** The regions on which two worlds differ, before they are put together again. */
import type { Decision } from '../decision';
import { alike } from './alike';
import type { FoundLeaf } from './answers';
import type { Case, Who } from './case';
import { contradictsAll, mayNameOwn } from './contradiction';
import { documentsOf } from './documents';
import { findLeaves } from './find';
import { type Judge, judgeOf } from './judge';
import { type Pair, pairOf } from './pair';
import type { Pausing } from './pausing';
import { speaksOf } from './relevance';
import { Search } from './search';
import { type Direction, type Seed, seedsOf } from './seeds';
import type { Facts, World } from './world';

export interface RegionOptions {
  /** Both where not given. */
  readonly directions?: readonly Direction[];
  /**
   * Whether only those count of whom `there` states something by the role's own policies or its trust. What another
   * principal of the account may do by policies of its own no file states.
   */
  readonly onlyStated?: boolean;
}

export interface Judges {
  readonly here: Judge;
  readonly there: Judge;
}

export interface Regions {
  readonly pair: Pair;
  readonly search: Search;
  readonly judges: Judges;
  /** What either world has. */
  readonly known: ReadonlySet<string>;
  readonly seeds: readonly Seed[];
  readonly leaves: readonly FoundLeaf[];
}

export const BOTH: readonly Direction[] = ['more', 'less'];

/** Undefined where nothing that only one of the worlds says can make a difference in the directions asked for. */
export function* findRegions(
  here: World,
  there: World,
  facts: Facts,
  { directions = BOTH, onlyStated = false }: RegionOptions = {},
): Pausing<Regions | undefined> {
  const [padded, otherPadded] = alike(here, there);
  const one = documentsOf(padded);
  const other = documentsOf(otherPadded);
  const { seeds: all, areAll, besideKey } = yield* seedsOf(one, other, directions);
  const stated = other.sources.filter(
    ({ layer, statement }) => (layer === 'identity' || layer === 'trust') && statement.effect === 'Allow',
  );
  const needAllow = onlyStated && !stated.some((source) => mayNameOwn(source, there.account));
  const isEffective = (seed: Seed): boolean => {
    const { statement } = seed.source;
    const allowing = seed.side === 'here' ? other : one;
    return !(needAllow && statement.effect === 'Deny' && contradictsAll(statement, allowing));
  };
  const seeds: Seed[] = [];
  for (const seed of all) {
    yield;
    if (!areAll || isEffective(seed)) seeds.push(seed);
  }
  if (seeds.length === 0 && areAll && besideKey === undefined) return undefined;
  yield;
  const pair = yield* pairOf(one, other, facts);
  const known = new Set([...one.onResource.keys(), ...other.onResource.keys()]);
  const search = new Search(pair);
  const judges = { here: judgeOf(one, { known }), there: judgeOf(other, { known }) };
  const isMeant = (who: Who): boolean =>
    !onlyStated || stated.some((source) => speaksOf(source, who, there.account));
  const leaves = yield* findLeaves(pair, search, {
    directions,
    seeds,
    areAll,
    besideKey,
    judges,
    known,
    isMeant,
  });
  return { pair, search, judges, known, seeds, leaves };
}

/** How both worlds decide a case, each by all that bears on it. */
export function judgesOf(
  here: World,
  there: World,
): { readonly here: (asked: Case) => Decision; readonly there: (asked: Case) => Decision } {
  const judges = judgementsOf(here, there);
  return {
    here: (asked) => judges.here(asked).decision(),
    there: (asked) => judges.there(asked).decision(),
  };
}

/** The same, of which the reasons are put together only where somebody asks for them. */
export function judgementsOf(here: World, there: World): Judges {
  const [padded, otherPadded] = alike(here, there);
  const one = documentsOf(padded);
  const other = documentsOf(otherPadded);
  const known = new Set([...one.onResource.keys(), ...other.onResource.keys()]);
  return { here: judgeOf(one, { known }), there: judgeOf(other, { known }) };
}
