/** All that a tenant's stack is made from, as plain values: what can be compared, and handed to another thread. */
import type { Adoption } from '../config/adoption/adoption';
import type { Fleet } from '../config/fleet/fleet';
import type { Tenant } from '../config/tenant/tenant';
import type { LocalAws } from '../config/values/local-aws';

export interface StackOrder {
  readonly tenant: Tenant;
  /** The other tenants on the bucket that this one makes. */
  readonly sharers: readonly Tenant[];
  readonly state: Fleet['state'];
  /** Undefined for AWS. */
  readonly localAws: LocalAws | undefined;
  readonly allowReplacement: boolean;
  /** What is there of what the tenant adopts; undefined where nobody has looked. */
  readonly adoption: Adoption | undefined;
  readonly allowLoss: boolean;
}

/** cdktf's folder of all stacks, in that of its output. */
export const STACKS = 'stacks';

/** Where a stack's text lies, relative to the folder of all of them. */
export function stackFile(tenant: string): string {
  return `${STACKS}/${tenant}/cdk.tf.json`;
}
