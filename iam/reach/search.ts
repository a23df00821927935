/**
 * Cases on which two worlds differ. A case is split by a key only where one of them cannot decide without it, so that
 * what is found is a region: every case that agrees with it on what was split.
 */
import { ACCESS_POINT_KEYS } from '../access-point';
import type { Judgement, Settled } from '../decide';
import type { StatementRef } from '../decision';
import { arnOf } from '../principal';
import { contextOf } from '../request-context';
import type { ActionClass } from './action-classes';
import { ABSENT, type Case, type Known, type Way, type Who } from './case';
import type { Judge } from './judge';
import type { Pair } from './pair';
import { atOnce, type Pausing } from './pausing';
import { presenceAt } from './presences';
import { isDerived } from './principals';
import type { ResourceClass } from './resource-classes';
import type { Presence } from './sent-keys';

/** Where both worlds are asked: all but the request's keys. */
export interface Root {
  readonly who: Who;
  readonly action: ActionClass;
  readonly resource: ResourceClass;
  readonly way: Way | undefined;
}

export interface Leaf {
  readonly root: Root;
  readonly known: Known;
  /** The keys by which the case was split. */
  readonly split: readonly string[];
  /** What became known by it. */
  readonly patched: Known;
  /** The one world's permission, and the other's denial. */
  readonly yes: Settled;
  readonly no: Settled;
}

/** Where the one world allows and the other denies, and what is settled there. */
interface Quest {
  readonly root: Root;
  readonly base: Known;
  readonly yes: Judge;
  readonly no: Judge;
  readonly found: Leaf[];
  /** How many leaves are enough. */
  readonly most: number;
}

/** All that a key may hold. */
export type ValuesOfKey = readonly (string | readonly string[])[];

/** What could not be told. */
export interface Unclear {
  readonly why: string;
  readonly root?: Root;
  readonly statements: readonly StatementRef[];
}

const MOST_DECISIONS = 50_000;
/** Between two pauses lie so many decisions, a millisecond or two. */
const DECISIONS_BETWEEN_PAUSES = 64;

export class Search {
  decisions = 0;
  private readonly values = new Map<string, Map<Presence, ValuesOfKey>>();
  private readonly settled = new Map<string, Known>();
  private readonly notes = new Map<string, Unclear>();

  constructor(private readonly pair: Pair) {}

  get unclear(): readonly Unclear[] {
    return [...this.notes.values()];
  }

  /** `most`: how many leaves are enough. */
  *leaves(root: Root, yes: Judge, no: Judge, most = Number.POSITIVE_INFINITY): Pausing<readonly Leaf[]> {
    const found: Leaf[] = [];
    yield* this.explore({ root, yes, no, found, most, base: this.knownAt(root) }, {}, []);
    return found;
  }

  /** What was found elsewhere, at a place that is alike; which statements decide is asked there. */
  leafAt(root: Root, leaf: Leaf, yes: Judge, no: Judge): Leaf {
    const known = this.contextAt(root, leaf.patched);
    const asked = caseAt(root, known);
    return {
      ...leaf,
      root,
      known,
      yes: { outcome: leaf.yes.outcome, decision: () => yes(asked).decision() },
      no: { outcome: leaf.no.outcome, decision: () => no(asked).decision() },
    };
  }

  /** A context in which the world allows, by what must be known beside; undefined where it never does. */
  *allowed(root: Root, judge: Judge): Pausing<Known | undefined> {
    const [leaf] = yield* this.leaves(root, judge, DENIES, 1);
    return leaf?.patched;
  }

  contextAt(root: Root, patched: Known): Known {
    return { ...this.knownAt(root), ...patched };
  }

  note(unclear: Unclear): void {
    const key = JSON.stringify([unclear.why, unclear.statements]);
    if (!this.notes.has(key)) this.notes.set(key, unclear);
  }

  private *explore(quest: Quest, patched: Known, split: readonly string[]): Pausing<void> {
    const { root, yes, no, found, most, base } = quest;
    if (found.length >= most) return;
    if (this.decisions > MOST_DECISIONS) {
      this.note({ why: 'more cases than could be looked at', root, statements: [] });
      return;
    }
    this.decisions += 2;
    if (this.decisions % DECISIONS_BETWEEN_PAUSES === 0) yield;
    const known = { ...base, ...patched };
    const asked = caseAt(root, known);
    const allowing = yes(asked);
    if (allowing.outcome === 'denied') return;
    const denying = no(asked);
    if (denying.outcome === 'allowed') return;
    if (allowing.outcome === 'allowed' && denying.outcome === 'denied') {
      found.push({ root, known, split, patched, yes: allowing, no: denying });
      return;
    }
    const key = this.keyToSplit(known, [allowing, denying]);
    if (key === undefined) this.noteUndecided(root, [allowing, denying]);
    else
      for (const patch of yield* this.patchesOf(root, key, known))
        yield* this.explore(quest, { ...patched, ...patch }, [...split, key]);
  }

