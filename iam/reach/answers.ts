/**
 * What is found at a place, for each of those who ask there. At places that are alike it is the same for everybody, so
 * that it is looked for once.
 */
import { accountInArn } from '../arn';
import { canRepairBucketPolicy } from '../service-rules';
import type { Way, Who } from './case';
import type { Judge } from './judge';
import { Likeness, type Likes, type Place } from './likeness';
import type { NearSeeds } from './near-seeds';
import type { Pair } from './pair';
import type { Pausing } from './pausing';
import { askedWith, speaksOf } from './relevance';
import type { ResourceClass } from './resource-classes';
import type { Leaf, Root, Search, ValuesOfKey } from './search';
import { type Direction, directionOf, type Seed } from './seeds';

export interface FoundLeaf extends Leaf {
  readonly direction: Direction;
  /** The differing statements that can bear on it. */
  readonly seeds: readonly Seed[];
  /** All that a key may hold where nothing else is known. */
  readonly valuesOf: (key: string) => ValuesOfKey;
  /** The same for leaves of one who asks at places that are alike: of these the same statements make the difference. */
  readonly alike: number;
  /** The same for places where the same statements match: with the above, the same statements decide. */
  readonly matching: number;
  /** The one that was searched for, at a place that is alike. */
  readonly origin: Leaf;
}

export interface Asker {
  readonly who: Who;
  /** Among all who count. */
  readonly at: number;
  readonly account: string | undefined;
}

/** Who asks for an action, and the statements that can make a difference to it. */
export interface Asking {
  readonly askers: readonly Asker[];
  /** The same for the same askers, statements, and all else that decides beside the resource and the way. */
  readonly kind: string;
  readonly near: NearSeeds;
  /** Whether only these statements can make a difference, each in its direction. */
  readonly areAll: boolean;
}

export interface AnswerOptions {
  readonly directions: readonly Direction[];
  readonly judges: { readonly here: Judge; readonly there: Judge };
  /** What either world has. */
  readonly known: ReadonlySet<string>;
  /** How many leaves of one root are enough. */
  readonly most?: number;
}

/** What was found at a place. */
interface Told {
  readonly answers: readonly Answer[];
  readonly matching: number;
}

/** What was found for one of those who ask. */
interface Answer {
  readonly who: Who;
  readonly direction: Direction;
  readonly seeds: readonly Seed[];
  readonly leaves: readonly { readonly leaf: Leaf; readonly alike: number }[];
}

const NOTHING: Told = { answers: [], matching: -1 };

export class Answers {
  private readonly likeness: Likeness;
  private readonly told = new Map<ResourceClass, Map<Way | undefined, Map<Asking['kind'], Told>>>();
  /** By what is alike at places. */
  private readonly atPlaces = new Map<string, readonly Answer[]>();
  /** By direction, what is alike at places, and who asks. */
  private readonly searched = new Map<string, readonly Leaf[]>();
  private readonly speaking = new Map<Seed, readonly boolean[]>();
  private count = 0;

  constructor(
    private readonly pair: Pair,
    private readonly search: Search,
    private readonly options: AnswerOptions,
  ) {
    this.likeness = new Likeness(pair, options.known);
  }

  *leavesAt(place: Place, asking: Asking, found: FoundLeaf[]): Pausing<void> {
    const { action, resource, way } = place;
    const ofResource = this.told.get(resource) ?? new Map<Way | undefined, Map<Asking['kind'], Told>>();
    this.told.set(resource, ofResource);
    const ofWay = ofResource.get(way) ?? new Map<Asking['kind'], Told>();
    ofResource.set(way, ofWay);
    const { answers, matching } = ofWay.get(asking.kind) ?? (yield* this.toldAt(place, asking));
    ofWay.set(asking.kind, { answers, matching });
    for (const answer of answers) {
      const root: Root = { who: answer.who, action, resource, way };
      for (const { leaf, alike } of answer.leaves)
        found.push(this.foundAt(root, leaf, answer, alike, matching));
    }
  }

