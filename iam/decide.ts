/**
 * AWS's policy evaluation logic: an explicit Deny first, then every layer that has to allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { accountInArn } from './arn';
import type { Decision, Layer, RequestSummary } from './decision';
import { either, GRANTED, type Grant, grantFrom, NOT_GRANTED, refOf, uniqueRefs } from './grant';
import { nearestMiss, undecidedStatements } from './near-miss';
import type { Policy } from './policy';
import { accountOf, arnOf } from './principal';
import type { AccessRequest, Policies } from './request';
import { canRepairBucketPolicy, needsResourcePolicy, serviceRuleAgainst } from './service-rules';
import { applies, type View, viewOf } from './statement';

/** How the principal stands to the account that owns the resource. */
type Relation = 'same-account' | 'cross-account' | 'no-account';

/** A layer that has to allow, what it says, and the policies that could have said so. */
interface Requirement {
  readonly layer: Layer;
  readonly grant: Grant;
  readonly policies: readonly Policy[];
}

/** Would AWS allow the request, where `policies` are all that bear on it? */
export function decide(request: AccessRequest, policies: Policies): Decision {
  const rule = serviceRuleAgainst(request);
  if (rule)
    return { outcome: 'denied', reason: { kind: 'service-rule', ...rule }, request: summaryOf(request) };
  const own = accountOf(request.principal);
  const owner = ownerOf(request, own);
  if (own === undefined) return judge(request, policies, owner, 'no-account');
  if (owner === undefined) return judgeWithoutOwner(request, policies, own);
  return judge(request, policies, owner, own === owner ? 'same-account' : 'cross-account');
}

/** What has no resource is done to the principal's own account. */
function ownerOf({ resource }: AccessRequest, own: string | undefined): string | undefined {
  if (resource.account !== undefined) return resource.account;
  return resource.arn === '*' ? own : accountInArn(resource.arn) || undefined;
}

/** A bucket's ARN does not say whose it is: decided only where both answers are the same. */
function judgeWithoutOwner(request: AccessRequest, policies: Policies, own: string): Decision {
  const across = judge(request, policies, undefined, 'cross-account');
  const within = judge(request, policies, own, 'same-account');
  if (across.outcome === within.outcome || within.outcome === 'undecided') return within;
  if (across.outcome === 'undecided') return across;
  const reason = { kind: 'unknown', statements: [], ownership: true } as const;
  return { outcome: 'undecided', reason, request: summaryOf(request) };
}

function judge(
  request: AccessRequest,
  policies: Policies,
  owner: string | undefined,
  relation: Relation,
): Decision {
  const view = viewOf(request, owner, policies.boundary !== undefined);
  const summary = summaryOf(request);

  const binding = bindingPolicies(policies, view, relation);
  const denial = firstDenial(binding, view);
  if (denial.truth === 'yes' && denial.by) {
    return { outcome: 'denied', reason: { kind: 'explicit-deny', statement: denial.by }, request: summary };
  }

  const requirements = requirementsOf(policies, view, relation);
  const missing = requirements.find(({ grant }) => grant.truth === 'no');
  if (missing) {
    const nearest = nearestMiss(missing.policies, view);
    const reason = { kind: 'no-allow', layer: missing.layer, ...(nearest ? { nearest } : {}) } as const;
    return { outcome: 'denied', reason, request: summary };
  }

  const doubtful = requirements.filter(({ grant }) => grant.truth === 'unknown');
  if (denial.truth === 'unknown' || doubtful.length > 0) {
    const statements = [
      ...undecidedStatements('Deny', binding, view),
      ...undecidedStatements('Allow', doubtfulPolicies(doubtful, policies), view),
    ];
    return {
      outcome: 'undecided',
      reason: { kind: 'unknown', statements, ownership: false },
      request: summary,
    };
  }

  const statements = uniqueRefs(requirements.flatMap(({ grant }) => grant.by ?? []));
  const isRoot = request.principal.kind === 'root' && relation === 'same-account';
  return isRoot && !requirements.some(({ layer }) => layer === 'resource')
    ? { outcome: 'allowed', reason: { kind: 'root-user' } }
    : { outcome: 'allowed', reason: { kind: 'statements', statements } };
}

/** A resource's policy can make up for what another layer leaves out, so every doubt may be about it too. */
function doubtfulPolicies(doubtful: readonly Requirement[], { resource }: Policies): readonly Policy[] {
  const own = doubtful.flatMap(({ policies }) => policies);
  return [...new Set(doubtful.length > 0 ? [...own, ...listOf(resource)] : own)];
}

