/** Goes through all classes of cases on which two worlds could differ, and finds those on which they do. */
import { accountOf } from '../principal';
import { type ActionClass, actionClasses } from './action-classes';
import { namesAction } from './bearing';
import type { Way, Who } from './case';
import type { Source } from './documents';
import { type Domain, domainsOf, isWay } from './domains';
import type { Judge } from './judge';
import { Likeness, type Place } from './likeness';
import { NearSeeds } from './near-seeds';
import type { Pair } from './pair';
import type { Pausing } from './pausing';
import { askedWith, namesOneOf, reaches, speaksOf } from './relevance';
import type { Relevant, ResourceClass } from './resource-classes';
import type { Leaf, Root, Search } from './search';
import { type Direction, directionOf, type Seed } from './seeds';
import { keyActionOf } from './steps';

export interface FoundLeaf extends Leaf {
  readonly direction: Direction;
  /** The differing statements that can bear on it. */
  readonly seeds: readonly Seed[];
  /** All that a key may hold where nothing else is known. */
  readonly valuesOf: (key: string) => readonly (string | readonly string[])[];
}

export interface FindOptions {
  readonly directions: readonly Direction[];
  readonly seeds: readonly Seed[];
  /** Whether only these statements can make a difference, each in its direction. */
  readonly areAll: boolean;
  /** In their place for actions that ask for a right on a key beside. */
  readonly besideKey?: readonly Seed[] | undefined;
  readonly judges: { readonly here: Judge; readonly there: Judge };
  /** What either world has. */
  readonly known: ReadonlySet<string>;
  /** Who counts; everybody where not given. */
  readonly isMeant?: (who: Who) => boolean;
  /** How many leaves of one root are enough. */
  readonly most?: number;
}

export function* findLeaves(pair: Pair, search: Search, given: FindOptions): Pausing<readonly FoundLeaf[]> {
  const { facts, sources, keys, things } = pair;
  const worlds = [pair.here.world, pair.there.world];
  const finding: Omit<Finding, 'options' | 'askers'> = {
    pair,
    search,
    likeness: new Likeness(pair, search, given.known),
    searched: new Map(),
    speaking: speakersIn(pair),
  };
  const everybody = pair.who.map((who, at): Asker => ({ who, at, account: accountOf(who.principal) }));
  const { isMeant = () => true } = given;
  const meant = everybody.filter(({ who }) => isMeant(who));
  const found: FoundLeaf[] = [];
  const nearOf = nearSeeds(things.buckets);
  for (const action of actionClasses(facts.actions, sources, keys)) {
    const options = optionsFor(action, given);
    const names = askedWith(action.name, { arn: `${things.buckets[0]}/` }, undefined, worlds).map(
      (asked) => asked.action,
    );
    yield;
    const seeds = options.seeds.filter((seed) => namesOneOf(seed, names));
    if (options.areAll && seeds.length === 0) continue;
    const near = nearOf(options.seeds);
    const relevant = relevantTo(names, sources);
    const lower = action.name.toLowerCase();
    const askers = meant.filter(({ who }) => mayAsk(who.principal.kind, lower));
    for (const domain of domainsFor(action, pair)) {
      yield;
      if (options.areAll && !reaches(domain, seeds, things)) continue;
      const { classes, complete } = yield* pair.resources.classesIn(domain, relevant);
      if (!complete)
        search.note({
          why: 'more resources than could be told apart',
          statements: seeds.map(({ source }) => source.ref),
        });
      for (const resource of classes)
        for (const way of waysFor(resource, action, pair.ways)) {
          yield;
          yield* leavesAt({ ...finding, options, askers }, { action, resource, way }, near, found);
        }
    }
  }
  return found;
}

function relevantTo(names: readonly string[], sources: readonly Source[]): Relevant {
  const named = sources.map(({ statement }) => names.some((name) => namesAction(statement, name)));
  return { key: named.map(Number).join(''), sources: sources.filter((_, at) => named[at]) };
}

function optionsFor({ name }: ActionClass, options: FindOptions): FindOptions {
  const { besideKey } = options;
  if (besideKey === undefined || keyActionOf(name.toLowerCase()) === undefined) return options;
  return { ...options, seeds: besideKey, areAll: false };
}

/** Of a seed, whether it may be about each principal. */
type Speaking = (seed: Seed) => readonly boolean[];

function speakersIn({ who, things }: Pair): Speaking {
  const told = new Map<Seed, readonly boolean[]>();
  return (seed) => {
    const known = told.get(seed) ?? who.map((each) => speaksOf(seed.source, each, things.account));
    told.set(seed, known);
    return known;
  };
}

