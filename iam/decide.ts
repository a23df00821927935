/**
 * The decision: an explicit Deny first, then every layer that has to allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { accountInArn } from './arn';
import type { Allowed, Decision, Denied, Undecided } from './decision';
import { nearestMiss, undecidedIn, undecidedStatements, unknownKeysIn, unknownKeysOf } from './near-miss';
import type { Policy } from './policy';
import { accountOf, arnOf, isServiceLinked } from './principal';
import type { AccessRequest, Policies, Principal } from './request';
import { listOf, type Relation, type Requirement, requirementsOf } from './requirements';
import { canRepairBucketPolicy, type ServiceRule, serviceRuleAgainst, serviceRuleFor } from './service-rules';
import { type View, viewOf } from './statement';
import { refOf, uniqueRefs, verdictOf } from './verdict';

/** What a request comes to. The reasons are put together only where somebody asks for them. */
export type Judgement = Settled | Doubt;

export interface Settled {
  readonly outcome: 'allowed' | 'denied';
  readonly decision: () => Decision;
}

export interface Doubt {
  readonly outcome: 'undecided';
  readonly decision: () => Decision;
  /** Those that the decision names, which takes longer. */
  readonly unknownKeys: () => readonly string[];
}

/** Would AWS allow the request, where `policies` are all that bear on it? */
export function decide(request: AccessRequest, policies: Policies): Decision {
  return judgementOn(request, policies).decision();
}

export function judgementOn(request: AccessRequest, policies: Policies): Judgement {
  const rule = serviceRuleAgainst(request);
  if (rule) return denied(request, () => ({ kind: 'service-rule', ...rule }));
  const licence = serviceRuleFor(request);
  if (licence) return allowedByService(licence);
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
function judgeWithoutOwner(request: AccessRequest, policies: Policies, own: string): Judgement {
  const across = judge(request, policies, undefined, 'cross-account');
  const within = judge(request, policies, own, 'same-account');
  if (across.outcome === within.outcome || within.outcome === 'undecided') return within;
  if (across.outcome === 'undecided') return across;
  return undecided(
    request,
    () => ({ kind: 'unknown', statements: [], ownership: true, unknownKeys: [] }),
    () => [],
  );
}

function judge(
  request: AccessRequest,
  all: Policies,
  owner: string | undefined,
  relation: Relation,
): Judgement {
  const policies = applicableTo(all, request.principal, relation);
  const view = viewOf(request, owner, policies.boundary !== undefined);

  const binding = bindingPolicies(policies, view, relation);
  const denial = verdictOf('Deny', binding, view);
  const { by } = denial;
  if (by)
    return denied(request, () => ({ kind: 'explicit-deny', statement: refOf(by.policy, by.statement) }));

  const requirements = requirementsOf(policies, view, relation);
  const missing = requirements.find(({ verdict }) => verdict.truth === 'no');
  if (missing) return denied(request, () => noAllow(missing, view));

  const doubts = requirements.filter(({ verdict }) => verdict.truth === 'unknown');
  if (denial.truth === 'unknown' || doubts.length > 0) {
    const doubtful = (): readonly Policy[] => doubtfulPolicies(doubts, policies);
    return undecided(
      request,
      () => {
        const statements = [
          ...undecidedStatements('Deny', binding, view),
          ...undecidedStatements('Allow', doubtful(), view),
        ];
        return { kind: 'unknown', statements, ownership: false, unknownKeys: unknownKeysIn(statements) };
      },
      () =>
        unknownKeysOf(
          [...undecidedIn('Deny', binding, view), ...undecidedIn('Allow', doubtful(), view)],
          view,
        ),
    );
  }
  return {
    outcome: 'allowed',
    decision: () => ({ outcome: 'allowed', reason: grantedBy(requirements) }),
  };
}

/**
 * Leaves out the organisation's policies that do not apply to the principal. None applies to a service-linked role.
 * Service control policies apply to principals of the organisation's accounts, and so to none that has no account.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
function applicableTo(policies: Policies, principal: Principal, relation: Relation): Policies {
  if (isServiceLinked(principal)) return { ...policies, serviceControl: [], resourceControl: [] };
  return relation === 'no-account' ? { ...policies, serviceControl: [] } : policies;
}

/** The policies whose Deny counts: all of them, but for a bucket's owner who repairs its policy. */
function bindingPolicies(policies: Policies, view: View, relation: Relation): readonly Policy[] {
  const { identity, resource, boundary, session = [], serviceControl = [], resourceControl = [] } = policies;
  const isRepair = relation === 'same-account' && canRepairBucketPolicy(view.request, view.action);
  const binding: Policy[] = [];
  for (const level of resourceControl) binding.push(...level);
  for (const level of serviceControl) binding.push(...level);
  if (resource && !isRepair) binding.push(resource);
  binding.push(...identity);
  if (boundary) binding.push(boundary);
  binding.push(...session);
  return binding;
}

function noAllow({ layer, policies }: Requirement, view: View): Denied['reason'] {
  const nearest = nearestMiss(policies, view);
  return nearest ? { kind: 'no-allow', layer, nearest } : { kind: 'no-allow', layer };
}

/** A resource's policy can make up for what another layer leaves out, so every doubt may be about it too. */
function doubtfulPolicies(doubts: readonly Requirement[], { resource }: Policies): readonly Policy[] {
  const own = doubts.flatMap(({ policies }) => policies);
  return doubts.length === 0 ? [] : [...new Set([...own, ...listOf(resource)])];
}

/** Only the root user in its own account needs nobody's permission. */
function grantedBy(requirements: readonly Requirement[]): Allowed['reason'] {
  const needsPermission = requirements.some(({ layer }) => !layer.endsWith('control'));
  if (!needsPermission) return { kind: 'root-user' };
  const statements = requirements.flatMap(({ verdict: { by } }) =>
    by ? [refOf(by.policy, by.statement)] : [],
  );
  return { kind: 'statements', statements: uniqueRefs(statements) };
}

function allowedByService(rule: ServiceRule): Judgement {
  return {
    outcome: 'allowed',
    decision: () => ({ outcome: 'allowed', reason: { kind: 'service-rule', ...rule } }),
  };
}

function denied(request: AccessRequest, reason: () => Denied['reason']): Judgement {
  return {
    outcome: 'denied',
    decision: () => ({ outcome: 'denied', reason: reason(), request: summaryOf(request) }),
  };
}

function undecided(
  request: AccessRequest,
  reason: () => Undecided['reason'],
  unknownKeys: Doubt['unknownKeys'],
): Judgement {
  return {
    outcome: 'undecided',
    unknownKeys,
    decision: () => ({ outcome: 'undecided', reason: reason(), request: summaryOf(request) }),
  };
}

function summaryOf({ principal, action, resource }: AccessRequest): Denied['request'] {
  return { principal: arnOf(principal), action, resource: resource.arn };
}
