/**
 * Values in a synthesised stack by a path: `policy.Statement[Effect=Allow].Action[*]`. `[*]` is each of a list, a value
 * alone being a list of one; `[Key=Value]` is each that has it. Policies are read as what they say, not as text.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The resources of one type, by address. */
export type Resources = Readonly<Record<string, Json>>;

interface Step {
  readonly kind: 'key' | 'each' | 'where';
  readonly key: string;
  readonly value: string;
}

const STEP = /([^.[\]]+)|\[([^\]]+)\]/g;

function stepsOf(path: string): readonly Step[] {
  return [...path.matchAll(STEP)].map(([, name, filter = '']): Step => {
    if (name !== undefined) return { kind: 'key', key: name, value: '' };
    if (filter === '*') return { kind: 'each', key: '', value: '' };
    const [key = '', value = ''] = filter.split('=');
    return { kind: 'where', key, value };
  });
}

/** With every policy in it taken apart. */
export function withPolicies(value: Json): Json {
  if (typeof value === 'string') return value.startsWith('{"Version":') ? (JSON.parse(value) as Json) : value;
  if (Array.isArray(value)) return value.map(withPolicies);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withPolicies(one)]));
}

/** Every value that a path leads to; undefined for each place where its last key is not there. */
export function valuesAt(root: Json, path: string): readonly (Json | undefined)[] {
  let values: readonly (Json | undefined)[] = [root];
  for (const step of stepsOf(path)) values = values.flatMap((value) => taken(value, step));
  return values;
}

function taken(value: Json | undefined, { kind, key, value: wanted }: Step): readonly (Json | undefined)[] {
  if (kind === 'key') return [memberOf(value, key)];
  const list = listOf(value);
  return kind === 'each' ? list : list.filter((one) => has(one, key, wanted));
}

function listOf(value: Json | undefined): readonly (Json | undefined)[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  return typeof value === 'object' && value !== null
    ? (value as { readonly [key: string]: Json | undefined })[key]
    : undefined;
}

function has(value: Json | undefined, key: string, wanted: string): boolean {
  return listOf(memberOf(value, key)).includes(wanted);
}

/** The same with another value at every place that the path leads to. What is missing on the way is made. */
export function replacedAt(root: Json | undefined, path: string, value: Json): Json {
  return replaced(root, stepsOf(path), value);
}

function replaced(root: Json | undefined, [step, ...rest]: readonly Step[], value: Json): Json {
  if (!step) return value;
  if (step.kind === 'key') {
    const members = typeof root === 'object' && root !== null && !Array.isArray(root) ? root : {};
    return { ...members, [step.key]: replaced(memberOf(root, step.key), rest, value) };
  }
  return listOf(root).map((one) =>
    step.kind === 'each' || has(one, step.key, step.value) ? replaced(one, rest, value) : (one ?? null),
  );
}
