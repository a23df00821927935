/** Contexts by classes: one for each way in which the statements that bear on a request apply. */
import { conditionHolds } from '../../../iam/condition';
import type { Context } from '../../../iam/known-keys';
import type { Condition, Statement } from '../../../iam/policy';
import type { Case, Known, Who, World } from '../../../iam/reach';
import { isThere } from '../../../iam/reach/case';
import type { SourceLayer } from '../../../iam/reach/documents';
import { contextWith } from '../../../iam/reach/key-classes';
import { furtherSteps } from '../../../iam/reach/steps';
import { contextOf } from '../../../iam/request-context';
import { type Alternatives, contextsOf, type Target } from './universe';

/** A statement of one of the worlds, or of both. */
export interface Stated {
  readonly number: number;
  readonly layer: SourceLayer;
  /** The ARN on which the policy hangs, or the level of the organisation. */
  readonly on: string;
  readonly statement: Statement;
  readonly isInBoth: boolean;
  /** The keys of variables in its resources, and in what its conditions compare with; in lower case. */
  readonly variables: ReadonlySet<string>;
}

/** `out` and `doubtful`: a bit for each statement and each context in which it is asked about. */
interface ContextClass {
  readonly context: Known;
  readonly out: bigint;
  readonly doubtful: bigint;
  /** What else hangs on the context: what the request needs beside its own permission. */
  readonly beside: string;
}

/**
 * Keys are gone through group by group. Contexts that agree in which statements are still in are one, since the groups
 * that follow tell no more of those that are out. Of groups with a key for which a variable stands every alternative stays.
 * `isNeeded`: whether contexts are wanted in which no more than these statements can apply.
 */
export function* contextClasses(
  place: Who & Target,
  bearing: readonly Stated[],
  worlds: readonly World[],
  isNeeded: (applying: readonly Stated[]) => boolean,
): Generator<Known> {
  const isVariable = (key: string): boolean => bearing.some(({ variables }) => variables.has(key));
  const groups = contextsOf(place, place.action);
  const compared = groups.filter((group) => [...keysOf(group)].some(isVariable));
  const others = groups.filter((group) => !compared.includes(group));
  const asking = new Asking(place, bearing, worlds);
  const needed = ({ out }: ContextClass): boolean => isNeeded(asking.notOut(out));
  for (const values of productOf(compared)) {
    let classes = [asking.classOf(values, {})].filter(needed);
    for (const group of others) classes = joined(classes, asking.classesOf(group, values)).filter(needed);
    for (const { context } of classes) yield context;
  }
}

/** With the place of its statement among all. */
type ConditionAt = readonly [condition: Condition, at: number];

class Asking {
  private readonly base: Context;
  /** In how many contexts each statement is asked about. */
  private readonly variants: number;
  private readonly conditions: readonly ConditionAt[];
  /** Whether one of the worlds asks for a right on a key, or refuses who has none: nobody unsigned has one. */
  private readonly isByKey: boolean;

  constructor(
    private readonly place: Who & Target,
    private readonly bearing: readonly Stated[],
    private readonly worlds: readonly World[],
  ) {
    const { principal, action, resource } = place;
    this.base = contextOf({ principal, action, resource, context: {}, vouchedKeys: ['*'] }, resource.account);
    this.variants = this.contextsWith({}).length;
    const open: Case = { ...place, context: {}, complete: false };
    this.isByKey = worlds.some((world) => furtherSteps(world, open).length > 0);
    this.conditions = bearing.flatMap(({ statement }, at) =>
      statement.conditions.map((condition) => [condition, at] as const),
    );
  }

  /** One of the alternatives for each way in which the conditions on their keys hold. `values`: of variables. */
  classesOf(group: Alternatives, values: Known): readonly ContextClass[] {
    const conditions = this.conditionsOn(keysOf(group));
    if (conditions.length === 0) {
      const classes = group.map((context) => ({
        context,
        out: 0n,
        doubtful: 0n,
        beside: this.besideOf(context),
      }));
      return distinct(classes);
    }
    return distinct(group.map((context) => this.classOf(context, values, conditions)));
  }

  classOf(
    context: Known,
    values: Known,
    conditions = this.conditionsOn(new Set(Object.keys(context))),
  ): ContextClass {
    let [out, doubtful] = [0n, 0n];
    const held = this.contextsWith({ ...values, ...context });
    for (const [condition, at] of conditions)
      for (const [variant, each] of held.entries()) {
        const truth = conditionHolds(condition, each);
        const bit = 1n << BigInt(at * this.variants + variant);
        if (truth === 'no') out |= bit;
        if (truth === 'unknown') doubtful |= bit;
      }
    return { context, out, doubtful, beside: this.besideOf(context) };
  }

  /** With tags a session needs another right; with S3's own keys an object of a bucket with a key needs none on it. */
  private besideOf(context: Known): string {
    const isByOwnKeys = this.isByKey && context['s3:x-amz-server-side-encryption'] === 'AES256';
    return `${isThere(context['aws:tagkeys']) ? 't' : ''}${isByOwnKeys ? 'e' : ''}`;
  }

  private conditionsOn(keys: ReadonlySet<string>): readonly ConditionAt[] {
    return this.conditions.filter(([{ key }]) => keys.has(key.toLowerCase()));
  }

  /** The context itself, and those in which a right is asked for beside. */
  private contextsWith(context: Known): readonly Context[] {
    const asked: Case = { ...this.place, context, complete: true };
    const beside = this.worlds.flatMap((world) =>
      furtherSteps(world, asked).flatMap(({ step }) =>
        'outcome' in step || step.context === context ? [] : [step.context],
      ),
    );
    return [context, ...beside].map((each) => contextWith(each, this.base));
  }

  notOut(out: bigint): readonly Stated[] {
    const all = (1n << BigInt(this.variants)) - 1n;
    return this.bearing.filter((_, at) => ((out >> BigInt(at * this.variants)) & all) !== all);
  }
}

/** The classes of contexts that are made of one of each. */
function joined(some: readonly ContextClass[], others: readonly ContextClass[]): readonly ContextClass[] {
  return distinct(
    some.flatMap((one) =>
      others.map((other) => ({
        context: { ...one.context, ...other.context },
        out: one.out | other.out,
        doubtful: one.doubtful | other.doubtful,
        beside: one.beside + other.beside,
      })),
    ),
  );
}

function distinct(classes: readonly ContextClass[]): readonly ContextClass[] {
  const kept = new Map<string, ContextClass>();
  for (const each of classes) {
    const { out, doubtful, beside } = each;
    const key = `${out} ${doubtful & ~out} ${beside}`;
    if (!kept.has(key)) kept.set(key, each);
  }
  return [...kept.values()];
}

const KEYS = new Map<Alternatives, ReadonlySet<string>>();

function keysOf(group: Alternatives): ReadonlySet<string> {
  const known = KEYS.get(group) ?? new Set(group.flatMap((context) => Object.keys(context)));
  KEYS.set(group, known);
  return known;
}

function productOf(groups: readonly Alternatives[]): Alternatives {
  return groups.reduce<Alternatives>(
    (contexts, group) => contexts.flatMap((context) => group.map((one) => ({ ...context, ...one }))),
    [{}],
  );
}
