/** What IAM refuses because of what is there already, and moto lets happen. */

import { askIam } from './iam-directory';
import type { IamState } from './iam-state';
import type { Query } from './message';
import type { Moto } from './moto';
import { Refusal } from './refusal';
import { childrenOf, find, parseXml } from './xml';

/** The names that an account's users, groups, roles and policies have: told apart, but not by case alone. */
export class NamesInUse {
  /** By account, kind and the name in lower case. */
  readonly #names = new Map<string, string>();

  kept(): ReadonlyMap<string, string> {
    return this.#names;
  }

  restore(names: ReadonlyMap<string, string>): void {
    for (const [id, name] of names) this.#names.set(id, name);
  }

  take(account: string, kind: string, name: string): void {
    this.#names.set(idOf(account, kind, name), name);
  }

  free(account: string, kind: string, name: string): void {
    this.#names.delete(idOf(account, kind, name));
  }

  holder(account: string, kind: string, name: string): string | undefined {
    return this.#names.get(idOf(account, kind, name));
  }
}

function idOf(account: string, kind: string, name: string): string {
  return `${account} ${kind} ${name.toLowerCase()}`;
}

const NAMED = /^(?<verb>Create|Update|Delete)(?<kind>Group|InstanceProfile|Policy|Role|User)$/;

interface Naming {
  readonly kind: string;
  /** What the operation makes, or renames to. */
  readonly given: string | undefined;
  /** What it takes away, or renames. */
  readonly taken: string | undefined;
}

function namingOf(action: string, form: Query): Naming | undefined {
  const { verb, kind = '' } = NAMED.exec(action)?.groups ?? {};
  if (verb === undefined) return undefined;
  const arn = form.get('PolicyArn');
  const own = form.get(`${kind}Name`) ?? arn?.slice(arn.lastIndexOf('/') + 1);
  if (verb === 'Create') return { kind, given: own, taken: undefined };
  return verb === 'Delete'
    ? { kind, given: undefined, taken: own }
    : { kind, given: form.get(`New${kind}Name`), taken: own };
}

/**
 * Throws where a name is taken by one that differs by case at most.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 */
export function checkName(names: NamesInUse, account: string, action: string, form: Query): void {
  const { kind = '', given, taken } = namingOf(action, form) ?? {};
  const holder = given === undefined ? undefined : names.holder(account, kind, given);
  if (holder === undefined || holder === taken) return;
  throw new Refusal(409, 'EntityAlreadyExists', `${kind} with name ${given} already exists.`);
}

/** To be called when it is done. */
export function noteName(names: NamesInUse, account: string, action: string, form: Query): void {
  const { kind = '', given, taken } = namingOf(action, form) ?? {};
  if (given === undefined && /^Update/.test(action)) return;
  if (taken !== undefined) names.free(account, kind, taken);
  if (given !== undefined) names.take(account, kind, given);
}

/** `keysOf`: the access keys of a user. Throws where something has to be taken off what is to be deleted. */
export function checkDeletion(
  state: IamState,
  action: string,
  form: Query,
  keysOf: (userName: string) => readonly string[],
): void {
  const held = heldBy(state, action, form, keysOf);
  if (held !== undefined) throw conflict(held);
}

function conflict(held: string): Refusal {
  return new Refusal(409, 'DeleteConflict', `Cannot delete entity, must ${held} first.`);
}

/** What moto keeps of a user's, and forgets with the user: the operation that lists it, where it lists it, and AWS's word. */
const KEPT_OF_USERS = [
  ['ListMFADevices', 'MFADevices', 'deactivate MFA device'],
  ['ListSSHPublicKeys', 'SSHPublicKeys', 'delete SSH public keys'],
  ['ListSigningCertificates', 'Certificates', 'delete signing certificates'],
] as const;

/** As {@link checkDeletion}, of a user's devices, keys and certificates. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
export async function checkUserIsBare(moto: Moto, account: string, UserName: string): Promise<void> {
  for (const [Action, list, held] of KEPT_OF_USERS) {
    const { body } = await askIam(moto, account, { Action, UserName });
    const kept = find(parseXml(body.toString()), `${Action}Result`, list);
    if (childrenOf(kept, 'member').length > 0) throw conflict(held);
  }
}

/**
 * What has to be taken off an entity before it can be deleted.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html
 */
function heldBy(
  state: IamState,
  action: string,
  form: Query,
  keysOf: (userName: string) => readonly string[],
): string | undefined {
  const group = form.get('GroupName') ?? '';
  const user = form.get('UserName') ?? '';
  const policy = form.get('PolicyArn') ?? '';
  const users = [...state.users.values()];
  switch (action) {
    case 'DeleteGroup': {
      const { inline = [], attached = [] } = state.groups.get(group) ?? {};
      if (users.some(({ groups }) => groups.includes(group))) return 'remove users from group';
      if (attached.length > 0) return 'detach all policies';
      return inline.length > 0 ? 'delete policies' : undefined;
    }
    case 'DeleteUser': {
      if ((state.users.get(user)?.groups ?? []).length > 0) return 'remove users from group';
      return keysOf(user).length > 0 ? 'delete access keys' : undefined;
    }
    case 'DeletePolicy': {
      const entities = [...users, ...state.roles.values(), ...state.groups.values()];
      const isUsed = entities.some(
        (entity) => entity.attached.includes(policy) || ('boundary' in entity && entity.boundary === policy),
      );
      return isUsed ? 'detach all policies' : undefined;
    }
    default:
      return undefined;
  }
}
