/** What a plan does, in the words of `terraform show -json`: the part that is read here. */

/** What becomes of one resource. */
export interface ResourceChange {
  /** `aws_iam_role.target-role_6877AF2F`. */
  readonly address: string;
  readonly type: string;
  readonly change: {
    /** `['no-op']`, `['create']`, `['update']`, `['delete']`, `['delete', 'create']`, `['create', 'delete']`, `['read']`, `['forget']`. */
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    /** Whether it is taken over by import. */
    readonly importing?: unknown;
  };
}

export interface PlanDocument {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

export const EFFECTS = [
  'made',
  'taken over',
  'changed',
  'replaced',
  'destroyed',
  'no longer managed',
] as const;
export type Effect = (typeof EFFECTS)[number];

/** Undefined where nothing becomes of it. */
export function effectOf({ change }: ResourceChange): Effect | undefined {
  const has = (action: string) => change.actions.includes(action);
  if (has('create') && has('delete')) return 'replaced';
  if (has('create')) return 'made';
  if (has('delete')) return 'destroyed';
  if (has('forget')) return 'no longer managed';
  if (change.importing !== undefined) return 'taken over';
  return has('update') ? 'changed' : undefined;
}

/** Whether an apply would write anything, the state's outputs too. */
export function doesNothing({ resource_changes = [], output_changes = {} }: PlanDocument): boolean {
  const outputs = Object.values(output_changes).some(({ actions }) => !actions.includes('no-op'));
  return !outputs && resource_changes.every((change) => effectOf(change) === undefined);
}
