/** Whether a key can come with a request, looked up once for each class of actions and kind of principal. */
import type { Principal } from '../request';
import { type ActionClass, sends } from './action-classes';
import type { Who } from './case';
import { type Presence, presenceOf } from './sent-keys';

type ByKind = Readonly<Record<Principal['kind'], Presence>>;

/** Of a key with an action. */
interface Presences {
  readonly byKind: ByKind;
  /** For actions and keys of which that is the same, the same. */
  readonly text: string;
}

/** Classes of actions are the same for many pairs of worlds. */
const known = new WeakMap<ActionClass, Map<string, Presences>>();

/** `key` in lower case. */
export function presenceAt(
  { who: { principal }, action }: { readonly who: Who; readonly action: ActionClass },
  key: string,
): Presence {
  return presencesOf(action, key).byKind[principal.kind];
}

/** Of each of the keys, whether it can come with the action; of actions of which that is the same, the same text. */
export function presencesText(action: ActionClass, keys: readonly string[]): string {
  let text = '';
  for (const key of keys) text += presencesOf(action, key).text;
  return text;
}

function presencesOf(action: ActionClass, key: string): Presences {
  const ofAction = known.get(action) ?? new Map<string, Presences>();
  known.set(action, ofAction);
  const presences = ofAction.get(key) ?? makePresences(action, key);
  ofAction.set(key, presences);
  return presences;
}

function makePresences({ name, keys }: ActionClass, key: string): Presences {
  const isPublished = keys && sends({ keys }, key);
  const of = (principal: Principal['kind']): Presence =>
    presenceOf(key, { principal, action: name.toLowerCase(), isPublished });
  const byKind: ByKind = {
    anonymous: of('anonymous'),
    service: of('service'),
    federated: of('federated'),
    root: of('root'),
    user: of('user'),
    'role-session': of('role-session'),
    'federated-user': of('federated-user'),
  };
  return {
    byKind,
    text: Object.values(byKind)
      .map((presence) => presence.charAt(0))
      .join(''),
  };
}
