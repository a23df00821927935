/** A policy as the rules see it: its elements by name, misspelt ones too, every text with its place. */

import type { JsonNode, Member, ObjectNode, StringNode } from './json-node';
import { likelyMeant } from './likely-meant';
import type { Span } from './source-text';

export const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'] as const;
export const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;
export type StatementElement = (typeof STATEMENT_ELEMENTS)[number];

/** A text and where it stands: a string with its quotes, or a number or `true` and `false` in a condition. */
export interface Text extends Span {
  readonly value: string;
}

export interface PrincipalEntry {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`, or what stands there instead; `*` for the bare `"*"`. */
  readonly type: string;
  readonly typeAt: Span;
  readonly value: Text;
}

export interface ConditionEntry {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: Text;
  /** The operator without set prefix and `IfExists`, in lower case. */
  readonly base: string;
  readonly set?: 'ForAnyValue' | 'ForAllValues';
  readonly ifExists: boolean;
  readonly key: Text;
  readonly values: readonly Text[];
}

export interface Statement {
  readonly node: ObjectNode;
  /** The first member of each name. */
  readonly elements: ReadonlyMap<StatementElement, Member>;
  readonly effect: 'Allow' | 'Deny' | undefined;
  readonly actions: readonly Text[];
  readonly notActions: readonly Text[];
  readonly resources: readonly Text[];
  readonly notResources: readonly Text[];
  readonly principals: readonly PrincipalEntry[];
  readonly conditions: readonly ConditionEntry[];
}

export interface Policy {
  readonly node: ObjectNode;
  /** True where only a statement stood in the text, without the policy around it. */
  readonly fragment: boolean;
  readonly version: Member | undefined;
  readonly statements: readonly Statement[];
}

/** `fragment`: whether only a statement stands there; by default the node tells. */
export function policyOf(node: ObjectNode, fragment = !isWholePolicy(node) && isStatement(node)): Policy {
  if (fragment) return { node, fragment: true, version: undefined, statements: [statementOf(node)] };
  const statements = memberOf(node, 'Statement', POLICY_ELEMENTS)?.value;
  const nodes = statements?.kind === 'array' ? statements.items : statements ? [statements] : [];
  return {
    node,
    fragment: false,
    version: memberOf(node, 'Version', POLICY_ELEMENTS),
    statements: nodes.filter(isObject).map(statementOf),
  };
}

/** Whether this is a policy, told by its `Statement`, or a statement that stands alone. */
export function isPolicy(node: ObjectNode): boolean {
  return isWholePolicy(node) || isStatement(node);
}

function isWholePolicy(node: ObjectNode): boolean {
  const statement = memberOf(node, 'Statement', POLICY_ELEMENTS)?.value;
  return statement?.kind === 'array' || statement?.kind === 'object';
}

function isStatement(node: ObjectNode): boolean {
  const names = new Set(node.members.map(({ key }) => elementNamed(key.value, STATEMENT_ELEMENTS)));
  return (
    names.has('Effect') &&
    ['Action', 'NotAction', 'Principal', 'Resource'].some((name) => names.has(name as never))
  );
}

/** The element that a key means, letter case and small typing errors apart. */
export function elementNamed<T extends string>(key: string, elements: readonly T[]): T | undefined {
  const exact = elements.find((name) => name.toLowerCase() === key.toLowerCase());
  return exact ?? (elements.find((name) => name === likelyMeant(key, elements)) as T | undefined);
}

function memberOf<T extends string>(node: ObjectNode, name: T, elements: readonly T[]): Member | undefined {
  return (
    node.members.find(({ key }) => key.value === name) ??
    node.members.find(({ key }) => elementNamed(key.value, elements) === name)
  );
}

function statementOf(node: ObjectNode): Statement {
  const elements = new Map<StatementElement, Member>();
  for (const name of STATEMENT_ELEMENTS) {
    const member = memberOf(node, name, STATEMENT_ELEMENTS);
    if (member) elements.set(name, member);
  }
  const effect = elements.get('Effect')?.value;
  const actions = textsOf(elements.get('Action')?.value);
  const word = effect?.kind === 'string' ? effect.value.toLowerCase() : '';
  return {
    node,
    elements,
    effect: word === 'allow' ? 'Allow' : word === 'deny' ? 'Deny' : undefined,
    actions,
    notActions: textsOf(elements.get('NotAction')?.value),
    resources: textsOf(elements.get('Resource')?.value).map((text) => bucketOfTemplate(text, actions)),
    notResources: textsOf(elements.get('NotResource')?.value),
    principals: principalsOf((elements.get('Principal') ?? elements.get('NotPrincipal'))?.value),
    conditions: conditionsOf(elements.get('Condition')?.value),
  };
}

/**
 * What a template fills in where actions of S3 are allowed is a bucket's ARN, where it says so or something follows it;
 * alone it may be any resource, or a list of them.
 */
function bucketOfTemplate(text: Text, actions: readonly Text[]): Text {
  const isBucket =
    /^‹[^›]*(?:bucket[^›]*›|›.)/i.test(text.value) &&
    actions.length > 0 &&
    actions.every(({ value }) => /^s3:/i.test(value));
  return isBucket ? { ...text, value: `arn:aws:s3:::${text.value}` } : text;
}

function principalsOf(node: JsonNode | undefined): readonly PrincipalEntry[] {
  if (node?.kind !== 'object') {
    return textsOf(node).map((value) => ({ type: value.value === '*' ? '*' : '', typeAt: value, value }));
  }
  return node.members.flatMap(({ key, value }) =>
    textsOf(value).map((text) => ({ type: key.value, typeAt: key, value: text })),
  );
}

function conditionsOf(node: JsonNode | undefined): readonly ConditionEntry[] {
  if (node?.kind !== 'object') return [];
  return node.members.flatMap(({ key: operator, value }) =>
    value.kind === 'object'
      ? value.members.map((member) => ({
          ...operatorParts(operator),
          key: member.key,
          values: textsOf(member.value),
        }))
      : [],
  );
}

function operatorParts(operator: StringNode): Pick<ConditionEntry, 'operator' | 'base' | 'set' | 'ifExists'> {
  const [, prefix, base = '', suffix] =
    /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/is.exec(operator.value) ?? [];
  const set = prefix?.toLowerCase() === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue';
  return {
    operator,
    base: base.toLowerCase(),
    ifExists: suffix !== undefined,
    ...(prefix === undefined ? {} : { set }),
  };
}

/** One text or a list of them; what is neither is left to the rules on elements. */
function textsOf(node: JsonNode | undefined): readonly Text[] {
  if (!node || node.kind === 'object') return [];
  if (node.kind === 'array')
    return node.items.flatMap((item) => (item.kind === 'array' ? [] : textsOf(item)));
  return [{ start: node.start, end: node.end, value: String(node.value) }];
}

function isObject(node: JsonNode): node is ObjectNode {
  return node.kind === 'object';
}
