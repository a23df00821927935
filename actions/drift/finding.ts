/** What drift finds: one attribute of one resource that is not as the tenant's file says. */
import type { UnreadReason } from '../../aws/deployed/reading';
import type { Json } from '../../config/values/json-value';

export const RESOURCE_KINDS = ['bucket', 'role', 'user', 'access-point', 'account'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export interface Resource {
  readonly kind: ResourceKind;
  readonly arn: string;
}

/** `security`: who can do what, or where data goes. `config`: how it is kept. `tag`: what it is called. */
export const FINDING_CLASSES = ['security', 'config', 'tag'] as const;
export type FindingClass = (typeof FINDING_CLASSES)[number];

export const SEVERITIES = ['high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * `differs`: deployed otherwise than the file says. `unapplied`: Terraform knows that nobody touched it, and that the
 * file was changed since. `orphan`: carries our tag, and no file asks for it.
 */
export const CAUSES = ['differs', 'unapplied', 'orphan'] as const;
export type Cause = (typeof CAUSES)[number];

export interface Finding {
  /** The tenant's name; that of the tag for an orphan. */
  readonly tenant: string;
  /** Twelve digits. */
  readonly account: string;
  readonly resource: Resource;
  /** `publicAccessBlock.BlockPublicAcls`, `trust.Vendor1`, `tags.owner`. */
  readonly attribute: string;
  /** `null`: it should not be there. */
  readonly wanted: Json;
  /** `null`: it is not there. */
  readonly found: Json;
  readonly class: FindingClass;
  readonly severity: Severity;
  readonly cause: Cause;
  /** One sentence, no full stop. */
  readonly message: string;
  /** What to do about it, one sentence, no full stop. */
  readonly wayBack: string;
  /** The line of the tenant's file that says what is wanted; absent where there is no file. */
  readonly at?: Place;
}

export interface Place {
  /** Relative to the project, with `/`. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What could not be read. Nothing that it belongs to is called clean. */
export interface Unread {
  readonly tenant: string;
  readonly account: string;
  /** ARN of what was asked for; empty where already the session was refused. */
  readonly resource: string;
  /** The right by which it is read: `s3:GetBucketPolicy`. */
  readonly right: string;
  readonly reason: UnreadReason;
  /** What AWS said, one sentence. */
  readonly message: string;
}

/** Everything about one tenant. */
export interface TenantResult {
  readonly tenant: string;
  readonly account: string;
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
}

/** By what a finding is named in the ignore list: `acme-prod/bucket`. */
export function addressOf({ tenant, resource }: Finding): string {
  return `${tenant}/${resource.kind}`;
}
