/** The classes of what a key may hold: those values, or lists of them, or nothing, that no condition tells apart. */
import { conditionHolds } from '../condition';
import { readDate } from '../date';
import type { Context, Found } from '../known-keys';
import { ABSENT, isThere, type Known } from './case';
import type { KeyCondition } from './conditions';
import { valuesOf } from './key-values';
import type { Pausing } from './pausing';
import { FROM_INTERNET, FROM_VPC, isMultivalued, type Presence } from './sent-keys';
import { type Values, variablesIn } from './variables';

/** What a request needs beside its own permission hangs on these keys too; see `furtherSteps`. */
function stepsAsked(patch: Known): string {
  return `${isThere(patch[TAG_KEYS])} ${patch[ENCRYPTION] === 'AES256'}`;
}

const ENCRYPTION = 's3:x-amz-server-side-encryption';

/** What is to be tried of a key: the keys that become known with it, each with its value. */
export interface KeyClasses {
  readonly patches: readonly Known[];
  readonly complete: boolean;
}

const NOW = 'aws:currenttime';
const NOW_IN_SECONDS = 'aws:epochtime';
const ISSUED = 'aws:tokenissuetime';
const TAG_KEYS = 'aws:tagkeys';
const REQUEST_TAG = 'aws:requesttag/';
/** Of longer lists than come from so many candidates nobody asks. */
const MOST_LISTS = 600;

export class KeyPartition {
  private readonly made = new Map<string, KeyClasses>();
  private readonly settled: ReadonlySet<string>;
  /** Names of the request's tags of which something is said, in lower case. */
  private readonly tagNames: readonly string[];

  constructor(
    private readonly conditions: ReadonlyMap<string, readonly KeyCondition[]>,
    private readonly variables: Values,
    private readonly at: string | undefined,
  ) {
    const dependent = [...conditions].filter(([key, all]) => variables.has(key) || all.some(hasVariables));
    this.settled = new Set(dependent.map(([key]) => key));
    this.tagNames = [...new Set([...conditions.keys(), ...variables.keys])]
      .filter((key) => key.startsWith(REQUEST_TAG))
      .map((key) => key.slice(REQUEST_TAG.length));
  }

  /** The keys of variables in what the policies compare it with. */
  comparedWith(key: string): readonly string[] {
    if (!this.settled.has(key)) return [];
    return (this.conditions.get(key) ?? []).flatMap(({ condition, variables }) =>
      variables ? condition.values.flatMap(({ text }) => variablesIn(text)) : [],
    );
  }

  /** Whether its values hang on what is known of other keys. */
  hangsOnOthers(key: string): boolean {
    return this.settled.has(key) || (key === NOW_IN_SECONDS && this.settled.has(NOW));
  }

  /** `base`: what is known of who asks and of the resource. */
  *classesOf(key: string, known: Known, presence: Presence, base: Context): Pausing<KeyClasses> {
    const name = this.hangsOnOthers(key) ? undefined : `${key} ${presence}`;
    const before = name === undefined ? undefined : this.made.get(name);
    const classes = before ?? (yield* this.make(key, known, presence, base));
    if (name !== undefined && !before) this.made.set(name, classes);
    const patches = classes.patches.filter((patch) => this.isPossible({ ...known, ...patch }));
    return { ...classes, patches };
  }

  private *make(key: string, known: Known, presence: Presence, base: Context): Pausing<KeyClasses> {
    const own = this.conditions.get(key) ?? [];
    const context = contextWith(known, base);
    const filling = (name: string): string | undefined => {
      const found = context(name);
      return typeof found === 'string' ? undefined : found.values[0];
    };
    if (key === NOW || key === NOW_IN_SECONDS) return yield* this.instants(context);
    const { values: compared, complete } = valuesOf(key, own, this.variables, filling);
    const named = key === TAG_KEYS ? this.tagNames : [];
    const values = [...new Set([...compared, ...named])];
    const lists = isMultivalued(key)
      ? listsOf(values, own, named.length)
      : { patches: values, complete: true };
    const all = [...(presence === 'always' ? [] : [ABSENT]), ...(presence === 'never' ? [] : lists.patches)];
    return {
      patches: yield* this.distinct(
        all.map((value) => ({ [key]: value })),
        own,
        [key],
        context,
      ),
      complete: complete && lists.complete,
    };
  }

