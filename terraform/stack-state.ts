/** A stack's state as Terraform keeps it: format version 4, which all Terraforms from 0.12 on write. */
import { existsSync, readFileSync } from 'node:fs';
import { initialise } from './initialise';
import { localState, type ResourceValues } from './stack-document';
import { runInStack, type StackTerraform } from './stack-run';

/** Which state it is, and how often it was written: the same pair is the same state. */
export interface StatePosition {
  readonly lineage: string;
  readonly serial: number;
}

export interface StackState {
  readonly position: StatePosition;
  /** By name. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** By address, `aws_iam_role.target-role_6877AF2F`. */
  readonly resources: ReadonlyMap<string, ResourceValues>;
}

/**
 * Of a local state, its file is read; any other is fetched by Terraform, from a folder that is initialised. Undefined
 * where there is none.
 */
export async function stackState(stack: StackTerraform): Promise<StackState | undefined> {
  const local = localState(stack.folder);
  if (local !== undefined) return existsSync(local) ? parsed(readFileSync(local, 'utf8')) : undefined;
  await initialise(stack);
  const { output } = await runInStack(stack, ['state', 'pull']);
  return parsed(output);
}

interface StateText extends StatePosition {
  readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes?: ResourceValues | null }[];
  }[];
}

function parsed(text: string): StackState | undefined {
  if (text.trim() === '') return undefined;
  const { lineage, serial, outputs = {}, resources = [] } = JSON.parse(text) as StateText;
  const managed = resources.filter(({ mode }) => mode === 'managed');
  return {
    position: { lineage, serial },
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])),
    resources: new Map(
      managed.map(({ type, name, instances }) => [`${type}.${name}`, instances[0]?.attributes ?? {}]),
    ),
  };
}
