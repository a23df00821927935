/** A finding: something that is not as it should be, where it is put right, and how. Every command finds the same. */
import { createHash } from 'node:crypto';
import type { Json } from '../config/values/json-value';

/**
 * The gravest first. `high`: lets in or gives away what it should not, or nothing works. `note`: worth knowing, and no
 * fault: a run with notes alone ends with exit code 0.
 */
export const SEVERITIES = ['high', 'medium', 'low', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const RESOURCE_KINDS = ['bucket', 'role', 'user', 'access-point', 'key', 'account'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** A resource in AWS. */
export interface Resource {
  readonly kind: ResourceKind;
  readonly arn: string;
}

/** Where in a file of the user's. */
export interface Place {
  /** Relative to the project, or as the user named it; with `/`. */
  readonly file: string;
  /** Counted from 1; undefined where the whole file is meant. */
  readonly line?: number | undefined;
  /** In code units, counted from 1. */
  readonly column?: number | undefined;
  /** Where it ends; the column is the first behind it. */
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
  /** The field, as the user would name it: `grants[1].prefix`; undefined where the whole file is meant. */
  readonly path?: string | undefined;
}

export interface Finding {
  /** Of what it is an instance. Stable: users filter by it. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, one sentence, no full stop. */
  readonly message: string;
  /** What to do about it, one sentence, no full stop. */
  readonly remediation: string;
  /** Where it is put right; undefined where no file says anything of it. */
  readonly place?: Place | undefined;
  /** The tenant's name; that of the tag for a resource that has lost its file. */
  readonly tenant?: string | undefined;
  /** Twelve digits. */
  readonly account?: string | undefined;
  readonly resource?: Resource | undefined;
  /** Of the resource: `publicAccessBlock.BlockPublicAcls`, `trust.Vendor1`. */
  readonly attribute?: string | undefined;
  /** What should be; `null`: it should not be there. Undefined where there is nothing to compare. */
  readonly expected?: Json | undefined;
  /** What is; `null`: it is not there. */
  readonly actual?: Json | undefined;
  /** The same for the same finding in every run, wherever it stands by then: {@link fingerprintOf}. */
  readonly fingerprint: string;
}

/** What makes a finding the same as another. `detail` tells apart what would else be one. */
export interface Identity {
  readonly rule: string;
  readonly tenant?: string | undefined;
  readonly resource?: Resource | undefined;
  readonly attribute?: string | undefined;
  readonly detail?: string | undefined;
}

/** 32 hexadecimal digits, of what a finding is about and not of its words, its values or its line. */
export function fingerprintOf({ rule, tenant, resource, attribute, detail }: Identity): string {
  const parts = [rule, tenant, resource?.arn, attribute, detail].map((part) => part ?? '');
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** Whether it decides the exit code. */
export function counts({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity !== 'note';
}

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countSeverities(findings: readonly Pick<Finding, 'severity'>[]): SeverityCounts {
  const count = (severity: Severity): number => findings.filter((each) => each.severity === severity).length;
  return { high: count('high'), medium: count('medium'), low: count('low'), note: count('note') };
}
