/**
 * What is known of a tenant's deployment on this machine: a small file a tenant, which git ignores. What is not in it is
 * unknown, and is said so; nothing is decided by it that Terraform's state does not confirm.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tenant } from '../config/tenant/tenant';
import { OWN_FOLDER } from './environment';
import type { StatePosition } from './stack-state';

/** When something was looked at last, and what came of it. */
export interface Look {
  /** ISO 8601. */
  readonly at: string;
  readonly outcome: 'ok' | 'finding' | 'inconclusive';
}

export interface Deployed {
  /** ISO 8601. */
  readonly at: string;
  /** The kit's version. */
  readonly version: string;
  /** The digest of the stack's text. */
  readonly stack: string;
  readonly state: StatePosition;
  /** As the file was then. */
  readonly tenant: Tenant;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface StackRecord {
  readonly deployed?: Deployed | undefined;
  /** ISO 8601; with no `deployed` after it. */
  readonly destroyed?: string;
  readonly verified?: Look;
  readonly drift?: Look;
}

/** An empty one where nothing is known, or what is there cannot be read. */
export function readStackRecord(root: string, tenant: string): StackRecord {
  try {
    const record = JSON.parse(readFileSync(fileOf(root, tenant), 'utf8'));
    return typeof record === 'object' && record !== null ? record : {};
  } catch {
    return {};
  }
}

/** Changes a part of it: the whole file or nothing, for nobody but the caller to read. */
export function noteInStackRecord(root: string, tenant: string, part: StackRecord): void {
  const file = fileOf(root, tenant);
  mkdirSync(join(root, OWN_FOLDER, 'deployed'), { recursive: true });
  const beside = `${file}.${process.pid}`;
  const text = JSON.stringify({ ...readStackRecord(root, tenant), ...part }, null, 2);
  writeFileSync(beside, `${text}\n`, { mode: 0o600 });
  renameSync(beside, file);
}

function fileOf(root: string, tenant: string): string {
  return join(root, OWN_FOLDER, 'deployed', `${tenant}.json`);
}
