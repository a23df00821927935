/** A vendor's document: every policy in it, every list of actions, and the prose around them. */
import type { JsonNode, ObjectNode } from './json-node';
import { readJson } from './json-reader';
import { isPolicy, type Policy, policyOf, type Text } from './policy-elements';
import type { Span } from './source-text';
import type { SyntaxProblem } from './tokens';

/** A piece of JSON that holds at least one policy. */
export interface PolicyText extends Span {
  readonly policies: readonly Policy[];
  readonly problems: readonly SyntaxProblem[];
  readonly root: ObjectNode;
}

/** Lines of a list, each the name of an action: what a document says in prose. */
export interface ActionList extends Span {
  readonly actions: readonly Text[];
}

export interface VendorDocument {
  readonly text: string;
  readonly policyTexts: readonly PolicyText[];
  readonly actionLists: readonly ActionList[];
  /** What is neither, in order. */
  readonly prose: readonly Span[];
}

export function readDocument(text: string): VendorDocument {
  const policyTexts = findPolicies(text);
  const around = gaps(text.length, policyTexts);
  const actionLists = around.flatMap((span) => findActionLists(text, span));
  return {
    text,
    policyTexts,
    actionLists,
    prose: gaps(text.length, [...policyTexts, ...actionLists].sort(byStart)),
  };
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start;
}

/** What can be a key at the beginning of an object, after blanks and comments. */
const OBJECT_BEGINS =
  /^\{(?:[\s\u200b]|\/\/[^\n]*\n|#[^\n]*\n|\/\*[^*]*\*\/)*(?:["“”„'‘’]|[A-Za-z]\w*\s*[:=])/;

function findPolicies(text: string): readonly PolicyText[] {
  const found: PolicyText[] = [];
  for (let at = text.indexOf('{'); at !== -1; ) {
    if (!OBJECT_BEGINS.test(text.slice(at, at + 2000))) {
      at = text.indexOf('{', at + 1);
      continue;
    }
    const { node, problems, end } = readJson(text, at);
    if (node?.kind === 'object') {
      const policies = policiesIn(node).map(policyOf);
      if (policies.length > 0) found.push({ start: node.start, end, policies, problems, root: node });
    }
    at = text.indexOf('{', Math.max(end, at + 1));
  }
  return found;
}

/** The policies in a value, outermost first: a template or the answer of an API may be wrapped around them. */
function policiesIn(node: JsonNode): readonly ObjectNode[] {
  if (node.kind === 'array') return node.items.flatMap(policiesIn);
  if (node.kind !== 'object') return [];
  return isPolicy(node) ? [node] : node.members.flatMap(({ value }) => policiesIn(value));
}

const LISTED_ACTION =
  /^[ \t]*(?:[-*•+]|\d+[.)])?[ \t]*[`"']?([a-z][a-z0-9-]*:[A-Za-z0-9*?]+:?)[`"']?,?[ \t]*\r?$/;

function findActionLists(text: string, within: Span): readonly ActionList[] {
  const lists: ActionList[] = [];
  let current: Text[] = [];
  let start = within.start;
  const finish = (): void => {
    const [first] = current;
    const last = current.at(-1);
    if (first && last) lists.push({ start: first.start, end: last.end, actions: current });
    current = [];
  };
  for (const line of text.slice(within.start, within.end).split('\n')) {
    const action = LISTED_ACTION.exec(line)?.[1];
    if (action !== undefined) {
      const at = start + line.indexOf(action);
      current.push({ value: action, start: at, end: at + action.length });
    } else if (line.trim() !== '') finish();
    start += line.length + 1;
  }
  finish();
  return lists;
}

function gaps(length: number, taken: readonly Span[]): readonly Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { start, end } of taken) {
    if (start > at) spans.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  if (at < length) spans.push({ start: at, end: length });
  return spans;
}
