/** Goes through all classes of cases on which two worlds could differ, and finds those on which they do. */
import { accountOf } from '../principal';
import { type ActionClass, actionClasses, isSingular, serviceOf } from './action-classes';
import { Answers, type Asker, type FoundLeaf } from './answers';
import { namesAction } from './bearing';
import type { Way, Who } from './case';
import type { Source } from './documents';
import { type Domain, domainsOf, isWay, type Things } from './domains';
import type { Judge } from './judge';
import { NearSeeds } from './near-seeds';
import type { Pair } from './pair';
import type { Pausing } from './pausing';
import { presencesText } from './presences';
import { askedWith, namesOneOf, reaches } from './relevance';
import type { Relevant, ResourceClass } from './resource-classes';
import type { Search } from './search';
import type { Direction, Seed } from './seeds';
import { keyActionOf } from './steps';

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
  const { facts, sources, keys, things, seedIds } = pair;
  const worlds = [pair.here.world, pair.there.world];
  const answers = new Answers(pair, search, given);
  const everybody = pair.who.map((who, at): Asker => ({ who, at, account: accountOf(who.principal) }));
  const { isMeant = () => true } = given;
  const meant = everybody.filter(({ who }) => isMeant(who));
  const found: FoundLeaf[] = [];
  const nearOf = nearSeeds(things.buckets);
  const domainsIn = domainsOfActions(things);
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
    const kind = [
      isSingular(lower) ? lower : serviceOf(lower),
      relevant.key,
      presencesText(action, pair.variables.isEmpty ? keysIn(relevant.sources) : keys),
      seeds.map(({ source }) => seedIds.get(source)).join(),
      askers.map(({ at }) => at).join(),
    ].join('|');
    const asking = { askers, kind, near, areAll: options.areAll };
    for (const domain of domainsIn(action)) {
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
          yield* answers.leavesAt({ action, resource, way }, asking, found);
        }
    }
  }
  return found;
}

function relevantTo(names: readonly string[], sources: readonly Source[]): Relevant {
  const named = sources.map(({ statement }) => names.some((name) => namesAction(statement, name)));
  return { key: named.map(Number).join(''), sources: sources.filter((_, at) => named[at]) };
}

/** Those on which it hangs whether the statements apply, but for variables'. */
function keysIn(sources: readonly Source[]): readonly string[] {
  const keys = sources.flatMap(({ statement }) => statement.conditions.map(({ key }) => key.toLowerCase()));
  return [...new Set(keys)].sort();
}

function optionsFor({ name }: ActionClass, options: FindOptions): FindOptions {
  const { besideKey } = options;
  if (besideKey === undefined || keyActionOf(name.toLowerCase()) === undefined) return options;
  return { ...options, seeds: besideKey, areAll: false };
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

/** Of each action, what it can be done to; those of one form are made once. */
function domainsOfActions(things: Things): (action: ActionClass) => readonly Domain[] {
  const made = new Map<string, readonly Domain[]>();
  const ofForm = (form: string): readonly Domain[] => {
    const known = made.get(form) ?? domainsOf(form, things);
    made.set(form, known);
    return known;
  };
  return ({ resources }) => {
    const forms = resources.filter((form) => !isWay(form));
    const isOfBucket = forms.some((form) => form.includes(':s3:::'));
    const meant = forms.filter(
      (form) => !(isOfBucket && form.endsWith('}') && form.includes(':accesspoint/')),
    );
    const domains = (meant.length === 0 ? ['*'] : meant).flatMap(ofForm);
    return [...new Map(domains.map((each) => [each.id, each])).values()];
  };
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
function mayAsk(kind: Who['principal']['kind'], action: string): boolean {
  const isByToken = /^sts:assumerolewith(?:saml|webidentity)$/.test(action);
  if (kind === 'federated') return isByToken || /^sts:(?:tagsession|setsourceidentity)$/.test(action);
  if (kind === 'federated-user') return !/^(?:sts|iam):/.test(action);
  if (kind === 'anonymous') return !/^(?:sts|kms|iam):/.test(action);
  return !isByToken;
}
