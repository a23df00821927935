/** Where things stand in a parsed YAML document. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { FieldPath } from './field-path';

export type ParsedDocument = Document.Parsed;

/** The path of the key that begins at `offset`. */
export function pathAt(node: unknown, offset: number): FieldPath | undefined {
  const entries = isMap(node)
    ? node.items.map(({ key, value }) => ({ step: stepOf(key), key, value }))
    : isSeq(node)
      ? node.items.map((value, index) => ({ step: index, key: undefined, value }))
      : [];
  for (const { step, key, value } of entries) {
    if (startOf(key) === offset) return [step];
    const below = pathAt(value, offset);
    if (below) return [step, ...below];
  }
  return undefined;
}

function stepOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

function startOf(node: unknown): number | undefined {
  return (node as Partial<Node> | null | undefined)?.range?.[0];
}

/** One step down, through aliases; undefined where there is nothing. */
function descend(
  document: ParsedDocument,
  node: unknown,
  step: string | number,
): { readonly start: number | undefined; readonly value: unknown } | undefined {
  const parent = isAlias(node) ? node.resolve(document) : node;
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => stepOf(key) === String(step));
    return pair && { start: startOf(pair.key), value: pair.value };
  }
  if (isSeq(parent) && typeof step === 'number' && step < parent.items.length) {
    const value = parent.items[step];
    return { start: startOf(value), value };
  }
  return undefined;
}

export function offsetOf(document: ParsedDocument, path: FieldPath): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    const below = descend(document, node, step);
    if (!below) break;
    offset = below.start ?? offset;
    node = below.value;
  }
  return offset;
}

export function sourceOf(document: ParsedDocument, path: FieldPath): string | undefined {
  let node: unknown = document.contents;
  for (const step of path) node = descend(document, node, step)?.value;
  const scalar = isAlias(node) ? node.resolve(document) : node;
  return isScalar(scalar) ? scalar.source : undefined;
}
