/** The access keys that the embedded AWS knows, and who comes with each. */
import { createHmac, randomBytes } from 'node:crypto';

/** Who makes a request. */
export type Caller = Root | User | RoleSession | FederatedUser | Anonymous;

export interface Root {
  readonly kind: 'root';
  readonly account: string;
  /** Only with temporary credentials, from GetSessionToken. Milliseconds since the epoch. */
  readonly issuedAt?: number;
}

export interface User {
  readonly kind: 'user';
  readonly account: string;
  readonly name: string;
  /** Only with temporary credentials, from GetSessionToken. Milliseconds since the epoch. */
  readonly issuedAt?: number;
}

/** What every session has, whatever it is a session of. */
interface Session {
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The policies passed when it was made, which only take away: JSON documents and managed policies' ARNs. */
  readonly policies: readonly string[];
  readonly policyArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface RoleSession extends Session {
  readonly kind: 'role-session';
  readonly roleName: string;
  /** `AROA…`. A role made anew under the old name has another one, and the session dies with the old. */
  readonly roleId: string;
  readonly sessionName: string;
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
}

export interface FederatedUser extends Session {
  readonly kind: 'federated-user';
  readonly name: string;
  /** The user whose rights bound the session's; undefined where the account's root user asked for it. */
  readonly userName: string | undefined;
}

export interface Anonymous {
  readonly kind: 'anonymous';
}

export interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Temporary credentials count only together with their token. */
  readonly sessionToken?: string;
  /** Milliseconds since the epoch. */
  readonly issuedAt?: number;
  readonly expiresAt?: number;
  readonly caller: Exclude<Caller, Anonymous>;
}

const ROOT_KEY = /^AKIAROOT(?<account>\d{12})$/;

/**
 * The root credentials of any account, which need not be registered: they follow from the account's number and from what
 * only this start knows. Without that, any program on the machine and any page in a browser could sign as root.
 */
export function rootKey(account: string, startSecret: string): Key {
  if (!/^\d{12}$/.test(account)) throw new Error(`an AWS account has 12 digits: ${account}`);
  const secretAccessKey = createHmac('sha256', startSecret)
    .update(`root of ${account}`)
    .digest('base64url')
    .slice(0, 40);
  return { accessKeyId: `AKIAROOT${account}`, secretAccessKey, caller: { kind: 'root', account } };
}

/** When a key last signed a request, and where. */
export interface KeyUse {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly service: string;
  readonly region: string;
}

export interface KeyOfRoot {
  readonly accessKeyId: string;
  readonly isActive: boolean;
  /** Whether it was made by CreateAccessKey, and so can be switched off and deleted. */
  readonly isMade: boolean;
}

/** What is left of credentials between two starts. */
export interface KeptCredentials {
  readonly active: readonly Key[];
  readonly inactive: readonly Key[];
  /** By access key id. */
  readonly uses: ReadonlyMap<string, KeyUse>;
}

export class Credentials {
  readonly #keys = new Map<string, Key>();
  readonly #uses = new Map<string, KeyUse>();
  readonly #inactive = new Map<string, Key>();
  readonly #startSecret: string;

  /** `startSecret`: see {@link rootKey}. */
  constructor(startSecret: string) {
    this.#startSecret = startSecret;
  }

  find(accessKeyId: string): Key | undefined {
    const root = ROOT_KEY.exec(accessKeyId)?.groups?.account;
    return root ? rootKey(root, this.#startSecret) : this.#keys.get(accessKeyId);
  }

  /** Without those that have expired: milliseconds since the epoch. */
  kept(now: number): KeptCredentials {
    const lasts = ({ expiresAt = Number.POSITIVE_INFINITY }: Key) => now < expiresAt;
    const active = [...this.#keys.values()].filter(lasts);
    return { active, inactive: [...this.#inactive.values()], uses: this.#uses };
  }

  restore({ active, inactive, uses }: KeptCredentials): void {
    for (const key of active) this.#keys.set(key.accessKeyId, key);
    for (const key of inactive) this.#inactive.set(key.accessKeyId, key);
    for (const [id, use] of uses) this.#uses.set(id, use);
  }

  noteUse(accessKeyId: string, use: KeyUse): void {
    this.#uses.set(accessKeyId, use);
  }

  lastUse(accessKeyId: string): KeyUse | undefined {
    return this.#uses.get(accessKeyId);
  }

  learn(key: Key): void {
    this.#keys.set(key.accessKeyId, key);
  }

  /** Keys that were switched off are unknown until they are switched on again. */
  setActive(accessKeyId: string, active: boolean): void {
    const key = this.#keys.get(accessKeyId) ?? this.#inactive.get(accessKeyId);
    if (!key) return;
    this.#keys.delete(accessKeyId);
    this.#inactive.delete(accessKeyId);
    (active ? this.#keys : this.#inactive).set(accessKeyId, key);
  }

  renameUser(account: string, from: string, to: string): void {
    for (const keys of [this.#keys, this.#inactive]) {
      for (const [id, key] of keys) {
        const { caller } = key;
        if (caller.kind === 'user' && isUser(caller, account, from))
          keys.set(id, { ...key, caller: { ...caller, name: to } });
      }
    }
  }

  forget(accessKeyId: string): void {
    this.#keys.delete(accessKeyId);
    this.#inactive.delete(accessKeyId);
  }

  /** A further key of a root user, beside the one that every account has. */
  makeRootKey(account: string): Key {
    const key: Key = {
      accessKeyId: `AKIA${randomId(16)}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      caller: { kind: 'root', account },
    };
    this.learn(key);
    return key;
  }

  /** The lasting keys of an account's root user; the first is the one that is always there. */
  keysOfRoot(account: string): readonly KeyOfRoot[] {
    const made = (keys: ReadonlyMap<string, Key>, isActive: boolean): readonly KeyOfRoot[] =>
      [...keys.values()]
        .filter(({ caller, expiresAt }) => isRootOf(caller, account) && expiresAt === undefined)
        .map(({ accessKeyId }) => ({ accessKeyId, isActive, isMade: true }));
    return [
      { accessKeyId: `AKIAROOT${account}`, isActive: true, isMade: false },
      ...made(this.#keys, true),
      ...made(this.#inactive, false),
    ];
  }

  /** The ids of a user's lasting keys, those that are switched off too. */
  keysOfUser(account: string, name: string): readonly string[] {
    return [...this.#keys.values(), ...this.#inactive.values()]
      .filter(({ caller, expiresAt }) => isUser(caller, account, name) && expiresAt === undefined)
      .map(({ accessKeyId }) => accessKeyId);
  }

  /** New temporary credentials: `ASIA` and 16 characters, a secret of 40, a token. */
  issue(caller: Key['caller'], issuedAt: number, expiresAt: number): Key & { sessionToken: string } {
    const key = {
      accessKeyId: `ASIA${randomId(16)}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: `FwoGZXIvYXdz${randomBytes(180).toString('base64')}`,
      issuedAt,
      expiresAt,
      caller,
    };
    this.learn(key);
    return key;
  }
}

function isRootOf(caller: Caller, account: string): boolean {
  return caller.kind === 'root' && caller.account === account;
}

function isUser(caller: Caller, account: string, name: string): boolean {
  return caller.kind === 'user' && caller.account === account && caller.name === name;
}

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An id of AWS's kind: capitals and digits. */
function randomId(length: number): string {
  return [...randomBytes(length)].map((byte) => ID_ALPHABET[byte % ID_ALPHABET.length]).join('');
}
