/** Every policy in a text, in whichever form it is written: JSON, YAML, Terraform, or a text within the text. */
import type { JsonNode, ObjectNode } from '../json-node';
import { readJson } from '../json-reader';
import { isPolicy, type Policy, policyOf } from '../policy-elements';
import type { Span } from '../source-text';
import type { SyntaxProblem } from '../tokens';
import { embeddedTexts } from './embedded-text';
import { mappedNode, mappedProblems, mappedSpan, objectAt, stringAt } from './mapped-node';
import { resolved, resourcesOf } from './template-functions';
import { looksLikeTerraform, policyOfBlocks, terraformIn } from './terraform-policies';
import { yamlNodes } from './yaml-nodes';
import { yamlIn, yamlInTexts } from './yaml-policies';

/** A piece of the document that holds at least one policy. */
export interface PolicyText extends Span {
  readonly policies: readonly Policy[];
  readonly problems: readonly SyntaxProblem[];
  readonly root: ObjectNode;
}

/** `isYaml`: whether the text is known to be YAML, which may look like JSON without quotes. */
export function policyTexts(text: string, isYaml = false): readonly PolicyText[] {
  const found: PolicyText[] = [];
  const add = (more: readonly PolicyText[]): void => {
    found.push(
      ...more.filter((one) => !found.some((other) => one.start < other.end && other.start < one.end)),
    );
    found.sort((one, other) => one.start - other.start);
  };
  add(terraformIn(text).flatMap(eachPolicy));
  if (isYaml) add((yamlNodes(text, 0) ?? []).flatMap(eachPolicy));
  for (const { start, end } of yamlSegments(text))
    add(yamlIn(text.slice(start, end), start).flatMap(eachPolicy));
  // A text of YAML may hold another one, as the values of a ConfigMap do.
  for (const { start, end } of gaps(text.length, found))
    add(yamlInTexts(text.slice(start, end), start).flatMap(eachPolicy));
  const isTerraform = looksLikeTerraform(text);
  for (const gap of gaps(text.length, found)) add(jsonPolicies(text, gap, isTerraform));
  for (const { start, end, text: inner } of embeddedTexts(text)) {
    // An answer of an API or a template may hold some policies as objects and others as text.
    const isWithin = found.some(({ policies }) =>
      policies.some(({ node }) => node.start < end && start < node.end),
    );
    if (!isWithin)
      found.push(...policyTexts(inner.text).map((one) => ({ ...mapped(one, inner), start, end })));
  }
  return found.sort((one, other) => one.start - other.start);
}

function mapped(found: PolicyText, inner: ReturnType<typeof embeddedTexts>[number]['text']): PolicyText {
  return {
    ...mappedSpan(found, inner),
    policies: found.policies.map(({ node, fragment }) =>
      policyOf(mappedNode(node, inner) as ObjectNode, fragment),
    ),
    problems: mappedProblems(found.problems, inner),
    root: mappedNode(found.root, inner) as ObjectNode,
  };
}

/** What is not taken, in order. */
export function gaps(length: number, taken: readonly Span[]): readonly Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { start, end } of taken) {
    if (start > at) spans.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  if (at < length) spans.push({ start: at, end: length });
  return spans;
}

/** Code blocks of Markdown, and what is between them. */
function yamlSegments(text: string): readonly Span[] {
  const blocks = [...text.matchAll(/^[ \t]*(```+|~~~+)[^\n]*\n([\s\S]*?)^[ \t]*\1/gm)].map(
    ({ index, 0: all, 2: inner = '' }) => {
      const start = index + all.indexOf('\n') + 1;
      return { start, end: start + inner.length };
    },
  );
  return blocks.length === 0 ? [{ start: 0, end: text.length }] : [...blocks, ...gaps(text.length, blocks)];
}

function eachPolicy(root: JsonNode): readonly PolicyText[] {
  return policiesIn(root).map(({ node, policy }) => ({
    start: node.start,
    end: node.end,
    policies: [policy],
    problems: [],
    root: policy.node,
  }));
}

/** What can be a key at the beginning of an object, after blanks and comments. */
const OBJECT_BEGINS =
  /^\{(?:[\s\u200b]|\/\/[^\n]*\n|#[^\n]*\n|\/\*[^*]*\*\/)*(?:["“”„'‘’]|[A-Za-z]\w*\s*(?<sign>[:=]))/;

/** `isTerraform`: whether braces of the text may begin blocks. */
function jsonPolicies(text: string, within: Span, isTerraform: boolean): readonly PolicyText[] {
  const found: PolicyText[] = [];
  const next = (from: number): number => {
    const at = text.indexOf('{', from);
    return at >= within.end ? -1 : at;
  };
  for (let at = next(within.start); at !== -1; ) {
    const begins = OBJECT_BEGINS.exec(text.slice(at, at + 2000));
    if (!begins || (isTerraform && begins.groups?.sign === '=')) {
      at = next(at + 1);
      continue;
    }
    const { node, problems, end } = readJson(text.slice(0, within.end), at);
    const root = node?.kind === 'object' ? node : undefined;
    const policies = root ? policiesIn(root).map(({ policy }) => policy) : [];
    if (root && policies.length > 0) found.push({ start: root.start, end, policies, problems, root });
    at = next(Math.max(end, at + 1));
  }
  return found;
}

interface FoundPolicy {
  /** What of the document it is. */
  readonly node: JsonNode;
  readonly policy: Policy;
}

/** The policies in a value, outermost first: a template or the answer of an API may be wrapped around them. */
function policiesIn(root: JsonNode): readonly FoundPolicy[] {
  const whole = resolved(root, resourcesOf(root));
  return whole ? policiesBelow(whole) : [];
}

function policiesBelow(node: JsonNode): readonly FoundPolicy[] {
  if (node.kind === 'array') return node.items.flatMap(policiesBelow);
  if (node.kind !== 'object') return [];
  const framed = node.members.flatMap(({ key, value }) =>
    FRAMED.test(key.value) ? (framedPolicy(value) ?? []) : [],
  );
  if (framed.length > 0) return framed.map((policy) => ({ node: policy, policy: policyOf(policy) }));
  const ofBlocks = policyOfBlocks(node);
  if (ofBlocks) return [{ node, policy: policyOf(ofBlocks) }];
  if (isPolicy(node)) return [{ node, policy: policyOf(node) }];
  return node.members.flatMap(({ value }) => policiesBelow(value));
}

/** Where the Serverless Framework is given statements, around which it writes the policy. */
const FRAMED = /^(?:iamRoleStatements|statements)$/;

function framedPolicy(list: JsonNode): ObjectNode | undefined {
  if (list.kind !== 'array' || !list.items.some((item) => item.kind === 'object' && isPolicy(item)))
    return undefined;
  const opening = { start: list.start, end: list.start + 1 };
  return objectAt(list, [
    { key: stringAt(opening, 'Version'), value: stringAt(opening, '2012-10-17') },
    { key: stringAt(opening, 'Statement'), value: list },
  ]);
}
