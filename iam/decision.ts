/** What AWS would answer, and why. */
import type { PolicyKind } from './policy';

export type Decision = Allowed | Denied | Undecided;

export interface Allowed {
  readonly outcome: 'allowed';
  /** The statements that grant it, one per layer that must; or that the root user in its own account needs none. */
  readonly reason:
    | { readonly kind: 'statements'; readonly statements: readonly StatementRef[] }
    | { readonly kind: 'root-user' }
    /** A rule of the service itself, which no policy can take away. */
    | { readonly kind: 'service-rule'; readonly rule: string; readonly source: string };
}

export interface Denied {
  readonly outcome: 'denied';
  readonly reason:
    | { readonly kind: 'explicit-deny'; readonly statement: StatementRef }
    /** The layer that should have allowed it and did not, and its statement that came nearest. */
    | { readonly kind: 'no-allow'; readonly layer: Layer; readonly nearest?: NearMiss }
    /** A rule of the service itself, which no policy can lift. */
    | { readonly kind: 'service-rule'; readonly rule: string; readonly source: string };
  readonly request: RequestSummary;
}

export interface Undecided {
  readonly outcome: 'undecided';
  readonly reason: {
    readonly kind: 'unknown';
    /** The statements on which it hangs, each with what is not known of it. Never empty, unless `ownership` or `beside` is there. */
    readonly statements: readonly NearMiss[];
    /** True where it hangs on who owns the resource: allowed within one account and denied across accounts. */
    readonly ownership: boolean;
    /**
     * Where it hangs on whether the request needs another right too: that right, which is denied. A put into a bucket that
     * encrypts by a key needs one on the key, unless it asks for S3's own keys.
     */
    readonly beside?: RequestSummary;
    /**
     * In lower case and in order: the keys of which the caller says nothing, those of variables too. Empty where the
     * doubt is of another kind, such as an operator that the engine has never heard of.
     */
    readonly unknownKeys: readonly string[];
  };
  readonly request: RequestSummary;
}

/** For those who put a decision into words. */
export interface RequestSummary {
  /** The principal's ARN, the service's or provider's name, or `anonymous`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
}

/** Where a right has to come from. */
export type Layer = 'identity' | 'resource' | 'boundary' | 'session' | 'service-control' | 'resource-control';

export interface StatementRef {
  /** The name under which the policy was parsed. */
  readonly policy: string;
  readonly policyKind: PolicyKind;
  readonly sid?: string;
  /** The statement's place in the policy, from 0. */
  readonly index: number;
}

/** A statement that does not apply, or may not, and what stands in its way. */
export interface NearMiss {
  readonly statement: StatementRef;
  readonly obstacles: readonly Obstacle[];
}

/** One element of a statement that fails (`unknown: false`), or of which the engine cannot tell (`unknown: true`). */
export type Obstacle =
  | {
      readonly element: 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource';
      readonly wanted: readonly string[];
      readonly found: string;
      readonly unknown: boolean;
      readonly unknownKeys?: readonly string[];
    }
  | {
      readonly element: 'Condition';
      readonly operator: string;
      readonly key: string;
      readonly wanted: readonly string[];
      /** Undefined where the request has no such key. */
      readonly found: readonly string[] | undefined;
      readonly unknown: boolean;
      /** Where it is unknown: the keys, in lower case, of which the caller says nothing. */
      readonly unknownKeys?: readonly string[];
    }
  /** An element that the engine has never heard of. */
  | { readonly element: 'unrecognised'; readonly name: string; readonly unknown: true };
