/** Long lists: only what begins as an ARN does can match it. */
import type { ArnParts, ArnPattern } from './arn';
import type { Policy, ResourceElement, Statement } from './policy';

/** What a list holds, by what it begins with: literally, up to the first wildcard or variable. */
export interface Index<T> {
  /** Lengths of the beginnings. */
  readonly lengths: readonly number[];
  readonly byBeginning: ReadonlyMap<string, readonly T[]>;
}

/** Shorter lists are gone through. */
const LONG = 12;
const patternIndexes = new WeakMap<ResourceElement, Index<ArnPattern | undefined>>();
const statementIndexes = new WeakMap<Policy, Index<number>>();

/** The element's patterns that could match the ARN. */
export function patternsNear(element: ResourceElement, arn: ArnParts): ResourceElement['patterns'] {
  if (element.patterns.length < LONG) return element.patterns;
  let index = patternIndexes.get(element);
  if (!index) {
    const beginnings = beginningsOf(element);
    index = indexOf(element.patterns.map((pattern, at) => [beginnings[at] ?? '', pattern]));
    patternIndexes.set(element, index);
  }
  return membersNear(index, arn.join(':'));
}

/** The policy's statements that could match one of the ARNs, in order. */
export function statementsNear(policy: Policy, arns: readonly string[]): readonly Statement[] {
  const { statements } = policy;
  if (statements.length < LONG) return statements;
  let index = statementIndexes.get(policy);
  if (!index) {
    index = indexOf(
      statements.flatMap(({ resource }, at) => {
        const beginnings = resource?.element === 'Resource' ? beginningsOf(resource) : [''];
        return [...new Set(beginnings)].map((beginning) => [beginning, at] as const);
      }),
    );
    statementIndexes.set(policy, index);
  }
  const places = new Set<number>();
  for (const arn of arns) for (const at of membersNear(index, arn)) places.add(at);
  return [...places].sort((one, other) => one - other).flatMap((at) => statements[at] ?? []);
}

/** What cannot be read may match anything. */
export function beginningsOf({ texts, patterns }: ResourceElement): readonly string[] {
  return texts.map((text, at) => {
    if (patterns[at] === undefined) return '';
    const end = text.search(/[*?$]/);
    return end < 0 ? text : text.slice(0, end);
  });
}

export function indexOf<T>(entries: readonly (readonly [beginning: string, member: T])[]): Index<T> {
  const byBeginning = new Map<string, T[]>();
  for (const [beginning, member] of entries) {
    const same = byBeginning.get(beginning);
    if (same) same.push(member);
    else byBeginning.set(beginning, [member]);
  }
  return { lengths: [...new Set([...byBeginning.keys()].map(({ length }) => length))], byBeginning };
}

/** Those that begin as the text does; nobody else can match it. */
export function membersNear<T>({ lengths, byBeginning }: Index<T>, text: string): readonly T[] {
  return lengths.flatMap((length) =>
    length > text.length ? [] : (byBeginning.get(text.slice(0, length)) ?? []),
  );
}
