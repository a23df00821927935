/** Two worlds made ready to be compared: their statements, and the classes of all that a case is made of. */
import { accountOf } from '../principal';
import type { Way, Who } from './case';
import { conditionsByKey, type KeyCondition } from './conditions';
import type { Documents, Source } from './documents';
import type { Things } from './domains';
import { KeyPartition } from './key-classes';
import type { Pausing } from './pausing';
import { principalClasses } from './principals';
import { ResourcePartition } from './resource-classes';
import { variableValues } from './variable-values';
import type { Values } from './variables';
import { waysTo } from './ways';
import { type Facts, partitionOf, type World } from './world';

export interface Pair {
  readonly here: Documents;
  readonly there: Documents;
  readonly facts: Facts;
  /** Each statement's number, the same in every run. */
  readonly seedIds: ReadonlyMap<Source, number>;
  readonly sources: readonly Source[];
  readonly conditions: ReadonlyMap<string, readonly KeyCondition[]>;
  /** Keys on which something can hang, those of variables too; in lower case. */
  readonly keys: readonly string[];
  /** Those of variables. */
  readonly variables: Values;
  readonly things: Things;
  readonly who: readonly Who[];
  readonly ways: readonly Way[];
  readonly resources: ResourcePartition;
  readonly keyValues: KeyPartition;
  /** Why not every value of the variables could be looked at. */
  readonly unclear: readonly string[];
}

export function* pairOf(here: Documents, there: Documents, facts: Facts): Pausing<Pair> {
  const sources = [...here.sources, ...there.sources];
  const conditions = conditionsByKey(sources);
  yield;
  const things = thingsOf(here.world, there.world);
  const { account, partition } = things;
  const ids = idsOf(here.world, there.world, facts);
  const { values, unclear } = variableValues(sources, conditions, things);
  yield;
  const encrypted = (conditions.get(ENCRYPTED) ?? []).flatMap(({ condition }) =>
    condition.values.map(({ text }) => text),
  );
  const actors = [here.world.actor, there.world.actor].flatMap((actor) => (actor ? [actor.arn] : []));
  const who = principalClasses({
    account,
    partition,
    actors: [...new Set(actors)],
    ids,
    sources,
    conditions,
    values,
  });
  const accounts = [...new Set(who.flatMap(({ principal }) => accountOf(principal) ?? []))];
  const ways = yield* waysTo([here.world, there.world], sources, conditions, accounts);
  return {
    here,
    there,
    facts,
    seedIds: new Map(sources.map((source, at) => [source, at])),
    sources,
    conditions,
    keys: [...new Set([...conditions.keys(), ...values.keys])],
    variables: values,
    things,
    who,
    ways,
    resources: new ResourcePartition(account, things.buckets, ways, values, encrypted),
    keyValues: new KeyPartition(conditions, values, facts.at),
    unclear,
  };
}

/** What S3 tells KMS of what is encrypted: the object, or its bucket. */
const ENCRYPTED = 'kms:encryptioncontext:aws:s3:arn';

function thingsOf(here: World, there: World): Things {
  const worlds = [here, there];
  const each = (of: (world: World) => readonly (string | undefined)[]): readonly string[] => [
    ...new Set(worlds.flatMap(of).filter((arn) => arn !== undefined)),
  ];
  return {
    account: here.account,
    partition: partitionOf(here),
    region: here.region,
    buckets: each((world) => [world.bucket && `arn:${partitionOf(world)}:s3:::${world.bucket.name}`]),
    roles: each(({ actor }) => [actor?.kind === 'role' ? actor.arn : undefined]),
    keys: each(({ keys = [], bucket }) => [...keys.map(({ arn }) => arn), bucket?.defaultKey?.arn]),
    points: each(({ accessPoints = [] }) => accessPoints.map(({ arn }) => arn)),
  };
}

function idsOf(here: World, there: World, { ids = {} }: Facts): Readonly<Record<string, string>> {
  const own = [here.actor, there.actor].flatMap((actor) =>
    actor?.uniqueId === undefined ? [] : [[actor.arn, actor.uniqueId] as const],
  );
  return { ...ids, ...Object.fromEntries(own) };
}
