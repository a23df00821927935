/** An assertion on synthesised stacks, as data: what stands at a path of a type of resource. */
import { isDeepStrictEqual } from 'node:util';
import { lintText } from '../../actions/lint/lint';
import type { CheckedStack } from './checked-stacks';
import { type Json, replacedAt, valuesAt } from './stack-path';

export interface StackCheck {
  /** Type of the resources, `data.` before that of a data source. */
  readonly in: string;
  /** See `stack-path.ts`. With `lint` it leads to a policy. */
  readonly path?: string;
  /** Only these; by default every stack, of which one at least must have something at the path. */
  readonly stacks?: readonly string[];
  /** Whether one of a resource's values is enough; by default each must do. */
  readonly some?: boolean;
  readonly is?: Json;
  /** A regular expression. */
  readonly matches?: string;
  /** Nothing may stand there; without a path, no resource of the type may be there. */
  readonly absent?: boolean;
  /** Ids of findings that lint must not have in the policy. */
  readonly lint?: readonly string[];
  /** With this at the path, or at `brokenAt`, the check must fail. */
  readonly broken: Json;
  readonly brokenAt?: string;
}

type Stacks = Readonly<Record<string, CheckedStack>>;

/** What is wrong, by stack; empty where the check holds. */
export async function faultsOf(check: StackCheck, stacks: Stacks): Promise<readonly string[]> {
  const { in: type, path, absent = false } = check;
  const faults: string[] = [];
  let looked = 0;
  for (const [name, stack] of stacksFor(check, stacks)) {
    const resources = Object.values(stack[type] ?? {});
    if (absent && path === undefined) {
      if (resources.length > 0) faults.push(`${name}: there is ${type}`);
      continue;
    }
    const values = resources.map((resource) => valuesAt(resource, path ?? ''));
    looked += values.flat().length;
    if (check.stacks && values.flat().length === 0) faults.push(`${name}: nothing stands there`);
    for (const one of values) if (!(await holds(check, one))) faults.push(`${name}: ${JSON.stringify(one)}`);
  }
  if (looked === 0 && !(absent && path === undefined)) faults.push('nothing stands there in any stack');
  return faults;
}

/** The stacks that the check looks at, each with what it must not let pass. */
export function brokenStacks(check: StackCheck, stacks: Stacks): Stacks {
  const { in: type, path = '', absent, broken, brokenAt = path } = check;
  const changed = stacksFor(check, stacks).map(([name, stack]) => {
    const there = Object.entries(stack[type] ?? {});
    const resources = there.length === 0 && absent ? [['broken', null] as const] : there;
    const all = resources.map(([address, resource]) => [address, replacedAt(resource, brokenAt, broken)]);
    return [name, { ...stack, [type]: Object.fromEntries(all) }];
  });
  return Object.fromEntries(changed);
}

function stacksFor(
  { stacks: wanted }: StackCheck,
  stacks: Stacks,
): readonly (readonly [string, CheckedStack])[] {
  if (!wanted) return Object.entries(stacks);
  return wanted.flatMap((name) => {
    const stack = stacks[name];
    return stack ? [[name, stack] as const] : [];
  });
}

async function holds(check: StackCheck, values: readonly (Json | undefined)[]): Promise<boolean> {
  const { some = false, lint, ...rest } = check;
  if (lint) {
    const found = await Promise.all(values.map(findingIds));
    return !found.flat().some((id) => lint.includes(id));
  }
  return some ? values.some((value) => isRight(rest, value)) : values.every((value) => isRight(rest, value));
}

async function findingIds(policy: Json | undefined): Promise<readonly string[]> {
  return (await lintText(JSON.stringify(policy))).findings.map(({ rule }) => rule);
}

function isRight({ is, matches, absent }: Partial<StackCheck>, value: Json | undefined): boolean {
  if (absent) return value === undefined;
  if (matches !== undefined) return typeof value === 'string' && new RegExp(matches).test(value);
  return is !== undefined && isDeepStrictEqual(value, is);
}