  private *toldAt(place: Place, asking: Asking): Pausing<Told> {
    const { here, there, seedIds } = this.pair;
    const asked = askedWith(place.action.name, place.resource, place.way, [here.world, there.world]);
    const near = asking.near.bearingOn(asked);
    if (asking.areAll && near.length === 0) return NOTHING;
    const likes = this.likeness.of(place, asked);
    const seeds = near.map(({ source }) => seedIds.get(source)).join();
    const askers = asking.askers.map(({ at }) => at).join();
    const key = `${asking.areAll} ${seeds} ${askers} ${textOf(likes)}`;
    const answers = this.atPlaces.get(key) ?? (yield* this.answersAt(likes, asking, near));
    this.atPlaces.set(key, answers);
    return { answers, matching: likes.matching };
  }

  private foundAt(
    root: Root,
    leaf: Leaf,
    { direction, seeds }: Answer,
    alike: number,
    matching: number,
  ): FoundLeaf {
    const [yes, no] = this.judgesFor(direction);
    return {
      ...(isAt(root, leaf) ? leaf : this.search.leafAt(root, leaf, yes, no)),
      root,
      direction,
      seeds,
      valuesOf: (name) => this.search.valuesAt(root, name),
      alike,
      matching,
      origin: leaf,
    };
  }

  /** Only those of whom something was found. */
  private *answersAt(
    likes: Likes,
    { askers, areAll }: Asking,
    near: readonly Seed[],
  ): Pausing<readonly Answer[]> {
    const { action, resource, way } = likes.place;
    const answers: Answer[] = [];
    for (const { who, at, account } of askers) {
      if (way?.onlyFor !== undefined && account !== way.onlyFor) continue;
      const own = near.filter((seed) => this.speaks(seed)[at]);
      if (areAll && own.length === 0) continue;
      for (const direction of this.options.directions) {
        const seeds = areAll
          ? own.filter(({ side, source }) => directionOf(side, source.statement) === direction)
          : own;
        if (areAll && seeds.length === 0) continue;
        const root: Root = { who, action, resource, way };
        const key = `${direction} ${this.likeness.keyOf(likes, who, at, account)}`;
        const leaves = yield* this.leavesOf(root, direction, key);
        if (leaves.length > 0)
          answers.push({
            who,
            direction,
            seeds,
            leaves: leaves.map((leaf) => ({ leaf, alike: this.count++ })),
          });
      }
    }
    return answers;
  }

  /** `key`: the same for those who are told the same at places that are alike. */
  private *leavesOf(root: Root, direction: Direction, key: string): Pausing<readonly Leaf[]> {
    const known = this.searched.get(key);
    if (known) return known;
    const leaves = yield* this.search.leaves(root, ...this.judgesFor(direction), this.options.most);
    this.searched.set(key, leaves);
    return leaves;
  }

  /** The one that allows, and the one that denies. */
  private judgesFor(direction: Direction): readonly [Judge, Judge] {
    const { here, there } = this.options.judges;
    return direction === 'more' ? [here, there] : [there, here];
  }

  /** Of each of those who ask, whether the seed may be about it. */
  private speaks(seed: Seed): readonly boolean[] {
    const { who, things } = this.pair;
    const known = this.speaking.get(seed) ?? who.map((each) => speaksOf(seed.source, each, things.account));
    this.speaking.set(seed, known);
    return known;
  }
}

function isAt({ who, action, resource, way }: Root, { root }: Leaf): boolean {
  return root.who === who && root.action === action && root.resource === resource && root.way === way;
}

/** All on which it hangs what those who ask are told at a place; see `Likeness.keyOf`. */
function textOf({ place: { action, resource, way }, actors, others }: Likes): string {
  const owner = way && accountInArn(way.point);
  const isRepair = canRepairBucketPolicy(ROOT, action.name.toLowerCase());
  return `${actors.number} ${others.number} ${resource.account} ${owner} ${way?.onlyFor} ${isRepair}`;
}

/** Anybody's root user: only such a one may do it. */
const ROOT = { principal: { kind: 'root', account: '' } } as const;