/** Each list of seeds by what its seeds begin with, once. */
function nearSeeds(bucketArns: readonly string[]): (seeds: readonly Seed[]) => NearSeeds {
  const made = new Map<readonly Seed[], NearSeeds>();
  return (seeds) => {
    const known = made.get(seeds) ?? new NearSeeds(seeds, bucketArns);
    made.set(seeds, known);
    return known;
  };
}

/** By direction, place and who asks, the leaves that were found there. */
type Searched = Map<string, readonly Leaf[]>;

interface Asker {
  readonly who: Who;
  /** Among all who count. */
  readonly at: number;
  readonly account: string | undefined;
}

interface Finding {
  readonly pair: Pair;
  readonly search: Search;
  readonly options: FindOptions;
  readonly likeness: Likeness;
  readonly searched: Searched;
  readonly speaking: Speaking;
  readonly askers: readonly Asker[];
}

function* leavesAt(finding: Finding, place: Place, seeds: NearSeeds, found: FoundLeaf[]): Pausing<void> {
  const { pair, search, options, likeness, speaking, askers } = finding;
  const { areAll, directions } = options;
  const { action, resource, way } = place;
  const asked = askedWith(action.name, resource, way, [pair.here.world, pair.there.world]);
  const near = seeds.bearingOn(asked);
  if (areAll && near.length === 0) return;
  const alike = likeness.of(place, asked);
  for (const { who, at, account } of askers) {
    if (way?.onlyFor !== undefined && account !== way.onlyFor) continue;
    const own = near.filter((seed) => speaking(seed)[at]);
    if (areAll && own.length === 0) continue;
    for (const direction of directions) {
      const bearing = areAll
        ? own.filter(({ side, source }) => directionOf(side, source.statement) === direction)
        : own;
      if (areAll && bearing.length === 0) continue;
      const root: Root = { who, action, resource, way };
      const key = `${direction} ${likeness.keyOf(alike, who, at, account)}`;
      for (const leaf of yield* leavesOf(finding, root, direction, key))
        found.push({
          ...leaf,
          root,
          direction,
          seeds: bearing,
          valuesOf: (name) => search.valuesAt(root, name),
        });
    }
  }
}

/** `key`: the same for those who are told the same at places that are alike. */
function* leavesOf(
  { search, options: { judges, most }, searched }: Finding,
  root: Root,
  direction: Direction,
  key: string,
): Pausing<readonly Leaf[]> {
  const [yes, no] = direction === 'more' ? [judges.here, judges.there] : [judges.there, judges.here];
  const known = searched.get(key);
  if (known) return known.map((leaf) => search.leafAt(root, leaf, yes, no));
  const leaves = yield* search.leaves(root, yes, no, most);
  searched.set(key, leaves);
  return leaves;
}

function domainsFor(action: ActionClass, pair: Pair): readonly Domain[] {
  const forms = action.resources.filter((form) => !isWay(form));
  const isOfBucket = forms.some((form) => form.includes(':s3:::'));
  const meant = forms.filter((form) => !(isOfBucket && form.endsWith('}') && form.includes(':accesspoint/')));
  const domains = (meant.length === 0 ? ['*'] : meant).flatMap((form) => domainsOf(form, pair.things));
  return [...new Map(domains.map((each) => [JSON.stringify(each), each])).values()];
}

/** Access points lead to objects, and to the few actions on buckets that AWS lets through. */
function waysFor(
  resource: ResourceClass,
  action: ActionClass,
  ways: readonly Way[],
): readonly (Way | undefined)[] {
  const isThrough =
    action.infos.length === 0 || action.resources.some((form) => form.includes(':accesspoint/'));
  return resource.isOwnBucket && isThrough ? [undefined, ...ways] : [undefined];
}

/**
 * Nobody unsigned asks STS or KMS, and by a provider's token one does nothing but to assume a role. With credentials of
 * GetFederationToken nobody asks STS or IAM.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
function mayAsk(kind: Root['who']['principal']['kind'], action: string): boolean {
  const isByToken = /^sts:assumerolewith(?:saml|webidentity)$/.test(action);
  if (kind === 'federated') return isByToken || /^sts:(?:tagsession|setsourceidentity)$/.test(action);
  if (kind === 'federated-user') return !/^(?:sts|iam):/.test(action);
  if (kind === 'anonymous') return !/^(?:sts|kms|iam):/.test(action);
  return !isByToken;
}
