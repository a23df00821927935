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

class NoYaml extends Error {}

interface Reading {
  readonly offset: number;
  resolve(node: ParsedNode): ParsedNode | undefined;
  count(): void;
}

function nodeOf(written: ParsedNode | null | undefined, reading: Reading): JsonNode | undefined {
  if (!written) return undefined;
  reading.count();
  const node = reading.resolve(written);
  if (!node?.range) return undefined;
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
    const members = node.items.flatMap((pair) =>
      membersOf(pair as Pair<ParsedNode, ParsedNode | null>, reading),
    );
    return { kind: 'object', ...span, members };
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

/** `<<: *base` puts the members of another map here. */
function membersOf({ key, value }: Pair<ParsedNode, ParsedNode | null>, reading: Reading): readonly Member[] {
  const name = keyOf(key, reading);
  const node = nodeOf(value, reading);
  if (!name) return [];
  if (name.value === '<<' && node) {
    const merged = node.kind === 'array' ? node.items : [node];
    return merged.flatMap((one) => (one.kind === 'object' ? one.members : []));
  }
  return [{ key: name, value: node ?? { kind: 'scalar', start: name.end, end: name.end, value: null } }];
}

function keyOf(key: ParsedNode, reading: Reading): StringNode | undefined {
  const node = nodeOf(key, reading);
  return node?.kind === 'string' ? node : undefined;
}
