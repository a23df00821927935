/** What lint found, for people and as JSON. */

import { visible, visibleInPlace } from '../../config/values/visible';
import { type ExitCode, exitCodeFor } from '../../report/exit-codes';
import { countSeverities, counts, type Finding, fingerprintOf, SEVERITIES } from '../../report/finding';
import { findingText } from '../../report/finding-text';
import { counted } from '../../report/finding-words';
import { columns } from '../../report/fold';
import { documentHead, jsonDocument } from '../../report/json-document';
import { PLAIN, type Style } from '../../report/style';
import type { Flaw } from './finding';
import type { LintResult } from './lint';
import { kindWords } from './policy-kind';
import { ACCESS_KEY } from './prose';
import { codeText } from './reading/program-code';
import { type SourceText, sourceText } from './source-text';
import type { VendorDocument } from './vendor-document';

/** A document that was looked at, or could not be. */
export type LintedFile =
  | {
      readonly file: string;
      readonly result: LintResult;
      readonly source: SourceText;
      /** What could not be read in it, a sentence each. Empty where all could. */
      readonly unread: readonly string[];
    }
  | { readonly file: string; readonly error: string };

export function lintedFile(file: string, result: LintResult): LintedFile {
  const { document } = result;
  const source = sourceText(document.source, document.page);
  return { file, result, source, unread: unreadSentences(document, source) };
}

/** Code is told once, however many statements it makes. */
function unreadSentences({ unread, code }: VendorDocument, source: SourceText): readonly string[] {
  const [first] = unread;
  if (!first) return [];
  if (!code) return unread.map(({ start }) => unreadStatement(source.placeOf(start).line));
  const { line } = source.placeOf(first.start);
  return [`line ${line}: this is ${codeText(code)}`];
}

function unreadStatement(line: number): string {
  return `line ${line}: a statement stands here in a form that is not read; write it as JSON, YAML or Terraform`;
}

type Read = Exclude<LintedFile, { error: string }>;

/** What was found in all of them. */
export function findingsOf(files: readonly LintedFile[]): readonly Finding[] {
  return files.flatMap((one) => ('error' in one ? [] : one.result.findings.map(placedIn(one))));
}

/** Gives the flaws of a file their places; those that are alike are numbered, so that each has its own fingerprint. */
function placedIn({ file, source }: Read): (flaw: Flaw) => Finding {
  const alike = new Map<string, number>();
  return ({ rule, severity, message, remediation, start, end }) => {
    const text = `${file} ${masked(source.text.slice(start, end))}`;
    const before = alike.get(`${rule} ${text}`) ?? 0;
    alike.set(`${rule} ${text}`, before + 1);
    const to = source.endPlaceOf(end);
    return {
      rule,
      severity,
      message: masked(message),
      remediation: masked(remediation),
      place: { file, ...source.placeOf(start), endLine: to.line, endColumn: to.column },
      fingerprint: fingerprintOf({ rule, detail: before === 0 ? text : `${text} ${before}` }),
    };
  };
}

/** Notes are no fault. */
export function exitCodeOf(files: readonly LintedFile[]): ExitCode {
  return exitCodeFor({
    isInconclusive: files.some((one) => unreadIn(one).length > 0),
    hasFindings: findingsOf(files).some(counts),
  });
}

/** Why a file, or what of it, could not be read; empty where all was. */
export function unreadIn(one: LintedFile): readonly string[] {
  return 'error' in one ? [one.error] : one.unread;
}

/** A finding, the line with a caret under it, and what would be right; then a line for each file. */
export function humanReport(files: readonly LintedFile[], style: Style = PLAIN): string {
  return files.map((one) => ('error' in one ? '' : fileReport(one, style))).join('');
}

function fileReport(one: Read, style: Style): string {
  const place = placedIn(one);
  const blocks = one.result.findings.map(
    (flaw) => `${findingText(place(flaw), { style, excerpt: excerpt(one.source, flaw) })}\n`,
  );
  return `${blocks.join('')}${visible(summary(one))}\n`;
}

function summary({ file, result: { policies, document, findings }, unread }: Read): string {
  const kinds = new Map<string, number>();
  for (const { kind } of policies) kinds.set(kindWords(kind), (kinds.get(kindWords(kind)) ?? 0) + 1);
  const seen = [...kinds].map(([kind, count]) => counted(count, `${kind} policy`, `${kind} policies`));
  const lists = document.actionLists.length;
  if (lists > 0) seen.push(counted(lists, 'list of actions', 'lists of actions'));
  const numbers = countSeverities(findings);
  const found = SEVERITIES.filter((severity) => numbers[severity] > 0).map((severity) =>
    severity === 'note' ? counted(numbers.note, 'note') : `${numbers[severity]} ${severity}`,
  );
  const rest = unread.length > 0 ? [`${counted(unread.length, 'place')} could not be read`] : [];
  const said = [found.join(', '), ...rest].filter(Boolean).join(', and ');
  const read = seen.join(', ') || (unread.length > 0 ? '' : 'no policy');
  return `${file}: ${[read, said || 'nothing found'].filter(Boolean).join(': ')}`;
}

/** Columns of a source line that are shown around a finding. */
const SHOWN = 92;

/** The line in which a finding begins, cut to what a terminal shows, and a caret below it. */
function excerpt(source: SourceText, { start, end }: Flaw): readonly string[] {
  const { line, column } = source.placeOf(start);
  const to = source.endPlaceOf(end);
  const text = visibleInPlace(masked(source.lineText(line)));
  const from = text.length <= SHOWN ? 0 : Math.max(0, Math.min(column - 1 - SHOWN / 3, text.length - SHOWN));
  const begin = Math.floor(from);
  const shown = text.slice(begin, begin + SHOWN);
  const at = column - 1 - begin;
  const length = to.line === line ? to.column - column : text.length;
  const width = Math.max(1, columns(shown.slice(at, at + length)));
  const left = begin > 0 ? '…' : ' ';
  const right = begin + SHOWN < text.length ? '…' : '';
  return [`   ${left}${shown}${right}`, `    ${' '.repeat(columns(shown.slice(0, at)))}${'^'.repeat(width)}`];
}

/** Access keys are never printed; the length stays, so that carets point where they should. */
export function masked(text: string): string {
  return text.replace(ACCESS_KEY, (key) => '*'.repeat(key.length));
}

export function jsonReport(files: readonly LintedFile[]): string {
  const findings = findingsOf(files);
  return jsonDocument({
    ...documentHead('lint-report'),
    counts: {
      ...countSeverities(findings),
      unreadable: files.filter((one) => unreadIn(one).length > 0).length,
    },
    findings,
    files: files.map((one) => ('error' in one ? one : jsonFile(one))),
  });
}

function jsonFile({ file, result, source, unread }: Read): unknown {
  return {
    file,
    policies: result.policies.map(({ policy, kind }) => ({ kind, ...source.placeOf(policy.node.start) })),
    actionLists: result.document.actionLists.map(({ start, actions }) => ({
      ...source.placeOf(start),
      actions: actions.map(({ value }) => value),
    })),
    ...(unread.length > 0 ? { unread } : {}),
  };
}
