/** Goes through all classes of cases on which two worlds could differ, and finds those on which they do. */
import { accountOf } from '../principal';
import { type ActionClass, actionClasses } from './action-classes';
import { namesAction } from './bearing';
import type { Way, Who } from './case';
import type { Source } from './documents';
import { type Domain, domainsOf, isWay } from './domains';
import type { Judge } from './judge';
import type { Pair } from './pair';
import { askedWith, bearsOn, namesOneOf, reaches, speaksOf } from './relevance';
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
  /** Who counts; everybody where not given. */
  readonly isMeant?: (who: Who) => boolean;
  /** How many leaves of one root are enough. */
  readonly most?: number;
}

export function findLeaves(pair: Pair, search: Search, given: FindOptions): readonly FoundLeaf[] {
  const { facts, sources, keys, things } = pair;
  const worlds = [pair.here.world, pair.there.world];
  const speaking = speakers(pair, [...given.seeds, ...(given.besideKey ?? [])]);
  const found: FoundLeaf[] = [];
  for (const action of actionClasses(facts.actions, sources, keys)) {
    const options = optionsFor(action, given);
    const names = askedWith(action.name, { arn: `${things.buckets[0]}/` }, undefined, worlds).map(
      (asked) => asked.action,
    );
    const seeds = options.seeds.filter((seed) => namesOneOf(seed, names));
    if (options.areAll && seeds.length === 0) continue;
    const relevant = relevantTo(names, sources);
    for (const domain of domainsFor(action, pair)) {
      search.onStep();
      if (options.areAll && !reaches(domain, seeds, things)) continue;
      const { classes, complete } = pair.resources.classesIn(domain, relevant);
      if (!complete)
        search.note({
          why: 'more resources than could be told apart',
          statements: seeds.map(({ source }) => source.ref),
        });
      for (const resource of classes)
        for (const way of waysFor(resource, action, pair.ways))
          found.push(...leavesAt(pair, search, options, { action, resource, way }, seeds, speaking));
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

type Speaking = ReadonlyMap<Seed, readonly boolean[]>;

/** Per seed, whether it may be about each principal. */
function speakers({ who, things }: Pair, seeds: readonly Seed[]): Speaking {
  return new Map(seeds.map((seed) => [seed, who.map((each) => speaksOf(seed.source, each, things.account))]));
}

function leavesAt(
  pair: Pair,
  search: Search,
  { areAll, directions, judges, most, isMeant = () => true }: FindOptions,
  at: Omit<Root, 'who'>,
  seeds: readonly Seed[],
  speaking: Speaking,
): readonly FoundLeaf[] {
  const worlds = [pair.here.world, pair.there.world];
  const asked = askedWith(at.action.name, at.resource, at.way, worlds);
  const near = seeds.filter((seed) => bearsOn(seed, asked, pair.things.buckets));
  if (areAll && near.length === 0) return [];
  return pair.who.flatMap((who, place) => {
    if (!mayAsk(who.principal.kind, at.action.name.toLowerCase())) return [];
    if (!isMeant(who)) return [];
    if (at.way?.onlyFor !== undefined && accountOf(who.principal) !== at.way.onlyFor) return [];
    const own = near.filter((seed) => speaking.get(seed)?.[place]);
    if (areAll && own.length === 0) return [];
    const root: Root = { ...at, who };
    return directions.flatMap((direction) => {
      const bearing = areAll
        ? own.filter(({ side, source }) => directionOf(side, source.statement) === direction)
        : own;
      if (areAll && bearing.length === 0) return [];
      const [yes, no] = direction === 'more' ? [judges.here, judges.there] : [judges.there, judges.here];
      return search.leaves(root, yes, no, most).map((leaf) => ({
        ...leaf,
        direction,
        seeds: bearing,
        valuesOf: (key) => search.valuesAt(root, key),
      }));
    });
  });
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
 * Nobody unsigned asks STS or KMS, and by a provider's token one does nothing but to assume a role.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
function mayAsk(kind: Root['who']['principal']['kind'], action: string): boolean {
  const isByToken = /^sts:assumerolewith(?:saml|webidentity)$/.test(action);
  if (kind === 'federated') return isByToken || /^sts:(?:tagsession|setsourceidentity)$/.test(action);
  if (kind === 'anonymous') return !/^(?:sts|kms|iam):/.test(action);
  return !isByToken;
}