  /** Both keys tell the same instant. */
  private *instants(context: Context): Pausing<KeyClasses> {
    const own = [...(this.conditions.get(NOW) ?? []), ...(this.conditions.get(NOW_IN_SECONDS) ?? [])];
    const dates = valuesOf(NOW, own, this.variables, () => undefined);
    const seconds = valuesOf(NOW_IN_SECONDS, own, this.variables, () => undefined);
    const instants = [...dates.values, ...seconds.values, ...(this.at === undefined ? [] : [this.at])];
    const patches = instants.flatMap((text) => {
      const instant = readDate(text);
      if (instant === undefined) return [];
      const iso = new Date(instant).toISOString().replace('.000Z', 'Z');
      return [{ [NOW]: iso, [NOW_IN_SECONDS]: String(Math.floor(instant / 1000)) }];
    });
    const possible = patches.filter((patch) => this.isPossible(patch));
    return {
      patches: yield* this.distinct(possible, own, [NOW, NOW_IN_SECONDS], context),
      complete: dates.complete && seconds.complete,
    };
  }

  /** One for each way in which the conditions hold; what a condition cannot read is none of the key's values. */
  private *distinct(
    patches: readonly Known[],
    conditions: readonly KeyCondition[],
    keys: readonly string[],
    context: Context,
  ): Pausing<readonly Known[]> {
    const isVariable = keys.some((key) => this.variables.has(key));
    const kept = new Map<string, Known>();
    for (const patch of patches) {
      yield;
      const patched = contextWith(patch, context);
      const truths = conditions.map(({ condition }) => conditionHolds(condition, patched));
      const text = isVariable ? JSON.stringify(patch) : '';
      const held = truths.map((truth) => truth.charAt(0)).join('');
      const signature = `${held} ${stepsAsked(patch)} ${this.tagsIn(patch)} ${text}`;
      if (!kept.has(signature)) kept.set(signature, patch);
    }
    return [...kept.values()];
  }

  /** Of the tags of which something is said, those that the patch's names make be there. */
  private tagsIn(patch: Known): string {
    const names = patch[TAG_KEYS];
    if (names === undefined || this.tagNames.length === 0) return '';
    const listed = new Set([names].flat().map((name) => name.toLowerCase()));
    return this.tagNames.filter((name) => listed.has(name)).join();
  }

  /** What ties keys to each other. */
  private isPossible(known: Known): boolean {
    const ip = known[FROM_INTERNET];
    const vpc = FROM_VPC.map((key) => known[key]).filter((value) => value !== undefined);
    const isFromVpc = vpc.some(isThere);
    if (isFromVpc && vpc.some((value) => !isThere(value))) return false;
    if (ip !== undefined && vpc.some((value) => isThere(value) === isThere(ip))) return false;
    const now = instantOf(known[NOW]);
    const issued = instantOf(known[ISSUED]);
    const earliest = instantOf(this.at);
    if (now !== undefined && earliest !== undefined && now < earliest) return false;
    if (now !== undefined && issued !== undefined && issued > now) return false;
    return areTagsPossible(known);
  }
}

/** A tag of the request is there exactly when its name is among the tags' names. */
function areTagsPossible(known: Known): boolean {
  const names = known[TAG_KEYS];
  if (names === undefined) return true;
  const listed = new Set([names].flat().map((name) => name.toLowerCase()));
  return Object.entries(known).every(
    ([key, value]) =>
      !key.startsWith(REQUEST_TAG) || listed.has(key.slice(REQUEST_TAG.length)) === isThere(value),
  );
}

function instantOf(value: string | readonly string[] | undefined): number | undefined {
  return typeof value === 'string' ? readDate(value) : undefined;
}

export function contextWith(known: Known, base: Context): Context {
  return (key) => {
    const value = known[key.toLowerCase()];
    return value === undefined ? base(key) : foundIn(value);
  };
}

function foundIn(value: string | readonly string[]): Found {
  if (typeof value === 'string') return { values: [value], multivalued: false };
  return value.length === 0 ? 'absent' : { values: value, multivalued: true };
}

/**
 * Lists as long as there are conditions that ask for some value or forbid one, and each value alone. `named`: how many
 * more values other keys ask for.
 */
function listsOf(
  values: readonly string[],
  conditions: readonly KeyCondition[],
  named: number,
): { readonly patches: readonly (readonly string[])[]; readonly complete: boolean } {
  const asking = conditions.filter(({ condition }) => condition.operator?.quantifier).length;
  const longest = Math.max(1, asking + named);
  let lists: readonly (readonly string[])[] = [[]];
  const all: (readonly string[])[] = [];
  for (let length = 1; length <= Math.min(longest, values.length); length++) {
    lists = lists.flatMap((list) =>
      values
        .slice(list.length === 0 ? 0 : values.indexOf(list.at(-1) ?? '') + 1)
        .map((value) => [...list, value]),
    );
    if (all.length + lists.length > MOST_LISTS) return { patches: all, complete: false };
    all.push(...lists);
  }
  return { patches: [...all, ['']], complete: true };
}

function hasVariables({ condition, variables }: KeyCondition): boolean {
  return variables && condition.values.some(({ text }) => variablesIn(text).length > 0);
}
