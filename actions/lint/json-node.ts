/** JSON values that remember where they stand. */
import type { Span } from './source-text';

/** Every string has the place of its quotes, so that a finding can point at it. */
export interface StringNode extends Span {
  readonly kind: 'string';
  readonly value: string;
}

/** A number, `true`, `false` or `null`. */
export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  readonly value: number | boolean | null;
}

export interface ArrayNode extends Span {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

export interface Member {
  readonly key: StringNode;
  readonly value: JsonNode;
}

/** Members stand in the order of the text; a key may come twice. */
export interface ObjectNode extends Span {
  readonly kind: 'object';
  readonly members: readonly Member[];
}

export type JsonNode = StringNode | ScalarNode | ArrayNode | ObjectNode;

/** The plain value, as `JSON.parse` makes it: of a key that comes twice the last one counts. */
export function plainValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'array':
      return node.items.map(plainValue);
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key.value, plainValue(value)]));
    default:
      return node.value;
  }
}
