/** What is known while a tenant is verified: each check leaves here what those after it build upon. */

import type { Answer } from '../../aws/answer';
import type { DeployedTenant } from '../../aws/deployed/tenant-readings';
import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import type { Actor, Check } from './check';
import type { Part } from './deployed-part';
import type { Judgement } from './judgement';
import type { Live } from './live';
import type { Owner } from './owner';
import type { RoleHindrance } from './role-hindrance';
import type { Settling } from './settling';

/** What a request is aimed at; where it is not there, nothing that is aimed at it proves anything. */
export type AimedAt = Exclude<Part, 'user' | 'key'>;

export interface Stage {
  readonly project: Project;
  readonly tenant: Tenant;
  readonly as: Actor;
  readonly plan: readonly Check[];
  readonly settling: Settling;
  /** Aborted where the result is no more wanted. */
  readonly signal: AbortSignal;
  /** The ARN that STS tells of the caller; empty before it was asked. */
  readonly caller: () => string;
  /** Finds out who the caller is. */
  readonly identify: () => Promise<Answer>;
  readonly live: Live;
  /** Whether the owner puts objects there and removes them. */
  readonly seeds: boolean;
  /** Undefined where there are no credentials of the owner's, or none that are of any use. */
  owner: Owner | undefined;
  /** Undefined until it is read, and without the owner. */
  deployed: DeployedTenant | undefined;
  /** Of what is deployed; undefined likewise. */
  judgement: Judgement | undefined;
  /** Why the role does not let the caller in, however long one waits, as far as the caller may look. */
  readonly hindranceOf: (externalId: string | undefined) => Promise<RoleHindrance | undefined>;
  /** Called with what is waited for, in a sentence, when a wait begins. */
  readonly onWait: (message: string) => void;
  /** Why nothing more is sent. */
  stopped: string | undefined;
  /** What is not deployed, and how that is said. */
  readonly absent: Map<AimedAt, string>;
}
