/**
 * Changes fields of a YAML text and nothing else: a change is a line or two in the user's next `git diff`, with all
 * comments, quotes and blanks as they were. What cannot be done within a line is done by the library, which keeps
 * comments too but sets the text anew.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  stringify,
  type YAMLMap,
} from 'yaml';
import type { FieldPath } from '../../config/yaml/field-path';

export interface FieldChange {
  readonly path: FieldPath;
  /** Undefined takes the field out. */
  readonly value: unknown;
}

/**
 * `order` is the order of the fields at the top: a new one is put behind the nearest that is there. `text` must be
 * valid YAML with a map at its top.
 */
export function editYaml(text: string, changes: readonly FieldChange[], order: readonly string[]): string {
  return changes.reduce((now, change) => editOne(now, change, order), text);
}

function editOne(text: string, change: FieldChange, order: readonly string[]): string {
  const meant = documentAfter(text, change);
  const inPlace = editInPlace(text, change, meant, order);
  if (inPlace !== undefined && isDeepStrictEqual(plainOf(inPlace), meant.toJS())) return inPlace;
  return meant.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function plainOf(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : document.toJS();
}

function documentAfter(text: string, { path, value }: FieldChange): Document {
  const document = parseDocument(text);
  if (value !== undefined) document.setIn(path, document.createNode(value));
  else if (document.hasIn(path)) document.deleteIn(path);
  return document;
}

/** Undefined where the change is none of those that lines can take. */
function editInPlace(
  text: string,
  { path, value }: FieldChange,
  meant: Document,
  order: readonly string[],
): string | undefined {
  const document = parseDocument(text);
  if (value === undefined && !document.hasIn(path)) return text;
  const leaf = document.getIn(path, true);
  if (value !== undefined && isInLine(leaf)) return withNode(text, leaf, value);
  // A field that comes into `{ … }` or leaves it: the whole of that collection is written anew.
  for (const [index] of path.entries()) {
    const around = path.slice(0, index);
    const node = index === 0 ? document.contents : document.getIn(around, true);
    if (isCollection(node) && node.flow) return withNode(text, node, plainAt(meant, around));
    if (index === path.length - 1 || !document.hasIn(path.slice(0, index + 1)))
      return isMap(node)
        ? withField(text, node, path[index], plainAt(meant, path.slice(0, index + 1)), order)
        : undefined;
  }
  return undefined;
}

function withField(
  text: string,
  map: YAMLMap,
  key: string | number | undefined,
  value: unknown,
  order: readonly string[],
): string | undefined {
  if (typeof key !== 'string') return undefined;
  const pair = pairOf(map, key);
  if (!pair) return value === undefined ? text : inserted(text, map, key, value, order);
  return value === undefined ? withoutLines(text, pair) : replaced(text, pair, value);
}

function isInLine(node: unknown): node is Node {
  return isScalar(node) || (isCollection(node) && node.flow === true);
}

function withNode(text: string, node: Node, value: unknown): string | undefined {
  if (!node.range) return undefined;
  return `${text.slice(0, node.range[0])}${inline(value, node)}${text.slice(node.range[1])}`;
}

function plainAt(document: Document, path: FieldPath): unknown {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node.toJS(document) : undefined;
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((item) => isScalar(item.key) && item.key.value === key);
}

function replaced(text: string, { key, value }: Pair, what: unknown): string | undefined {
  const range = (value as Node | null)?.range;
  const keyEnd = (key as Node).range?.[1];
  if (!range || keyEnd === undefined) return undefined;
  // A value over several lines begins on the line after its key and takes its comments with it.
  const lines = isCollection(value) && !value.flow;
  const start = lines ? text.indexOf(':', keyEnd) + 1 : range[0];
  const end = lines ? lastOffset(value as Node) : range[1];
  return `${text.slice(0, start)}${lines ? ' ' : ''}${inline(what, value)}${text.slice(end)}`;
}

function withoutLines(text: string, { key, value }: Pair): string | undefined {
  const start = (key as Node).range?.[0];
  if (start === undefined) return undefined;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = endOfLine(text, lastOffset((value ?? key) as Node));
  return text.slice(0, from) + text.slice(to);
}

function inserted(
  text: string,
  map: YAMLMap,
  key: string,
  what: unknown,
  order: readonly string[],
): string | undefined {
  const known = order.slice(0, Math.max(order.indexOf(key), 0));
  const before = [...map.items]
    .reverse()
    .find((item) => isScalar(item.key) && known.includes(String(item.key.value)));
  const after = (order.includes(key) ? before : undefined) ?? map.items.at(-1);
  const start = (after?.key as Node | undefined)?.range?.[0];
  if (!after || start === undefined) return undefined;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (indent.trim() !== '') return undefined;
  const at = endOfLine(text, lastOffset((after.value ?? after.key) as Node));
  const gap = text[at - 1] === '\n' ? '' : '\n';
  return `${text.slice(0, at)}${gap}${indent}${key}: ${inline(what)}\n${text.slice(at)}`;
}

/** On one line. A text keeps the quotes of the text that it stands for. */
function inline(what: unknown, old?: unknown): string {
  if (typeof what === 'object' && what !== null) return inBrackets(what);
  const node = typeof what === 'string' ? new Scalar(what) : what;
  if (node instanceof Scalar && isScalar(old) && typeof old.value === 'string' && isQuoted(old))
    node.type = old.type ?? 'PLAIN';
  return stringify(node, { lineWidth: 0 }).trimEnd();
}

/** `[a, b]` and `{ a: b }`. Within brackets more must be quoted than outside of them. */
function inBrackets(what: unknown): string {
  if (Array.isArray(what)) return `[${what.map(inBrackets).join(', ')}]`;
  if (typeof what !== 'object' || what === null)
    return stringify([what], { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 })
      .trimEnd()
      .slice(1, -1);
  const fields = Object.entries(what).map(([key, value]) => `${inBrackets(key)}: ${inBrackets(value)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function isQuoted({ type }: Scalar): boolean {
  return type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
}

/** Where the last character of a value stands, without the comment behind it. */
function lastOffset(node: Node): number {
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1);
    const inner = isMap(node) ? ((last as Pair).value ?? (last as Pair).key) : last;
    if (inner) return lastOffset(inner as Node);
  }
  return node.range?.[1] ?? 0;
}

/** Behind the line's end. */
function endOfLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}
