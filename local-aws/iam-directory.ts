/** Every account's IAM, read from moto when it changed, and as of when it acts. */
import { documentOf, type IamState, NO_IAM, parseIamState } from './iam-state';
import type { Answer } from './message';
import type { Moto } from './moto';
import { parseXml, textOf } from './xml';

interface Snapshot {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly state: IamState;
}

/** What moto does not tell of IAM. */
export interface KeptDirectory {
  readonly accounts: readonly string[];
  readonly userBoundaries: ReadonlyMap<string, Map<string, string>>;
}

export class IamDirectory {
  readonly #moto: Moto;
  readonly #now: () => number;
  readonly #delay: number;
  /** The newest last. Only the newest is kept where changes act at once. */
  readonly #snapshots = new Map<string, Snapshot[]>();
  readonly #reading = new Map<string, Promise<IamState>>();
  /** By account, then by user: moto tells them of roles only. */
  readonly #userBoundaries = new Map<string, Map<string, string>>();
  readonly #awsPolicies = new Map<string, Promise<string | undefined>>();

  /** `delaySeconds`: how long a change takes to act, as AWS's IAM is eventually consistent. */
  constructor(moto: Moto, now: () => number, delaySeconds: number) {
    this.#moto = moto;
    this.#now = now;
    this.#delay = delaySeconds * 1000;
  }

  /** Whether anybody ever made anything in the account's IAM, so that we know who exists there. */
  hosts(account: string): boolean {
    return this.#snapshots.has(account);
  }

  accounts(): string[] {
    return [...this.#snapshots.keys()];
  }

  kept(): KeptDirectory {
    return { accounts: this.accounts(), userBoundaries: this.#userBoundaries };
  }

  /** Whatever was still to act at the last end acts now. */
  async restore({ accounts, userBoundaries }: KeptDirectory): Promise<void> {
    for (const [account, boundaries] of userBoundaries) this.#userBoundaries.set(account, boundaries);
    for (const account of accounts) {
      const kept: Snapshot[] = [];
      this.#snapshots.set(account, kept);
      if (this.#delay > 0) kept.push({ since: Number.NEGATIVE_INFINITY, state: await this.#newest(account) });
    }
  }

  /** What acts now. */
  async state(account: string): Promise<IamState> {
    const snapshots = this.#snapshots.get(account);
    if (!snapshots) return NO_IAM;
    if (this.#delay === 0) return this.#newest(account);
    const effective = this.#now() - this.#delay;
    return snapshots.findLast(({ since }) => since <= effective)?.state ?? NO_IAM;
  }

  /** What is written, whether it acts already or not. */
  async written(account: string): Promise<IamState> {
    return this.hosts(account) ? this.#newest(account) : NO_IAM;
  }

  /** To be called after every change of an account's IAM. */
  async changed(account: string): Promise<void> {
    const kept = this.#delay === 0 ? [] : this.#stillOfUse(account);
    this.#reading.delete(account);
    this.#snapshots.set(account, kept);
    if (this.#delay > 0) {
      const state = await this.#newest(account);
      kept.push({ since: this.#now(), state });
    }
  }

  /** The snapshot that acts now, and those that are to act. */
  #stillOfUse(account: string): Snapshot[] {
    const snapshots = this.#snapshots.get(account) ?? [];
    const effective = this.#now() - this.#delay;
    return snapshots.slice(
      Math.max(
        0,
        snapshots.findLastIndex(({ since }) => since <= effective),
      ),
    );
  }

  setUserBoundary(account: string, user: string, policyArn: string | undefined): void {
    const boundaries = this.#boundariesIn(account);
    if (policyArn === undefined) boundaries.delete(user);
    else boundaries.set(user, policyArn);
  }

  /** The ARN of the policy; undefined for a user without one. */
  userBoundary(account: string, user: string): string | undefined {
    return this.#boundariesIn(account).get(user);
  }

  renameUser(account: string, from: string, to: string): void {
    const boundary = this.#boundariesIn(account).get(from);
    this.setUserBoundary(account, from, undefined);
    this.setUserBoundary(account, to, boundary);
  }

  #boundariesIn(account: string): Map<string, string> {
    const boundaries = this.#userBoundaries.get(account) ?? new Map<string, string>();
    this.#userBoundaries.set(account, boundaries);
    return boundaries;
  }

  #newest(account: string): Promise<IamState> {
    const known = this.#reading.get(account);
    if (known) return known;
    const reading = askIam(this.#moto, account, {
      Action: 'GetAccountAuthorizationDetails',
      ...filters('Role', 'User', 'Group', 'LocalManagedPolicy'),
    }).then(({ status, body }) => {
      // Nobody must be taken for absent because moto does not answer.
      if (status >= 300) throw new Error(`moto does not tell the IAM of ${account}: ${body.toString()}`);
      return parseIamState(body.toString(), this.#boundariesIn(account));
    });
    this.#reading.set(account, reading);
    reading.catch(() => this.#reading.delete(account));
    return reading;
  }

  /** A managed policy's default version: the account's own or one of AWS's. */
  async managedPolicy(account: string, arn: string): Promise<string | undefined> {
    const own = (await this.state(account)).managedPolicies.get(arn);
    if (own !== undefined || !arn.startsWith('arn:aws:iam::aws:')) return own;
    const known = this.#awsPolicies.get(arn) ?? this.#readAwsPolicy(account, arn);
    this.#awsPolicies.set(arn, known);
    return known;
  }

  async #readAwsPolicy(account: string, arn: string): Promise<string | undefined> {
    const policy = await askIam(this.#moto, account, { Action: 'GetPolicy', PolicyArn: arn });
    const path = ['GetPolicyResult', 'Policy', 'DefaultVersionId'] as const;
    const VersionId = textOf(parseXml(policy.body.toString()), ...path);
    if (VersionId === undefined) return undefined;
    const version = await askIam(this.#moto, account, {
      Action: 'GetPolicyVersion',
      PolicyArn: arn,
      VersionId,
    });
    const document = ['GetPolicyVersionResult', 'PolicyVersion', 'Document'] as const;
    return documentOf(textOf(parseXml(version.body.toString()), ...document));
  }
}

function filters(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [`Filter.member.${index + 1}`, name]));
}

/** Any IAM call, past the gate. */
export function askIam(moto: Moto, account: string, form: Record<string, string>): Promise<Answer> {
  return moto.send({
    service: 'iam',
    region: 'us-east-1',
    account,
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ Version: '2010-05-08', ...form }).toString(),
  });
}
