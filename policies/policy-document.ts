/**
 * Policy documents as values. Every statement carries the reason why it is there, for those who must approve it;
 * `documentOf` leaves the reasons out and yields what AWS stores.
 * Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

/** Condition operators, each with its keys and their values. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A statement as AWS stores it. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly AWS: string | readonly string[] };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: ConditionBlock;
}

/** A statement and, in a sentence for a human, why it is there. */
export interface ReasonedStatement {
  readonly statement: Statement;
  readonly reason: string;
}

/** A whole policy: what it is called, what it hangs on, and its statements. */
export interface Policy {
  /** The inline policy's name in IAM, or what kind of policy it is where AWS gives it no name. */
  readonly name: string;
  readonly statements: readonly ReasonedStatement[];
}

/** A policy as AWS stores it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** The policy without its reasons. */
export function documentOf(policy: Policy): PolicyDocument {
  return { Version: '2012-10-17', Statement: policy.statements.map(({ statement }) => statement) };
}

/** The document as AWS is sent it. Its length is what AWS's quotas count: they leave white space out. */
export function policyJson(policy: Policy): string {
  return JSON.stringify(documentOf(policy));
}

/** One value as a scalar, several as a list: the form in which AWS gives policies back, so that plans stay quiet. */
export function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? only : values;
}
