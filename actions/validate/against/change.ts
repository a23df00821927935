/** A change between two versions of a tenant, and what it is found from. */
import type { Tenant } from '../../../config/tenant/tenant';
import type { World } from '../../../iam/reach';
import type { Abilities } from '../abilities';

export interface Change {
  /** `gives`: more is allowed than before; `takes`: less; `else`: what does not bear on rights. */
  readonly effect: 'gives' | 'takes' | 'else';
  /** A sentence without the tenant's name and without a full stop. */
  readonly text: string;
}

/** A version, and what its policies allow. */
export interface Judged {
  readonly tenant: Tenant;
  readonly world: World;
  readonly abilities: Abilities;
}
