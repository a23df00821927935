/** Collects what statements ask for on one bucket. */
import { ACCESSES, type Access } from '../../config/values/access';
import { extraActionProblem } from '../../config/values/extra-action';
import { prefixProblem } from '../../config/values/prefix';
import { OBJECT_ACTIONS } from '../../policies/s3-actions';
import type { AskedGrant, NotGranted, OpenGrant } from './asked-grants';
import { placeholderIn } from './placeholder';
import { holdsReference } from './reading/reference';

/** What is asked for below one prefix. */
interface Entry {
  readonly words: Map<Access, Wish>;
  readonly objectActions: Map<string, Wish>;
}

/** `why`: what keeps it from being granted as it stands; undefined where nothing does. */
interface Wish {
  readonly start: number;
  readonly why: string | undefined;
}

export interface SettledGrants {
  readonly grants: readonly AskedGrant[];
  readonly open: readonly OpenGrant[];
  readonly notGranted: readonly NotGranted[];
}

export class GrantDraft {
  private readonly byPrefix = new Map<string, Entry>();

  get isEmpty(): boolean {
    return this.byPrefix.size === 0;
  }

  addWord(prefix: string, word: Access, wish: Wish): void {
    addWish(this.entry(prefix).words, word, wish);
  }

  addAction(prefix: string, action: string, wish: Wish): void {
    addWish(this.entry(prefix).objectActions, action, wish);
  }

  /** Marks what is asked for as open where `why` tells a reason. */
  restrict(why: (prefix: string, action: Access | string) => string | undefined): void {
    for (const [prefix, { words, objectActions }] of this.byPrefix)
      for (const wishes of [words, objectActions] as Map<string, Wish>[])
        for (const [action, wish] of wishes)
          wishes.set(action, { ...wish, why: wish.why ?? why(prefix, action) });
  }

  settled(): SettledGrants {
    const notGranted: NotGranted[] = [];
    this.narrowListing(notGranted);
    const grants: AskedGrant[] = [];
    const open: OpenGrant[] = [];
    for (const [prefix, entry] of [...this.byPrefix].sort(([one], [other]) => one.length - other.length)) {
      const wrong = prefixWhy(prefix);
      const free = grantOf(prefix, entry, (why) => why === undefined && wrong === undefined);
      if (free) {
        const kept = withoutRefused(free, startOf(entry), notGranted);
        if (kept) this.place(kept, startOf(entry), grants, open);
      }
      const reasons = new Set(wishesOf(entry).flatMap(({ why = wrong }) => why ?? []));
      for (const reason of reasons) {
        const held = grantOf(prefix, entry, (why) => (why ?? wrong) === reason);
        if (held) open.push({ ...held, start: startOf(entry), why: reason });
      }
    }
    const order = [...this.byPrefix.keys()];
    grants.sort((one, other) => order.indexOf(one.prefix) - order.indexOf(other.prefix));
    return { grants, open, notGranted };
  }

  /** A tenant's prefixes are disjoint, for grants add up: one within another is left out where it says nothing new. */
  private place(grant: AskedGrant, start: number, grants: AskedGrant[], open: OpenGrant[]): void {
    const outer = grants.find(({ prefix }) => grant.prefix.startsWith(prefix));
    if (!outer) {
      grants.push(grant);
      return;
    }
    const isSaid =
      grant.allow.every((word) => outer.allow.includes(word)) &&
      grant.extraActions.every((action) => outer.extraActions.includes(action));
    const around = outer.prefix === '' ? 'the whole bucket' : outer.prefix;
    if (!isSaid)
      open.push({ ...grant, start, why: `lies within ${around}, and a tenant's prefixes must not overlap` });
  }

  /** Who lists the whole bucket and uses objects below some prefixes needs to list below these. */
  private narrowListing(notGranted: NotGranted[]): void {
    const whole = this.byPrefix.get('');
    const list = whole?.words.get('list');
    const others = [...this.byPrefix.keys()].filter((prefix) => prefix !== '');
    if (!whole || !list || whole.words.size > 1 || whole.objectActions.size > 0 || others.length === 0)
      return;
    this.byPrefix.delete('');
    for (const prefix of others) this.addWord(prefix, 'list', list);
    const why = `without s3:prefix lists the whole bucket; granted is what is below ${others.join(' and ')}`;
    notGranted.push({ start: list.start, what: 's3:ListBucket', why });
  }

  private entry(prefix: string): Entry {
    const entry = this.byPrefix.get(prefix) ?? { words: new Map(), objectActions: new Map() };
    this.byPrefix.set(prefix, entry);
    return entry;
  }
}

/** Asked for twice, once without a reason against it, it is granted. */
function addWish<T>(wishes: Map<T, Wish>, key: T, wish: Wish): void {
  const known = wishes.get(key);
  if (!known || (known.why !== undefined && wish.why === undefined)) wishes.set(key, wish);
}

function wishesOf({ words, objectActions }: Entry): readonly Wish[] {
  return [...words.values(), ...objectActions.values()];
}

function startOf(entry: Entry): number {
  return Math.min(...wishesOf(entry).map(({ start }) => start));
}

/** What a word brings by itself is no extra. */
function grantOf(
  prefix: string,
  { words, objectActions }: Entry,
  takes: (why: string | undefined) => boolean,
): AskedGrant | undefined {
  const allow = ACCESSES.filter((word) => {
    const wish = words.get(word);
    return wish !== undefined && takes(wish.why);
  });
  const brought = new Set(allow.flatMap((word) => OBJECT_ACTIONS[word]));
  const extraActions = [...objectActions].flatMap(([action, { why }]) =>
    takes(why) && !brought.has(action) ? [action] : [],
  );
  return allow.length + extraActions.length === 0 ? undefined : { prefix, allow, extraActions };
}

/** Why a prefix cannot stand in a tenant's file. */
function prefixWhy(prefix: string): string | undefined {
  const placeholder = placeholderIn(prefix);
  if (placeholder !== undefined) return `put the real prefix in the place of ${placeholder}`;
  if (holdsReference(prefix)) return 'put the prefix that the template fills in';
  return prefixProblem(prefix);
}

/** Without the actions that a tenant's file refuses; undefined where nothing is left. */
function withoutRefused(grant: AskedGrant, start: number, notGranted: NotGranted[]): AskedGrant | undefined {
  const extraActions = grant.extraActions.filter((action) => {
    const problem = extraActionProblem(action);
    if (problem === undefined) return true;
    notGranted.push({ start, what: action, why: `is not granted: ${problem}` });
    return false;
  });
  if (grant.allow.length > 0) return { ...grant, extraActions };
  for (const action of extraActions)
    notGranted.push({
      start,
      what: action,
      why: 'is not granted by itself: a grant allows get, put, list or delete',
    });
  return undefined;
}
