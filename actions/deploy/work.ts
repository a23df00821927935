/** What a run of `diff`, `deploy` or `destroy` is given, has and gives. */
import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import type { Problem } from '../../config/yaml/problem';
import type { ExitCode } from '../../report/exit-codes';
import type { ActionHost } from '../host';
import type { Operation, TenantOutcome } from './outcome';
import type { KeptPlan } from './plan-folder';
import type { Selection } from './selected';
import type { Stacks } from './stacks';

export interface DeployOptions extends Selection {
  readonly operation: Operation;
  /** Whether `diff` plans a destroy. */
  readonly destroys: boolean;
  /** @default - as processors and memory allow */
  readonly parallelism?: number | undefined;
  /** Whether stacks are planned too that are as they were deployed. */
  readonly refreshes: boolean;
  /** A folder that takes the plans. */
  readonly planTo?: string | undefined;
  /** A folder with the plans that are applied. */
  readonly planFrom?: string | undefined;
}

/** What is known of a tenant before the run. */
export interface DeployedBefore {
  /** As it was deployed; undefined where this machine does not know. */
  readonly before: Tenant | undefined;
  /** Nothing of it is there yet. */
  readonly isNew: boolean;
  readonly destroys: boolean;
}

export interface DeployHost extends ActionHost {
  /**
   * Aborted where nobody waits any more for what is under way: Terraform, which goes on to its end where `signal` is
   * aborted, is told to end it.
   */
  readonly abandoned?: AbortSignal | undefined;
  /** Whether what is planned may be applied. */
  approve(planned: readonly TenantOutcome[]): Promise<boolean>;
  /** What a run gives and takes, in sentences. */
  rightsOf(project: Project, tenant: Tenant, deployed: DeployedBefore): Promise<readonly string[]>;
}

export interface DeployRun {
  readonly operation: Operation;
  readonly outcomes: readonly TenantOutcome[];
  readonly leftOut: readonly Problem[];
  readonly exitCode: ExitCode;
}

export interface Work {
  readonly root: string;
  readonly project: Project;
  readonly options: DeployOptions;
  readonly stacks: Stacks;
  readonly host: DeployHost;
  /** Tenants that are planned at once, and applied. */
  readonly width: { readonly plan: number; readonly apply: number };
  readonly kept: ReadonlyMap<string, KeptPlan> | undefined;
}
