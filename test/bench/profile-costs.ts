/** Profiles as Node writes them, summed up by packages and by our own rooms. */

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

const IDLE: ReadonlySet<string> = new Set(['(idle)', '(root)', '(program)']);

/** Milliseconds that each place spent itself, the dearest first. `profiles`: texts of files, one a thread. */
export function costsIn(profiles: readonly string[]): ReadonlyMap<string, number> {
  const costs = new Map<string, number>();
  for (const text of profiles) {
    const { nodes, samples, timeDeltas }: Profile = JSON.parse(text);
    const placeOf = new Map(nodes.map(({ id, callFrame }) => [id, place(callFrame)]));
    for (const [at, id] of samples.entries()) {
      const name = placeOf.get(id);
      if (name === undefined) continue;
      costs.set(name, (costs.get(name) ?? 0) + (timeDeltas[at] ?? 0) / 1_000);
    }
  }
  return new Map([...costs].sort(([, one], [, other]) => other - one));
}

/** A package, a folder of ours, or what Node does by itself; undefined where nothing is done. */
function place({ functionName, url }: Profile['nodes'][number]['callFrame']): string | undefined {
  if (functionName.startsWith('RegExp:')) return 'regular expressions';
  if (url === '')
    return IDLE.has(functionName) ? undefined : functionName.startsWith('(') ? functionName : 'Node itself';
  if (url.startsWith('node:internal/modules')) return 'loading of modules';
  if (url.startsWith('node:')) return 'Node itself';
  const [, name] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
  if (name !== undefined) return name;
  const [, own] = /\/dist\/((?:[^/]+\/){1,2})(?:[^/]+\/)*[^/]+$/.exec(url) ?? [];
  return own?.replace(/\/$/, '') ?? 'scripts';
}

/** Why it is spent, by place. */
export const WHY: Readonly<Record<string, string>> = {
  'loading of modules':
    'Node compiles what a command loads, once a run and a thread, however many tenants there are',
  'Node itself': 'reading files, sockets and timers: all that leaves the process',
  'regular expressions':
    'lint reads a text that nobody has taken apart before; names and ARNs are judged by their form',
  '(garbage collector)': 'what was read is let go',
  yaml: 'a file is read with the place of every field, which each finding names',
  zod: 'every file is held to the schema',
  '@smithy/core': "AWS's SDK makes, signs and reads some twenty requests a tenant",
  '@aws-sdk/core': "AWS's SDK, likewise",
  'actions/lint': 'the rules themselves',
  iam: "each of a tenant's policies is taken apart, statement by statement, before it is judged",
  'iam/reach': 'what policies allow is compared exactly, and not by samples',
};
