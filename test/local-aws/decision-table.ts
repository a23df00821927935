/**
 * The decision table: what AWS documents, asked of the embedded AWS by real SDK clients. Each file under `decisions/`
 * is a chapter: what is there, and rows of who does what and what comes of it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Chapter {
  readonly title: string;
  readonly given: Given;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly name: string;
  /** AWS's page that says so. */
  readonly page: string;
  /** `root <account>`, `user <name>`, `session <name>` or `anonymous`. */
  readonly as: string;
  /** `s3:GetObject`: a client and the operation's name. */
  readonly do: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly expect: Expected;
  /** Part of the message that a refusal must have. */
  readonly because?: string;
  /** Part of what is answered; null for what must not be there. */
  readonly output?: Readonly<Record<string, unknown>>;
  /** A text that stands somewhere in what is answered, percent-encoded or not. */
  readonly shows?: string;
  /** Over the port that counts as plain HTTP. */
  readonly plainHttp?: true;
  /** How much later than everything before, in seconds. */
  readonly later?: number;
  /** The region for which to sign. */
  readonly region?: string;
  /** How far the client's clock is off, in seconds. */
  readonly clockOffset?: number;
  /** What is wrong with the credentials. */
  readonly flaw?: 'wrong secret' | 'unknown key' | 'no token' | 'wrong token';
  /** Done by the account's root user before. */
  readonly before?: {
    readonly as: string;
    readonly do: string;
    readonly with: Readonly<Record<string, unknown>>;
  }[];
}

/** `allowed`, or an error's code; of a DeleteObjects the keys that are refused. */
export type Expected = string | { readonly refusedKeys: readonly string[] };

/** What came of a row. */
export interface Result {
  /** `allowed`, or the error's code. */
  readonly outcome: string;
  readonly message: string;
  readonly refusedKeys: readonly string[];
  readonly output: Readonly<Record<string, unknown>>;
}

export function isAsExpected(
  { expect, because = '', output: part, shows }: Row,
  { outcome, message, refusedKeys, output }: Result,
): boolean {
  if (part !== undefined && !holds(output, part)) return false;
  if (shows !== undefined && !decodeURIComponent(JSON.stringify(output)).includes(shows)) return false;
  if (typeof expect === 'string') return outcome === expect && message.includes(because);
  return outcome === 'allowed' && refusedKeys.join() === expect.refusedKeys.join();
}

/** Whether all that `part` has is in the value, too, and what it has as null is not. */
function holds(value: unknown, part: unknown): boolean {
  if (part === null) return value === undefined;
  if (typeof part !== 'object') return value === part;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(part).every(([name, wanted]) =>
    holds((value as Readonly<Record<string, unknown>>)[name], wanted),
  );
}

/** Statements without their document. */
export type Statements = readonly Readonly<Record<string, unknown>>[];

export interface Given {
  readonly users?: readonly GivenUser[];
  readonly roles?: readonly GivenRole[];
  readonly sessions?: readonly GivenSession[];
  readonly keys?: readonly GivenKey[];
  readonly buckets?: readonly GivenBucket[];
  readonly accessPoints?: readonly GivenAccessPoint[];
}

interface GivenEntity {
  readonly name: string;
  readonly account: string;
  readonly path?: string;
  readonly allow?: Statements;
  readonly boundary?: Statements;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface GivenUser extends GivenEntity {
  readonly group?: Statements;
  /** ARNs of managed policies. */
  readonly attached?: readonly string[];
}

export interface GivenRole extends GivenEntity {
  readonly trust: Statements;
  readonly maxSessionDuration?: number;
}

export interface GivenSession {
  readonly name: string;
  /** Who assumes the role: `user <name>` or `session <name>`. */
  readonly by: string;
  readonly role: string;
  readonly seconds?: number;
  readonly policy?: Statements;
}

export interface GivenKey {
  /** Rows call it `{key:<name>}`. */
  readonly name: string;
  readonly account: string;
  readonly policy?: Statements;
  readonly disabled?: true;
}

export interface GivenBucket {
  readonly name: string;
  readonly account: string;
  readonly region?: string;
  readonly policy?: Statements;
  /** False switches all four blocks off; all are on where not given. */
  readonly blockPublicAccess?: false | Readonly<Record<string, boolean>>;
  readonly versioned?: true;
  readonly ownership?: string;
  /** A key's name. */
  readonly key?: string;
  readonly bucketKey?: boolean;
  readonly objects?: readonly string[];
}

export interface GivenAccessPoint {
  /** Rows call its ARN `{point:<name>}` and its alias `{alias:<name>}`. */
  readonly name: string;
  readonly account: string;
  readonly bucket: string;
  readonly policy?: Statements;
  readonly vpc?: string;
}

/** The accounts of the table. Files call them `{customer}` and so on. */
const ACCOUNTS = {
  customer: '111122223333',
  vendor: '999988887777',
  stranger: '444455556666',
} as const;

export type Names = Readonly<Record<string, string>>;

/**
 * Replaces `{name}` in every text of a value, and `{x:100}` by a hundred letters. Names that are not known stay: policy
 * variables have braces too.
 */
export function fill<T>(value: T, names: Names): T {
  const filled = (text: string) =>
    text.replace(/(?<!\$)\{([\w:.-]+)\}/g, (whole, name: string) => names[name] ?? letters(name) ?? whole);
  if (typeof value === 'string') return filled(value) as T;
  if (Array.isArray(value)) return value.map((one) => fill(one, names)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [filled(key), fill(one, names)])) as T;
}

function letters(name: string): string | undefined {
  const count = /^x:(\d+)$/.exec(name)?.[1];
  return count === undefined ? undefined : 'x'.repeat(Number(count));
}

export function document(statements: Statements): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const FOLDER = join(__dirname, 'decisions');

export function chapters(): Chapter[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => fill(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Chapter, ACCOUNTS));
}
