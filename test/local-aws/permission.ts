/** What a request needs to be allowed, and asking whether it is. */
import {
  type AccessPoint,
  type AccessRequest,
  type Decision,
  decide,
  decideThroughAccessPoint,
  type Policies,
} from '../../iam';
import type { Call } from './call';
import { globalContext, type Keys } from './context';
import { denialOf } from './denial';
import { identityOf } from './identity';
import { parsedPolicy, type ResourcePolicy } from './parsed-policies';

/** One action on one resource. */
export interface Permission {
  /** `s3:GetObject` */
  readonly action: string;
  /** `*` for an action that knows no resource. */
  readonly arn: string;
  /** The account that owns the resource. */
  readonly account: string;
  /** The policy that hangs on the resource. */
  readonly policy?: ResourcePolicy | undefined;
  /** Condition keys beside those that every request has. */
  readonly keys?: Keys;
  /** Keys that the gate computes for this service; what is missing of them AWS would not have either. */
  readonly knownKeys: readonly string[];
  /** The access point by which the request came. */
  readonly through?: AccessPoint | undefined;
}

/** Who decides. The policy engine, unless a test puts something else in its place. */
export type Decide = (request: AccessRequest, policies: Policies, through?: AccessPoint) => Decision;

export const decideByPolicies: Decide = (request, policies, through) =>
  through ? decideThroughAccessPoint(request, through, policies) : decide(request, policies);

/** Throws AWS's refusal where it is not allowed. */
export async function demand(call: Call, ...permissions: readonly Permission[]): Promise<void> {
  for (const permission of permissions) {
    const decision = await judge(call, permission);
    if (decision.outcome !== 'allowed') throw denialOf(decision, call, permission);
  }
}

export async function isAllowed(call: Call, permission: Permission): Promise<boolean> {
  return (await judge(call, permission)).outcome === 'allowed';
}

export async function judge(call: Call, permission: Permission): Promise<Decision> {
  const { principal, policies, tags } = await identityOf(call.world, call.caller);
  const decision = call.world.decide(
    {
      principal,
      action: permission.action,
      resource: { arn: permission.arn, account: permission.account },
      context: { ...globalContext(call, tags), ...permission.keys },
      vouchedKeys: ['aws:*', ...permission.knownKeys],
    },
    { ...policies, resource: permission.policy && parsedPolicy(permission.policy) },
    permission.through,
  );
  call.notes.decisions.push(decision);
  return decision;
}
