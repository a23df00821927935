/** What is known while a tenant is verified: each check leaves here what those after it build upon. */

import type { Answer } from '../../aws/answer';
import type { DeployedPolicies } from '../../aws/deployed/policies';
import type { Tenant } from '../../config/tenant/tenant';
import type { Actor, Check } from './check';
import type { Part } from './deployed-part';
import type { Live } from './live';
import type { Owner } from './owner';
import type { Settling } from './settling';

/** What a request is aimed at; where it is not there, nothing that is aimed at it proves anything. */
export type AimedAt = Exclude<Part, 'user' | 'key'>;

export interface Stage {
  readonly tenant: Tenant;
  readonly as: Actor;
  readonly plan: readonly Check[];
  readonly settling: Settling;
  /** Finds out who the caller is. */
  readonly identify: () => Promise<Answer>;
  readonly live: Live;
  /** Undefined where there are no credentials of the owner's, or none that are of any use. */
  owner: Owner | undefined;
  /** Undefined until it is read, and without the owner. */
  deployed: DeployedPolicies | undefined;
  /** Why nothing more is sent. */
  stopped: string | undefined;
  /** What is not deployed, and how that is said. */
  readonly absent: Map<AimedAt, string>;
}
