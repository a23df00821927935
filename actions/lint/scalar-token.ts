/** What a single token stands for by itself. */
import type { ScalarNode, StringNode } from './json-node';
import type { Token } from './tokens';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LITERALS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

export function stringOf(token: Token): StringNode {
  return { kind: 'string', start: token.start, end: token.end, value: token.value };
}

/** Undefined for a word that JSON does not have. */
export function scalarOf({ start, end, value }: Token): ScalarNode | undefined {
  const literal = LITERALS.get(value);
  if (literal !== undefined) return { kind: 'scalar', start, end, value: literal };
  return NUMBER.test(value) ? { kind: 'scalar', start, end, value: Number(value) } : undefined;
}
