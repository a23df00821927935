/** YAML as the nodes that rules see, with CloudFormation's short tags as the functions that they stand for. */
import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, parseAllDocuments } from 'yaml';
import type { JsonNode, Member, StringNode } from '../json-node';
import { stringAt } from './mapped-node';

/** More than any template holds; aliases may multiply without end. */
const MOST_NODES = 100_000;

/**
 * The roots of the documents in `text`, their places counted from `offset`. Undefined where it is no YAML of lists and
 * maps.
 */
export function yamlNodes(text: string, offset: number): readonly JsonNode[] | undefined {
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent', prettyErrors: false, uniqueKeys: false });
    if (!Array.isArray(documents)) return undefined;
    return documents.flatMap((document) => {
      if (document.errors.length > 0) throw new NoYaml();
      const { contents } = document;
      if (!isMap(contents) && !isSeq(contents)) return [];
      let count = 0;
      const node = nodeOf(contents as ParsedNode, {
        offset,
        resolve: (alias) => (isAlias(alias) ? (alias.resolve(document) as ParsedNode | undefined) : alias),
        isBase: (one) => isBase(one, text),
        count: () => {
          count += 1;
          if (count > MOST_NODES) throw new NoYaml();
        },
      });
      return node ? [node] : [];
    });
  } catch (error) {
    if (error instanceof NoYaml || error instanceof RangeError || error instanceof ReferenceError)
      return undefined;
    throw error;
  }
}

/** A map that others take in by `<<: *anchor`, and that names no action by itself. */
function isBase(node: ParsedNode, text: string): boolean {
  if (!isMap(node) || node.anchor === undefined) return false;
  const named = node.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  if (named.some((name) => /^(?:Not)?Actions?$/i.test(name))) return false;
  return [...text.matchAll(/<<[ \t]*:[ \t]*(?<bases>\[[^\]]*\]|\*[^\s,[\]{}]+)/g)].some(({ groups }) =>
    groups?.bases?.split(/[\s,[\]]+/).includes(`*${node.anchor}`),
  );
}

class NoYaml extends Error {}

interface Reading {
  readonly offset: number;
  resolve(node: ParsedNode): ParsedNode | undefined;
  /** Whether it is a part of other maps and no statement yet. */
  isBase(node: ParsedNode): boolean;
  count(): void;
}

function nodeOf(written: ParsedNode | null | undefined, reading: Reading): JsonNode | undefined {
  if (!written) return undefined;
  reading.count();
  const node = reading.resolve(written);
  if (!node?.range || (node === written && reading.isBase(node))) return undefined;
  const span = { start: node.range[0] + reading.offset, end: node.range[1] + reading.offset };
  const plain = untagged(node, span, reading);
  const name = FUNCTIONS[node.tag ?? ''];
  return plain && name
    ? { kind: 'object', ...span, members: [{ key: stringAt(span, name), value: plain }] }
    : plain;
}

const FUNCTIONS: Readonly<Record<string, string>> = {
  '!Ref': 'Ref',
  ...Object.fromEntries(
    'Base64 Cidr FindInMap GetAtt GetAZs If ImportValue Join Select Split Sub Transform'
      .split(' ')
      .map((name) => [`!${name}`, `Fn::${name}`]),
  ),
};

function untagged(
  node: ParsedNode,
  span: { start: number; end: number },
  reading: Reading,
): JsonNode | undefined {
  if (isMap(node)) {
    return { kind: 'object', ...span, members: membersOf(node.items as readonly YamlPair[], reading) };
  }
  if (isSeq(node)) {
    const items = node.items.flatMap((item) => nodeOf(item as ParsedNode, reading) ?? []);
    return { kind: 'array', ...span, items };
  }
  if (!isScalar(node)) return undefined;
  const { value, source } = node;
  if (typeof value === 'boolean' || value === null) return { kind: 'scalar', ...span, value };
  // An account without quotes is a number to YAML, and a text to CloudFormation.
  return stringAt(span, typeof value === 'string' ? value : (source ?? String(value)));
}

type YamlPair = Pair<ParsedNode, ParsedNode | null>;

/** `<<: *base` puts the members of another map beside a map's own, which come first, but those that it has itself. */
function membersOf(pairs: readonly YamlPair[], reading: Reading): readonly Member[] {
  const members: Member[] = [];
  const taken: Member[] = [];
  for (const { key, value } of pairs) {
    const name = keyOf(key, reading);
    const node = nodeOf(value, reading);
    if (name?.value === '<<' && node)
      for (const one of node.kind === 'array' ? node.items : [node])
        taken.push(...(one.kind === 'object' ? one.members : []));
    else if (name)
      members.push({
        key: name,
        value: node ?? { kind: 'scalar', start: name.end, end: name.end, value: null },
      });
  }
  for (const member of taken)
    if (!members.some(({ key }) => key.value === member.key.value)) members.push(member);
  return members;
}

/** A key is a text as it is written: `Null` is an operator of conditions, and no null. */
function keyOf(key: ParsedNode, reading: Reading): StringNode | undefined {
  const node = nodeOf(key, reading);
  const source = isScalar(key) ? key.source : undefined;
  if (node?.kind === 'scalar' && source) return stringAt(node, source);
  return node?.kind === 'string' ? node : undefined;
}
