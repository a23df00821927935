/**
 * Who has to allow a request: the layers of AWS's policy evaluation, within one account and across two.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import type { Layer } from './decision';
import type { Policy } from './policy';
import { accountOf } from './principal';
import type { Policies } from './request';
import { needsResourcePolicy } from './service-rules';
import type { View } from './statement';
import { either, NO, type Verdict, verdictOf, YES } from './verdict';

/** How the principal stands to the account that owns the resource. */
export type Relation = 'same-account' | 'cross-account' | 'no-account';

/** A layer that has to allow, whether it does, and the policies that could. */
export interface Requirement {
  readonly layer: Layer;
  readonly verdict: Verdict;
  readonly policies: readonly Policy[];
}

/** All must be met; in the order in which AWS looks at them. */
export function requirementsOf(policies: Policies, view: View, relation: Relation): readonly Requirement[] {
  const { resourceControl = [], serviceControl = [] } = policies;
  const levels = (layer: Layer, all: readonly (readonly Policy[])[]) =>
    all.map((level) => requirement(layer, level, view));
  return [
    ...levels('resource-control', resourceControl),
    ...levels('service-control', serviceControl),
    ...(relation === 'same-account' ? withinAccount : acrossAccounts)(policies, view),
  ];
}

function requirement(layer: Layer, policies: readonly Policy[], view: View): Requirement {
  return { layer, verdict: verdictOf('Allow', policies, view), policies };
}

/**
 * One of identity and resource policy is enough, within boundary and session policy. But a resource policy that names
 * the user or the session itself, or everyone, grants whatever those leave out; one that names the role does not; and
 * one that names the account passes the right on, and grants nothing by itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function withinAccount(policies: Policies, view: View): readonly Requirement[] {
  const resource = listOf(policies.resource);
  const byResource = requirement('resource', resource, view);
  const own = needsResourcePolicy(policies.resource?.kind, view.action, view.arn) ? [byResource] : [];
  if (view.request.principal.kind === 'root') return own;

  const naming = byResource.verdict.truth === 'no' ? [] : resource;
  const byOrigin = verdictOf('Allow', naming, view, 'origin');
  const byItself = byOrigin.truth === 'no' ? NO : verdictOf('Allow', naming, view, 'itself');
  const [identity, ...limits] = principalSide(policies, view);
  const granting: Requirement = {
    layer: 'identity',
    verdict: either(byOrigin, identity.verdict),
    policies: [...identity.policies, ...resource],
  };
  const limited = [granting, ...limits].map(({ layer, verdict, policies: all }) => ({
    layer,
    verdict: either(byItself, verdict),
    policies: all,
  }));
  return [...own, ...limited];
}

/**
 * The owner's account must allow by the resource's policy, and the principal's own by its policies. Who belongs to no
 * account, or is an account's root user, needs the resource's policy alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function acrossAccounts(policies: Policies, view: View): readonly Requirement[] {
  const { principal } = view.request;
  const byResource = requirement('resource', listOf(policies.resource), view);
  const standsAlone = accountOf(principal) === undefined || principal.kind === 'root';
  return standsAlone ? [byResource] : [byResource, ...principalSide(policies, view)];
}

/** What the principal's own account says: its identity policies, within boundary and session policy. */
function principalSide(
  { identity, boundary, session = [] }: Policies,
  view: View,
): readonly [Requirement, Requirement, Requirement] {
  // A federated user without a session policy has no rights but those that resources give it.
  const hasSession = session.length > 0 || view.request.principal.kind === 'federated-user';
  return [
    requirement('identity', identity, view),
    boundary ? requirement('boundary', [boundary], view) : { layer: 'boundary', verdict: YES, policies: [] },
    hasSession ? requirement('session', session, view) : { layer: 'session', verdict: YES, policies: [] },
  ];
}

export function listOf(policy: Policy | undefined): readonly Policy[] {
  return policy ? [policy] : [];
}