  /** Keys of variables first: with them it becomes known what other keys are compared with. */
  private keyToSplit(known: Known, judgements: readonly Judgement[]): string | undefined {
    const isOpen = (key: string): boolean =>
      known[key] === undefined && !isDerived(key) && !IN_REQUEST.has(key);
    for (const judgement of judgements) {
      if (judgement.outcome !== 'undecided') continue;
      const keys = judgement.unknownKeys().filter((key) => known[key] === undefined);
      const key =
        keys.find((each) => this.pair.variables.has(each)) ??
        keys.flatMap((each) => this.pair.keyValues.comparedWith(each)).find(isOpen) ??
        keys[0];
      if (key !== undefined) return key;
    }
    return undefined;
  }

  /** All that a key may hold where nothing else is known. */
  valuesAt(root: Root, key: string): ValuesOfKey {
    const make = (): ValuesOfKey =>
      atOnce(this.patchesOf(root, key, {})).map((patch) => patch[key] ?? ABSENT);
    if (this.pair.keyValues.hangsOnOthers(key)) return make();
    const ofKey = this.values.get(key) ?? new Map<Presence, ValuesOfKey>();
    this.values.set(key, ofKey);
    const presence = presenceAt(root, key);
    const values = ofKey.get(presence) ?? make();
    ofKey.set(presence, values);
    return values;
  }

  private *patchesOf(root: Root, key: string, known: Known): Pausing<readonly Known[]> {
    const { principal } = root.who;
    const { account } = root.resource;
    const request = { principal, action: root.action.name, resource: { arn: '*' }, context: {} };
    const base = contextOf(request, account);
    const presence = presenceAt(root, key);
    const { patches, complete } = yield* this.pair.keyValues.classesOf(key, known, presence, base);
    if (!complete) this.note({ why: `not every value of ${key} could be looked at`, root, statements: [] });
    return patches;
  }

  /** What is settled by who asks for what. */
  private knownAt(root: Root): Known {
    const { who, action, resource } = root;
    const isLocal = resource.isOwnBucket || resource.kind === 'key';
    const name = `${who.principal.kind} ${who.backing} ${action.name} ${isLocal}`;
    const found = this.settled.get(name) ?? this.settle(root, isLocal);
    this.settled.set(name, found);
    return found;
  }

  private settle(root: Root, isLocal: boolean): Known {
    const { here, things, keys } = this.pair;
    const known: Record<string, string | readonly string[]> = {};
    for (const key of keys)
      if (!isDerived(key) && !IN_REQUEST.has(key) && presenceAt(root, key) === 'never') known[key] = ABSENT;
    if (isLocal && keys.includes(REGION)) known[REGION] = things.region;
    const organization = here.world.organization?.id;
    const isOurs = root.who.backing !== 'foreign';
    if (isOurs && organization !== undefined && keys.includes(ORGANIZATION))
      known[ORGANIZATION] = organization;
    if (root.who.backing === 'actor') this.settleTags(known);
    return known;
  }

  /** The role's tags are each world's own, so that no case has to say them. */
  private settleTags(known: Record<string, string | readonly string[]>): void {
    const { here, there, keys } = this.pair;
    if (here.world.actor?.tags === undefined || there.world.actor?.tags === undefined) return;
    for (const key of keys) if (key.startsWith(TAG)) known[key] = ABSENT;
  }

  private noteUndecided(root: Root, judgements: readonly Judgement[]): void {
    const statements = judgements.flatMap((judgement) => {
      const decision = judgement.decision();
      return decision.outcome === 'undecided'
        ? decision.reason.statements.map(({ statement }) => statement)
        : [];
    });
    this.note({ why: 'a statement that could not be judged', root, statements });
  }
}

/** `known`: all that is settled and tried of its keys. */
export function caseAt({ who, action, resource, way }: Root, known: Known): Case {
  return {
    principal: who.principal,
    backing: who.backing,
    action: action.name,
    resource: { arn: resource.arn, account: resource.account },
    way,
    context: known,
    complete: false,
  };
}

const DENIES: Judge = ({ principal, action, resource }) => ({
  outcome: 'denied',
  decision: () => ({
    outcome: 'denied',
    reason: { kind: 'no-allow', layer: 'identity' },
    request: { principal: arnOf(principal), action, resource: resource.arn },
  }),
});

const TAG = 'aws:principaltag/';
const REGION = 'aws:requestedregion';
const ORGANIZATION = 'aws:principalorgid';
/** What the way and the resource settle, and to KMS who asks. */
const IN_REQUEST: ReadonlySet<string> = new Set([
  ...ACCESS_POINT_KEYS,
  ...['s3:resourceaccount', 'aws:resourceaccount', 'kms:calleraccount'],
]);
