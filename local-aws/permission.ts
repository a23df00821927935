/** What a request needs to be allowed, and asking whether it is. */
import type { AccessPoint, Decision, Policy } from '../iam';
import type { Call } from './call';
import { denialOf } from './denial';
import { GLOBAL_KEYS, globalContext, type Keys } from './global-keys';
import { identityOf } from './identity';
import { everyPolicy, parsedPolicy, type ResourcePolicy } from './parsed-policies';

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
  /** Keys that cost a look-up, which is made only where a policy asks for one of them; they are among those known. */
  readonly costly?: CostlyKeys | undefined;
  /** The access point by which the request came. */
  readonly through?: AccessPoint | undefined;
}

export interface CostlyKeys {
  /** What their names begin with. */
  readonly prefix: string;
  find(): Promise<Keys>;
}

/** Throws AWS's refusal where it is not allowed. */
export async function demand(call: Call, ...permissions: readonly Permission[]): Promise<void> {
  for (const permission of permissions) {
    const decision = await judge(call, permission);
    if (decision.outcome !== 'allowed') throw denialOf(decision, call, permission.account);
  }
}

export async function isAllowed(call: Call, permission: Permission): Promise<boolean> {
  return (await judge(call, permission)).outcome === 'allowed';
}

export async function judge(call: Call, permission: Permission): Promise<Decision> {
  const { world, caller } = call;
  const { action, arn, account, policy, keys, knownKeys, costly, through } = permission;
  const { principal, policies, tags } = await identityOf(world, caller);
  const all = { ...policies, resource: policy && parsedPolicy(policy) };
  const isAsked = costly !== undefined && asksFor([...everyPolicy(all), through?.policy], costly.prefix);
  const decision = world.decide(
    {
      principal,
      action,
      resource: { arn, account },
      context: { ...globalContext(call, tags), ...keys, ...(isAsked ? await costly.find() : {}) },
      vouchedKeys: [...GLOBAL_KEYS, ...knownKeys],
    },
    all,
    through,
  );
  call.notes.judged.push({ decision, action, arn, policies: all, point: through?.policy });
  return decision;
}

/** As a condition's key, or as a variable. */
function asksFor(policies: readonly (Policy | undefined)[], prefix: string): boolean {
  const wanted = prefix.toLowerCase();
  const isIn = (text: string): boolean => text.toLowerCase().includes(`\${${wanted}`);
  return policies.some((policy) =>
    policy?.statements.some(
      ({ conditions, resource }) =>
        resource?.texts.some(isIn) ||
        conditions.some(
          ({ key, values }) => key.toLowerCase().startsWith(wanted) || values.some(({ text }) => isIn(text)),
        ),
    ),
  );
}
