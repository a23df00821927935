/** A vendor's document: every policy in it, every list of actions, and the prose around them. */
import type { Text } from './policy-elements';
import { afterChanges } from './reading/changed-text';
import { type DerivedText, derivedTwice } from './reading/derived-text';
import { withoutMargins } from './reading/line-margins';
import { markupText, pageText } from './reading/page-text';
import { gaps, type PolicyText, policyTexts } from './reading/policy-texts';
import { type CodeKind, codeIn, isCode } from './reading/program-code';
import { withoutDirectives } from './reading/template-directives';
import { unreadStatements } from './reading/unread-statements';
import type { Span } from './source-text';

/** Lines of a list, each the name of an action: what a document says in prose. */
export interface ActionList extends Span {
  readonly actions: readonly Text[];
}

export interface VendorDocument {
  /** The file's text. */
  readonly source: string;
  /** Of a web page the text that its reader sees, else the file's, without quotation marks and line numbers before
   * its lines. All places are places in this. */
  readonly page: DerivedText;
  readonly text: string;
  readonly policyTexts: readonly PolicyText[];
  readonly actionLists: readonly ActionList[];
  /** What is neither, in order. */
  readonly prose: readonly Span[];
  /** What looks like a statement there, and could not be read. */
  readonly unread: readonly Span[];
  /** Which code the document is or shows; undefined where it shows none. */
  readonly code: CodeKind | undefined;
}

/** `isYaml`: whether the file's name says so. */
export function readDocument(source: string, isYaml = false): VendorDocument {
  const seen = readPage(source, pageText(source), isYaml);
  if (seen.policyTexts.length > 0) return seen;
  // Pages also hold what they show in attributes and in data of their scripts.
  const unseen = markupText(source);
  const raw = unseen && readPage(source, unseen, isYaml);
  return raw && raw.policyTexts.length > 0 ? raw : seen;
}

function readPage(source: string, seen: DerivedText, isYaml: boolean): VendorDocument {
  const inner = derivedTwice(seen, withoutMargins(seen.text));
  const page = { ...inner, text: withoutDirectives(afterChanges(inner.text)) };
  const { text } = page;
  const all = policyTexts(text, isYaml);
  const inCode = all.filter((one) => isCode(text, one));
  const found = all.filter((one) => !inCode.includes(one));
  const around = gaps(text.length, all);
  const actionLists = around.flatMap((span) => findActionLists(text, span));
  return {
    source,
    page,
    text,
    policyTexts: found,
    actionLists,
    prose: gaps(text.length, [...all, ...actionLists].sort(byStart)),
    unread: [...inCode, ...unreadStatements(text, around, effectsIn(all))].sort(byStart),
    code: inCode.length > 0 ? codeIn(text, true) : codeIn(text),
  };
}

function effectsIn(texts: readonly PolicyText[]): readonly Span[] {
  return texts.flatMap(({ policies }) =>
    policies.flatMap(({ statements }) =>
      statements.flatMap(({ elements }) => elements.get('Effect')?.key ?? []),
    ),
  );
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start;
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
