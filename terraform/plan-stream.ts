/**
 * What `terraform plan -json` prints, a JSON document a line:
 * https://developer.hashicorp.com/terraform/internals/machine-readable-ui. `terraform show -json` says more of a plan,
 * but starts the provider once more, for a quarter of the time that the plan took.
 */
import type { PlanDocument, ResourceChange } from './plan-document';
import { argumentsOf, type ResourceValues, type StackDocument } from './stack-document';

/** A resource to which something would be done. */
interface PlannedChange {
  readonly resource: { readonly addr: string; readonly resource_type: string };
  readonly action: string;
  readonly importing?: unknown;
}

interface Message {
  readonly type: string;
  readonly change?: PlannedChange;
  readonly changes?: { readonly add: number; readonly change: number; readonly remove: number };
  readonly outputs?: PlanDocument['output_changes'];
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail?: string };
}

export interface PlanStream {
  readonly changes: readonly PlannedChange[];
  readonly outputs: NonNullable<PlanDocument['output_changes']>;
}

/** In the words of a plan's document; what is left out here does nothing. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  create: ['create'],
  update: ['update'],
  delete: ['delete'],
  replace: ['delete', 'create'],
  import: ['no-op'],
  // Nothing is destroyed: that is `delete`.
  remove: ['forget'],
};

/**
 * Undefined where the output does not tell all that the plan does: Terraform counts it at the end, and a run on another
 * machine (HCP Terraform) prints something else.
 */
export function readPlanStream(output: string): PlanStream | undefined {
  const messages = messagesIn(output);
  const summary = messages.findLast(({ type, changes }) => type === 'change_summary' && changes)?.changes;
  const changes = messages.flatMap(({ type, change }) =>
    type === 'planned_change' && change ? [change] : [],
  );
  const count = (...actions: readonly string[]) =>
    changes.filter(({ action }) => actions.includes(action)).length;
  const isWhole =
    summary?.add === count('create', 'replace') &&
    summary.change === count('update') &&
    summary.remove === count('delete', 'replace');
  if (!isWhole) return undefined;
  const outputs = messages.findLast(({ type }) => type === 'outputs')?.outputs;
  return { changes, outputs: inActions(outputs ?? {}) };
}

/** An output's action is one here, and a list in a plan's document. */
function inActions(outputs: object): PlanStream['outputs'] {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { action = 'noop' }]) => [
      name,
      { actions: [action === 'noop' ? 'no-op' : action] },
    ]),
  );
}

/** Whether a plan makes new things and does nothing else, so that no state has to say what was there. */
export function onlyMakes({ changes }: PlanStream): boolean {
  return changes.every(({ action, importing }) => action === 'create' && importing === undefined);
}

/** The plan's document, with what the stack asks for as `after` and what its state holds as `before`. */
export function documentOf(
  { changes, outputs }: PlanStream,
  text: StackDocument,
  state: ReadonlyMap<string, ResourceValues>,
): PlanDocument {
  return {
    resource_changes: changes.map(({ resource: { addr, resource_type: type }, action, importing }) => {
      const before = state.get(addr) ?? null;
      const asked = action === 'delete' ? undefined : argumentsOf(text, addr);
      const after = asked ? { ...before, ...asked } : null;
      const change = { actions: ACTIONS[action] ?? ['no-op'], before, after };
      const whole = importing === undefined ? change : { ...change, importing };
      return { address: addr, type, change: whole } satisfies ResourceChange;
    }),
    output_changes: outputs,
  };
}

/** Its errors and warnings, as Terraform says them to people; what is not JSON as it is. */
export function planInWords(output: string): string {
  return output
    .split('\n')
    .flatMap((line) => {
      const message = messageIn(line);
      if (!message) return [line];
      const { severity, summary, detail = '' } = message.diagnostic ?? {};
      if (severity === undefined) return [];
      return [`${severity === 'error' ? 'Error' : 'Warning'}: ${summary}`, '', detail, ''];
    })
    .join('\n');
}

function messagesIn(output: string): readonly Message[] {
  return output.split('\n').flatMap((line) => messageIn(line) ?? []);
}

function messageIn(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const message = JSON.parse(line);
    return typeof message?.type === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
