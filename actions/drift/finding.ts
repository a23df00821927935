/** What drift finds: one attribute of one resource that is not as the tenant's file says. */
import { UNREAD_REASONS } from '../../aws/deployed/reading';
import type { Json } from '../../config/values/json-value';
import type { Finding, Resource } from '../../report/finding';
import type { Picture } from '../../report/picture/picture';

/** `security`: who can do what, or where data goes. `config`: how it is kept. `tag`: what it is called. */
export const FINDING_CLASSES = ['security', 'config', 'tag'] as const;
export type FindingClass = (typeof FINDING_CLASSES)[number];

/**
 * `differs`: deployed otherwise than the file says. `unapplied`: Terraform knows that nobody touched it, and that the
 * file was changed since. `orphan`: carries our tag, and no file asks for it.
 */
export const CAUSES = ['differs', 'unapplied', 'orphan'] as const;
export type Cause = (typeof CAUSES)[number];

/**
 * `more`: more is allowed than the file says. `less`: less is. `dormant`: more would be, if another policy allowed it as
 * well.
 */
export const DIRECTIONS = ['more', 'less', 'dormant'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** A finding that is always about an attribute of a resource in AWS. */
export interface DriftFinding extends Finding {
  readonly tenant: string;
  readonly account: string;
  readonly resource: Resource;
  readonly attribute: string;
  readonly expected: Json;
  readonly actual: Json;
  readonly class: FindingClass;
  readonly cause: Cause;
  /** Of what changes who may do what. */
  readonly direction?: Direction;
  /** Who may do what, where, under which condition, in a clause each; the first is in the message. */
  readonly access?: readonly string[];
}

/** `undecided`: all was read, and the policies do not tell. */
export const INCOMPLETE_REASONS = [...UNREAD_REASONS, 'undecided'] as const;

/** What could not be told. Nothing that it belongs to is called clean. */
export interface Unread {
  readonly tenant: string;
  readonly account: string;
  /** ARN of what was asked for; empty where already the session was refused. */
  readonly resource: string;
  /** The right by which it is read: `s3:GetBucketPolicy`; empty where reading does not help. */
  readonly right: string;
  readonly reason: (typeof INCOMPLETE_REASONS)[number];
  /** What AWS said, or what cannot be told and why: one sentence. */
  readonly message: string;
}

/** Everything about one tenant. */
export interface TenantResult {
  readonly tenant: string;
  readonly account: string;
  readonly findings: readonly DriftFinding[];
  readonly unread: readonly Unread[];
  /** Who reaches what as it is deployed, where it was asked for and all of it could be read. */
  readonly picture?: Picture;
}

/** By what a finding is named in the ignore list: `acme-prod/bucket`. */
export function addressOf({ tenant, resource }: DriftFinding): string {
  return `${tenant}/${resource.kind}`;
}