/** The policies whose Deny counts: all of them, but for a bucket's owner who repairs its policy. */
function bindingPolicies(policies: Policies, view: View, relation: Relation): readonly Policy[] {
  const { identity, resource, boundary, session = [], serviceControl = [], resourceControl = [] } = policies;
  const isRepair = relation === 'same-account' && canRepairBucketPolicy(view.request, view.action);
  return [
    ...resourceControl.flat(),
    ...serviceControl.flat(),
    ...(isRepair ? [] : listOf(resource)),
    ...identity,
    ...listOf(boundary),
    ...session,
  ];
}

function firstDenial(policies: readonly Policy[], view: View): Grant {
  let denial = NOT_GRANTED;
  for (const policy of policies) {
    for (const statement of policy.statements) {
      if (statement.effect !== 'Deny') continue;
      const truth = applies(statement, view, 'account');
      if (truth === 'yes') return { truth, by: refOf(policy, statement) };
      if (truth === 'unknown') denial = { truth };
    }
  }
  return denial;
}

/** In the order in which AWS looks at them. */
function requirementsOf(policies: Policies, view: View, relation: Relation): readonly Requirement[] {
  const control: Requirement[] = (policies.resourceControl ?? []).map((level) => ({
    layer: 'resource-control',
    grant: grantFrom(level, view),
    policies: level,
  }));
  if (relation !== 'no-account') {
    for (const level of policies.serviceControl ?? [])
      control.push({ layer: 'service-control', grant: grantFrom(level, view), policies: level });
  }
  return [...control, ...(relation === 'same-account' ? withinAccount : acrossAccounts)(policies, view)];
}

/**
 * One of identity and resource policy is enough, within boundary and session policy. But a resource policy that names
 * the user or the session itself, or everyone, grants whatever those leave out; one that names the role does not; and
 * one that names the account passes the right on, and grants nothing by itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function withinAccount(policies: Policies, view: View): readonly Requirement[] {
  const resource = listOf(policies.resource);
  const byAccount = grantFrom(resource, view, 'account');
  const byResource: Requirement = { layer: 'resource', grant: byAccount, policies: resource };
  const fromResource = needsResourcePolicy(policies.resource?.kind, view.action, view.arn)
    ? [byResource]
    : [];
  if (view.request.principal.kind === 'root') return fromResource;

  const byOrigin = byAccount.truth === 'no' ? NOT_GRANTED : grantFrom(resource, view, 'origin');
  const byItself = byOrigin.truth === 'no' ? NOT_GRANTED : grantFrom(resource, view, 'itself');
  const [identity, ...limits] = principalSide(policies, view);
  const granting: Requirement = {
    ...identity,
    grant: either(byOrigin, identity.grant),
    policies: [...identity.policies, ...resource],
  };
  const limited = [granting, ...limits].map((requirement) => ({
    ...requirement,
    grant: either(byItself, requirement.grant),
  }));
  return [...fromResource, ...limited];
}

/**
 * The owner's account must allow by the resource's policy, and the principal's own by its policies. Who belongs to no
 * account, or is an account's root user, needs the resource's policy alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function acrossAccounts(policies: Policies, view: View): readonly Requirement[] {
  const resource = listOf(policies.resource);
  const { principal } = view.request;
  const grant = grantFrom(resource, view, 'account');
  const byResource: Requirement = { layer: 'resource', grant, policies: resource };
  const standsAlone = accountOf(principal) === undefined || principal.kind === 'root';
  return standsAlone ? [byResource] : [byResource, ...principalSide(policies, view)];
}

/** What the principal's own account says: its identity policies, within boundary and session policy. */
function principalSide(
  { identity, boundary, session = [] }: Policies,
  view: View,
): readonly [Requirement, Requirement, Requirement] {
  // A federated user without a session policy has no rights but those that resources give it.
  const needsSession = session.length > 0 || view.request.principal.kind === 'federated-user';
  return [
    { layer: 'identity', grant: grantFrom(identity, view), policies: identity },
    {
      layer: 'boundary',
      grant: boundary ? grantFrom([boundary], view) : GRANTED,
      policies: listOf(boundary),
    },
    { layer: 'session', grant: needsSession ? grantFrom(session, view) : GRANTED, policies: session },
  ];
}

function listOf(policy: Policy | undefined): readonly Policy[] {
  return policy ? [policy] : [];
}

function summaryOf({ principal, action, resource }: AccessRequest): RequestSummary {
  return { principal: arnOf(principal), action, resource: resource.arn };
}
