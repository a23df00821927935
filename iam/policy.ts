/**
 * Policies as the engine reads them: taken apart once by `parsePolicy`, then judged as often as one likes.
 * Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import type { ArnPattern } from './arn';
import type { ConditionValue, Operator } from './operators';
import type { Glob } from './wildcard';

/** What a policy hangs on decides its grammar and its part in the decision. */
export type PolicyKind =
  | 'identity'
  | 'boundary'
  | 'session'
  | 'service-control'
  | 'resource-control'
  | 'trust'
  | 'bucket'
  | 'access-point'
  | 'key'
  /** Any other resource's: a queue's, a topic's … */
  | 'resource';

export interface Policy {
  /** What decisions call it. */
  readonly name: string;
  readonly kind: PolicyKind;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid?: string;
  /** Its place in the policy, from 0. */
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
  /** Only where the policy hangs on a resource. */
  readonly principal?: PrincipalElement;
  readonly action: ActionElement;
  /** None in a trust policy: the role itself is meant. */
  readonly resource?: ResourceElement;
  /** All must hold. */
  readonly conditions: readonly Condition[];
  /** Whether `${…}` is a variable in it; plain text before version 2012-10-17. */
  readonly variables?: boolean;
  /** Elements that the engine has never heard of; a statement that has any can be undecided at best. */
  readonly unrecognised: readonly string[];
}

export interface PrincipalElement {
  readonly element: 'Principal' | 'NotPrincipal';
  readonly principals: readonly PrincipalPattern[];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export type PrincipalPattern =
  | { readonly kind: 'everyone'; readonly text: string }
  | { readonly kind: 'account'; readonly text: string; readonly account: string }
  /** A user, a role, a role session or a federated user session, by its ARN. */
  | { readonly kind: 'arn'; readonly text: string }
  /** What AWS shows in place of a principal that was deleted: `AROA…`, `AIDA…`. */
  | { readonly kind: 'unique-id'; readonly text: string }
  | { readonly kind: 'service'; readonly text: string }
  | { readonly kind: 'federated'; readonly text: string }
  | { readonly kind: 'canonical-user'; readonly text: string }
  | { readonly kind: 'unrecognised'; readonly text: string };

export interface ActionElement {
  readonly element: 'Action' | 'NotAction';
  /** As written. */
  readonly texts: readonly string[];
  /** In lower case. */
  readonly globs: readonly Glob[];
}

export interface ResourceElement {
  readonly element: 'Resource' | 'NotResource';
  /** As written, but completed where AWS completes it. */
  readonly texts: readonly string[];
  /** Undefined for what the engine can make nothing of. */
  readonly patterns: readonly (ArnPattern | undefined)[];
}

/** One key under one operator. */
export interface Condition {
  /** Undefined for an operator that the engine has never heard of. */
  readonly operator: Operator | undefined;
  readonly operatorText: string;
  /** As written. */
  readonly key: string;
  /** Any of them will do; for a negated operator none may match. */
  readonly values: readonly ConditionValue[];
}

/** What AWS would refuse in a policy, and where. */
export interface PolicyProblem {
  /** `Statement[0].Condition.StringEquals`; empty where the whole document is meant. */
  readonly path: string;
  /** What is wrong and what would be right. */
  readonly message: string;
  /** Where in the text, counted from 1; only for what is no JSON, and for names that stand twice. */
  readonly at?: { readonly line: number; readonly column: number };
}

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };
