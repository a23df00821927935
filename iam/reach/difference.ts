/** The answer: where two worlds differ, by which statements, and a request that shows it. */
import type { StatementRef } from '../decision';
import type { Case, Known, Who } from './case';
import type { Cause } from './causes';
import type { ActionInfo } from './world';

/**
 * `more`: allowed here, denied there. `less`: the reverse. `dormant`: a statement of here that opens nothing because
 * another document does not allow, and would if that did.
 */
export interface Difference {
  readonly direction: 'more' | 'less' | 'dormant';
  readonly region: Region;
  /** The statements that make the difference. Empty where a setting does, such as another key. */
  readonly causes: readonly Cause[];
  /** The statements by which the one world allows. */
  readonly allowedBy: readonly StatementRef[];
  /** The Deny by which the other does not; undefined where it only lacks an Allow. */
  readonly deniedBy: StatementRef | undefined;
  /** Why the other world does not, where no statement says it: a key's state, a missing access point. */
  readonly rule: string | undefined;
  /** A whole request of the region: both worlds decide it, and differ. */
  readonly witness: Case;
  /** A context in which the world that denies allows the same principal, action and resource; undefined where none. */
  readonly otherwise: Known | undefined;
}

export interface Region {
  readonly principals: Principals;
  readonly actions: Actions;
  readonly resources: Resources;
  /** ARNs of access points, `direct`; a stranger's point stands for all that strangers could make. */
  readonly ways: readonly string[];
  /** All hold. */
  readonly conditions: readonly RegionCondition[];
}

export interface Principals {
  /** One of each kind that the policies tell apart. */
  readonly examples: readonly Who[];
  /** What the causing statements call them: ARNs, accounts, patterns. Empty where they name nobody. */
  readonly named: readonly string[];
  /** Whether it is everybody whom the policies tell apart, strangers too. */
  readonly areAll: boolean;
}

export interface Actions {
  /** What AWS publishes, in order. */
  readonly names: readonly string[];
  /** By access level, how many. */
  readonly levels: Readonly<Partial<Record<ActionInfo['level'], number>>>;
  /** Whether actions that AWS does not publish, or of services that nobody looked up, are among them. */
  readonly areOpen: boolean;
}

export interface Resources {
  /** What the causing statements call them. */
  readonly within: readonly string[];
  /** But for these; of a NotResource. */
  readonly except: readonly string[];
  /** One of each kind that the policies tell apart. */
  readonly examples: readonly string[];
}

/** `if`: a fact that no caller chooses. `with`: what a caller chooses. */
export interface RegionCondition {
  readonly kind: 'if' | 'with';
  readonly key: string;
  /** A condition of the policies that holds exactly there, or (`unless`) exactly elsewhere; undefined where none does. */
  readonly holds:
    | { readonly operator: string; readonly values: readonly string[]; readonly unless: boolean }
    | undefined;
  /** One value of each class; an empty list where the key is not there. */
  readonly examples: readonly (string | readonly string[])[];
}

/** What could not be told; never clean. */
export interface Beyond {
  readonly why: string;
  readonly statements: readonly StatementRef[];
  /** Where it was met. */
  readonly at: { readonly action: string; readonly resource: string } | undefined;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly beyond: readonly Beyond[];
}
