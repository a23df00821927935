/** Nodes that were read in a text derived from the document's, at their places in the document. */
import type { JsonNode, Member, StringNode } from '../json-node';
import type { Span } from '../source-text';
import type { SyntaxProblem } from '../tokens';
import type { DerivedText } from './derived-text';

export function mappedNode(node: JsonNode, text: DerivedText): JsonNode {
  const span = mappedSpan(node, text);
  switch (node.kind) {
    case 'array':
      return { ...node, ...span, items: node.items.map((item) => mappedNode(item, text)) };
    case 'object':
      return { ...node, ...span, members: node.members.map((member) => mappedMember(member, text)) };
    default:
      return { ...node, ...span };
  }
}

function mappedMember({ key, value }: Member, text: DerivedText): Member {
  return { key: { ...key, ...mappedSpan(key, text) }, value: mappedNode(value, text) };
}

export function mappedSpan({ start, end }: Span, text: DerivedText): Span {
  const from = text.at(start);
  return { start: from, end: end > start ? Math.max(from, text.endAt(end)) : from };
}

export function mappedProblems(
  problems: readonly SyntaxProblem[],
  text: DerivedText,
): readonly SyntaxProblem[] {
  return problems.map((problem) => ({ ...problem, ...mappedSpan(problem, text) }));
}

/** Makes nodes that stand for what a document leaves out or says in another way. */
export function stringAt({ start, end }: Span, value: string): StringNode {
  return { kind: 'string', start, end, value };
}

export function objectAt({ start, end }: Span, members: readonly Member[]): JsonNode & { kind: 'object' } {
  return { kind: 'object', start, end, members };
}
