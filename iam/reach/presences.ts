/** Whether a key can come with a request, looked up once for each action and kind of principal. */
import type { Principal } from '../request';
import { type ActionClass, sends } from './action-classes';
import type { Who } from './case';
import { type Presence, presenceOf } from './sent-keys';

/** Classes of actions are the same for many pairs of worlds, and so is what comes with them. */
const presencesOf = new WeakMap<ActionClass, Map<Principal['kind'], Map<string, Presence>>>();

export class Presences {
  private readonly texts = new Map<ActionClass, Map<readonly string[], string>>();
  private readonly kinds: readonly Who[];

  /** `askers`: all who are asked about. */
  constructor(askers: readonly Who[]) {
    this.kinds = [...new Map(askers.map((who) => [who.principal.kind, who])).values()];
  }

  of(
    { who: { principal }, action }: { readonly who: Who; readonly action: ActionClass },
    key: string,
  ): Presence {
    const ofAction = presencesOf.get(action) ?? new Map<Principal['kind'], Map<string, Presence>>();
    presencesOf.set(action, ofAction);
    const presences = ofAction.get(principal.kind) ?? new Map<string, Presence>();
    ofAction.set(principal.kind, presences);
    const known = presences.get(key);
    if (known !== undefined) return known;
    const presence = presenceOf(key, {
      principal: principal.kind,
      action: action.name.toLowerCase(),
      isPublished: action.keys && sends({ keys: action.keys }, key),
    });
    presences.set(key, presence);
    return presence;
  }

  /** Of each of the keys, whether it can come with the action; of actions of which that is the same, the same text. */
  textOf(action: ActionClass, keys: readonly string[]): string {
    const known = this.texts.get(action) ?? new Map<readonly string[], string>();
    this.texts.set(action, known);
    const text =
      known.get(keys) ??
      this.kinds.flatMap((who) => keys.map((key) => this.of({ who, action }, key).charAt(0))).join('');
    known.set(keys, text);
    return text;
  }
}
