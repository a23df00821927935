import type { Decision, Policies, Policy } from '../iam';

/** A decision with all that it was made from, so that its statements can be shown to whoever asks. */
export interface Judged {
  readonly decision: Decision;
  readonly action: string;
  readonly arn: string;
  readonly policies: Policies;
  /** The policy of the access point by which the request came. */
  readonly point: Policy | undefined;
}
