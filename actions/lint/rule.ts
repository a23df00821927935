/** What a rule is given and what it gives back. Rules are pure; each file in `rules/` is one family of them. */
import type { ActionCatalogue } from './action-catalogue';
import type { Flaw } from './finding';
import type { Policy } from './policy-elements';
import type { PolicyKind } from './policy-kind';

export interface RuleContext {
  readonly policy: Policy;
  readonly kind: PolicyKind;
  readonly catalogue: ActionCatalogue;
  /** All policies of the document, this one too. */
  readonly policies: readonly Policy[];
}

export type Rule = (context: RuleContext) => readonly Flaw[];
