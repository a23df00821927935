/**
 * Policies in Terraform: `data "aws_iam_policy_document"` and objects that are written with `=`. What stands in a
 * heredoc is JSON, and read as such.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
import type { JsonNode, Member, ObjectNode } from '../json-node';
import type { Span } from '../source-text';
import { readHclBlock, readHclObject } from './hcl-reader';
import { objectAt, stringAt } from './mapped-node';

const DOCUMENT = /\bdata\s+"?aws_iam_policy_document"?\s+"[^"\n]*"\s*\{/g;
/** An object whose first key is a bare word with `=`, or what `jsonencode` is given. */
const OBJECT = /\{(?=(?:\s|#[^\n]*\n|\/\/[^\n]*\n)*[A-Za-z_]\w*[ \t]*=(?![=>]))|(?<=\bjsonencode\(\s*)\{/g;

/** Whether there are blocks of a configuration in it, whose braces begin no JSON. */
export function looksLikeTerraform(text: string): boolean {
  return /^[ \t]*(?:resource|data|module|locals|variable|output|provider|terraform)\b[^\n={]*\{/m.test(text);
}

/** Nodes that may hold policies, in the order of the text. Never throws. */
export function terraformIn(text: string): readonly JsonNode[] {
  const documents = starts(text, DOCUMENT).flatMap(({ end }) => readHclBlock(text, end - 1) ?? []);
  const found: { readonly node: JsonNode; readonly end: number }[] = [...documents];
  for (const { start } of starts(text, OBJECT)) {
    if (found.some(({ node, end }) => node.start <= start && start < end)) continue;
    const object = readHclObject(text, start);
    if (object) found.push(object);
  }
  return found.map(({ node }) => node).sort((one, other) => one.start - other.start);
}

function starts(text: string, pattern: RegExp): readonly Span[] {
  return [...text.matchAll(pattern)].map(({ index, 0: all }) => ({ start: index, end: index + all.length }));
}

/** Elements of a statement block by what they are called in a policy. */
const ELEMENTS: Readonly<Record<string, string>> = {
  sid: 'Sid',
  effect: 'Effect',
  actions: 'Action',
  not_actions: 'NotAction',
  resources: 'Resource',
  not_resources: 'NotResource',
};

/**
 * `statement` blocks as the policy that they make, and a block or an object like one that stands alone, as modules take
 * it; undefined for other objects.
 */
export function policyOfBlocks(node: ObjectNode): ObjectNode | undefined {
  if (standsAlone(node)) {
    const opening = { start: node.start, end: node.start + 1 };
    return objectAt(node, [
      { key: stringAt(opening, 'Version'), value: stringAt(opening, '2012-10-17') },
      { key: stringAt(opening, 'Statement'), value: statementOf(node) },
    ]);
  }
  const statements = node.members.filter(({ key }) => key.value === 'statement');
  const blocks = statements.flatMap(({ value }) => (value.kind === 'array' ? value.items : [value]));
  const objects = blocks.flatMap((block) => (block.kind === 'object' ? [block] : []));
  if (!objects.some(isBlock)) return undefined;
  const [first] = statements;
  if (!first) return undefined;
  const version = node.members.find(({ key }) => key.value === 'version');
  const opening = { start: node.start, end: node.start + 1 };
  return objectAt(node, [
    version
      ? renamed(version, 'Version')
      : { key: stringAt(opening, 'Version'), value: stringAt(opening, '2012-10-17') },
    {
      key: { ...first.key, value: 'Statement' },
      value: { kind: 'array', start: first.key.start, end: first.key.end, items: objects.map(statementOf) },
    },
  ]);
}

/** `{ effect = "Allow", actions = […], resources = […] }`. */
function standsAlone(node: ObjectNode): boolean {
  const [actions, effect, resources] = ['actions', 'effect', 'resources'].map((name) =>
    attributeOf(node, name),
  );
  const items = actions?.kind === 'array' ? actions.items : [];
  return (
    (effect ?? resources) !== undefined &&
    items.some((item) => /^(?:\*|[a-z0-9-]+:[\w*?]+)$/.test(textOf(item)))
  );
}

function isBlock({ members }: ObjectNode): boolean {
  return members.some(({ key }) => /^(?:not_)?(?:actions|resources)$/.test(key.value));
}

function renamed({ key, value }: Member, name: string): Member {
  return { key: { ...key, value: name }, value };
}

function statementOf(block: ObjectNode): ObjectNode {
  const opening = { start: block.start, end: block.start + 1 };
  const plain = block.members.flatMap((member): readonly Member[] => {
    const name = ELEMENTS[member.key.value];
    return name === undefined ? [] : [renamed(member, name)];
  });
  const effect = plain.some(({ key }) => key.value === 'Effect')
    ? []
    : [{ key: stringAt(opening, 'Effect'), value: stringAt(opening, 'Allow') }];
  const elements = [
    ...effect,
    ...plain,
    ...principals(block, 'principals', 'Principal'),
    ...principals(block, 'not_principals', 'NotPrincipal'),
    ...conditions(block),
  ];
  return objectAt(
    block,
    elements.map(({ key, value }) => ({ key, value: withVariables(value) })),
  );
}

/** `&{aws:username}` is how the data source writes a policy variable, which Terraform would fill in itself. */
function withVariables(node: JsonNode): JsonNode {
  if (node.kind === 'string') return { ...node, value: node.value.replaceAll('&{', '${') };
  if (node.kind === 'array') return { ...node, items: node.items.map(withVariables) };
  if (node.kind !== 'object') return node;
  return {
    ...node,
    members: node.members.map(({ key, value }) => ({ key, value: withVariables(value) })),
  };
}

function blocksNamed(
  { members }: ObjectNode,
  name: string,
): readonly { readonly key: Member['key']; readonly block: ObjectNode }[] {
  return members.flatMap(({ key, value }) => {
    if (key.value !== name) return [];
    const items = value.kind === 'array' ? value.items : [value];
    return items.flatMap((block) => (block.kind === 'object' ? [{ key, block }] : []));
  });
}

function attributeOf({ members }: ObjectNode, name: string): JsonNode | undefined {
  return members.find(({ key }) => key.value === name)?.value;
}

function textOf(node: JsonNode | undefined): string {
  return node?.kind === 'string' ? node.value : '';
}

/** `type` and `identifiers`, of which a statement may have several. */
function principals(block: ObjectNode, from: string, name: string): readonly Member[] {
  const [first, ...others] = blocksNamed(block, from);
  if (!first) return [];
  const key = { ...first.key, value: name };
  if (textOf(attributeOf(first.block, 'type')) === '*') return [{ key, value: stringAt(first.block, '*') }];
  const byType = new Map<string, { readonly at: JsonNode; readonly items: JsonNode[] }>();
  for (const { block: one } of [first, ...others]) {
    const type = attributeOf(one, 'type') ?? one;
    const identifiers = attributeOf(one, 'identifiers');
    const known = byType.get(textOf(type)) ?? { at: type, items: [] };
    known.items.push(
      ...(identifiers?.kind === 'array' ? identifiers.items : identifiers ? [identifiers] : []),
    );
    byType.set(textOf(type), known);
  }
  const members = [...byType].map(
    ([type, { at, items }]): Member => ({
      key: stringAt(at, type),
      value: { kind: 'array', start: at.start, end: at.end, items },
    }),
  );
  return [{ key, value: objectAt(first.block, members) }];
}

/** `test`, `variable` and `values`; two tests of one name stand in one operator. */
function conditions(block: ObjectNode): readonly Member[] {
  const all = blocksNamed(block, 'condition');
  const [first] = all;
  if (!first) return [];
  const byTest = new Map<string, { readonly at: JsonNode; readonly members: Member[] }>();
  for (const { block: one } of all) {
    const [test, variable, values] = ['test', 'variable', 'values'].map((name) => attributeOf(one, name));
    const known = byTest.get(textOf(test)) ?? { at: test ?? one, members: [] };
    known.members.push({
      key: stringAt(variable ?? one, textOf(variable)),
      value: values ?? stringAt(one, ''),
    });
    byTest.set(textOf(test), known);
  }
  const members = [...byTest].map(
    ([test, { at, members: keys }]): Member => ({ key: stringAt(at, test), value: objectAt(at, keys) }),
  );
  return [{ key: { ...first.key, value: 'Condition' }, value: objectAt(first.block, members) }];
}
