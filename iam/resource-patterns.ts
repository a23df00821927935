/** Long lists of resources: only patterns that begin as an ARN does can match it. */
import type { ArnParts, ArnPattern } from './arn';
import type { ResourceElement } from './policy';

type Patterns = ResourceElement['patterns'];

interface Index {
  /** Lengths of the beginnings. */
  readonly lengths: readonly number[];
  readonly byBeginning: ReadonlyMap<string, Patterns>;
}

/** Shorter lists are gone through. */
const LONG = 12;
const NONE: Patterns = [];
const indexes = new WeakMap<ResourceElement, Index>();

/** The element's patterns that could match the ARN. */
export function patternsNear(element: ResourceElement, arn: ArnParts): Patterns {
  if (element.patterns.length < LONG) return element.patterns;
  const index = indexes.get(element) ?? indexOf(element);
  const text = arn.join(':');
  const found = index.lengths.map((length) => index.byBeginning.get(text.slice(0, length)) ?? NONE);
  return found.flat();
}

/** What stands before the first wildcard or variable matches itself alone; what cannot be read may match anything. */
function indexOf(element: ResourceElement): Index {
  const byBeginning = new Map<string, (ArnPattern | undefined)[]>();
  element.patterns.forEach((pattern, at) => {
    const text = element.texts[at] ?? '';
    const end = pattern === undefined ? 0 : text.search(/[*?$]/);
    const beginning = end < 0 ? text : text.slice(0, end);
    const same = byBeginning.get(beginning);
    if (same) same.push(pattern);
    else byBeginning.set(beginning, [pattern]);
  });
  const lengths = [...new Set([...byBeginning.keys()].map(({ length }) => length))];
  const index = { lengths, byBeginning };
  indexes.set(element, index);
  return index;
}
