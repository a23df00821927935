/** What the last synthesis made, and of what: kept beside the stacks, so that only what changed is made again. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, digestOfFile } from './digest';
import { MANIFEST } from './manifest';
import { type StackOrder, stackFile } from './stack-order';

/** Its name in the folder of all stacks. */
const FILE = 's3-handshake.json';

/** All values are digests. */
export interface SynthesisedStack {
  readonly order: string;
  readonly text: string;
}

/** A synthesis of a whole project in which nothing was wrong. */
export interface WholeRecord {
  readonly project: string;
  readonly manifest: string;
  readonly names: readonly string[];
  /** Milliseconds since 1970: what a file may say depends on the day, and days do not go backwards. */
  readonly at: number;
}

export interface SynthesisRecord {
  /** Of the code that made all this; where it is another one, nothing of it counts. */
  readonly madeBy: string;
  readonly stacks: Readonly<Record<string, SynthesisedStack>>;
  readonly whole?: WholeRecord;
}

/** An empty one where there is none, or one that other code wrote. */
export function readRecord(out: string, madeBy: string): SynthesisRecord {
  try {
    const record = JSON.parse(readFileSync(join(out, FILE), 'utf8')) as SynthesisRecord;
    if (record.madeBy === madeBy && typeof record.stacks === 'object') return record;
  } catch {
    // Then everything is made.
  }
  return { madeBy, stacks: {} };
}

/** A whole file or none. */
export function writeRecord(out: string, record: SynthesisRecord): void {
  const beside = join(out, `${FILE}.${process.pid}`);
  writeFileSync(beside, `${JSON.stringify(record)}\n`);
  renameSync(beside, join(out, FILE));
}

/** `root`: where the tenants' local states lie stands in their stacks. */
export function orderDigest(root: string, order: StackOrder): string {
  return digestOf(root, JSON.stringify(order));
}

/** Whether the stack of `name` is there as it was written, made from what `order` is the digest of. */
export function isUnchanged(
  out: string,
  name: string,
  order: string,
  last: SynthesisedStack | undefined,
): boolean {
  return last?.order === order && digestOfFile(join(out, stackFile(name))) === last.text;
}

/** Whether all that a synthesis of the project would write is there. */
export function isWhole(
  out: string,
  { stacks, whole }: SynthesisRecord,
  project: string | undefined,
): boolean {
  if (whole === undefined || whole.project !== project || Date.now() < whole.at) return false;
  if (digestOfFile(join(out, MANIFEST)) !== whole.manifest) return false;
  return whole.names.every((name) => {
    const last = stacks[name];
    return last !== undefined && isUnchanged(out, name, last.order, last);
  });
}
