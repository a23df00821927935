/** What lint found, for people and as JSON. */
import { FINDING_KINDS, type Finding, type Severity } from './finding';
import type { LintResult } from './lint';
import { kindWords } from './policy-kind';
import { ACCESS_KEY } from './prose';
import { type SourceText, sourceText } from './source-text';

/** A document that was looked at, or could not be. */
export type LintedFile =
  | { readonly file: string; readonly result: LintResult; readonly source: SourceText }
  | { readonly file: string; readonly error: string };

export function lintedFile(file: string, result: LintResult): LintedFile {
  return { file, result, source: sourceText(result.document.text) };
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

export type Counts = Readonly<Record<Severity, number>>;

export function countsOf(findings: readonly Finding[]): Counts {
  const count = (severity: Severity): number => findings.filter((one) => one.severity === severity).length;
  return { error: count('error'), warning: count('warning'), note: count('note') };
}

/** `file:line:column severity id message`, the line with a caret under it, and what would be right. */
export function humanReport(files: readonly LintedFile[]): string {
  return files.map((one) => ('error' in one ? '' : fileReport(one))).join('');
}

function fileReport({ file, result, source }: Exclude<LintedFile, { error: string }>): string {
  const blocks = result.findings.map((found) => {
    const { line, column } = source.placeOf(found.start);
    return [
      `${file}:${line}:${column} ${found.severity} ${found.id} ${printable(masked(found.message))}`,
      ...excerpt(source, found),
      `    right: ${printable(masked(found.remedy))}`,
      '',
      '',
    ].join('\n');
  });
  return `${blocks.join('')}${summary(file, result)}\n`;
}

function summary(file: string, { policies, document, findings }: LintResult): string {
  const kinds = new Map<string, number>();
  for (const { kind } of policies) kinds.set(kindWords(kind), (kinds.get(kindWords(kind)) ?? 0) + 1);
  const seen = [...kinds].map(([kind, count]) => counted(count, `${kind} policy`, `${kind} policies`));
  const lists = document.actionLists.length;
  if (lists > 0) seen.push(counted(lists, 'list of actions', 'lists of actions'));
  const counts = countsOf(findings);
  const found = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    counted(counts[severity], severity, `${severity}s`),
  );
  return `${file}: ${seen.join(', ') || 'no policy'}: ${found.join(', ') || 'nothing found'}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Columns of a source line that are shown around a finding. */
const SHOWN = 92;

/** The line in which a finding begins, cut to what a terminal shows, and a caret below it. */
function excerpt(source: SourceText, { start, end }: Finding): readonly string[] {
  const { line, column } = source.placeOf(start);
  const text = printable(masked(source.lineText(line)));
  const from = text.length <= SHOWN ? 0 : Math.max(0, Math.min(column - 1 - SHOWN / 3, text.length - SHOWN));
  const begin = Math.floor(from);
  const shown = text.slice(begin, begin + SHOWN);
  const width = Math.max(1, Math.min(end - start, text.length - column + 1, SHOWN - (column - 1 - begin)));
  const left = begin > 0 ? '…' : ' ';
  const right = begin + SHOWN < text.length ? '…' : '';
  return [`   ${left}${shown}${right}`, `    ${' '.repeat(column - 1 - begin)}${'^'.repeat(width)}`];
}

/** Access keys are never printed; the length stays, so that carets point where they should. */
export function masked(text: string): string {
  return text.replace(ACCESS_KEY, (key) => '*'.repeat(key.length));
}

/** A document's text must not move the cursor or change the colours of whoever reads about it. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

/** Version 1 of the document that `--json` prints. */
export function jsonReport(files: readonly LintedFile[]): string {
  const all = files.flatMap((one) => ('error' in one ? [] : one.result.findings));
  const { error, warning, note } = countsOf(all);
  const document = {
    version: 1,
    files: files.map((one) => ('error' in one ? one : jsonFile(one))),
    counts: { error, warning, note, unreadable: files.filter((one) => 'error' in one).length },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function jsonFile({ file, result, source }: Exclude<LintedFile, { error: string }>): unknown {
  return {
    file,
    policies: result.policies.map(({ policy, kind }) => ({ kind, ...source.placeOf(policy.node.start) })),
    actionLists: result.document.actionLists.map(({ start, actions }) => ({
      ...source.placeOf(start),
      actions: actions.map(({ value }) => value),
    })),
    findings: result.findings.map((found) => {
      const from = source.placeOf(found.start);
      const to = source.placeOf(found.end);
      return {
        id: found.id,
        severity: found.severity,
        ...from,
        endLine: to.line,
        endColumn: to.column,
        about: FINDING_KINDS[found.id][1],
        message: masked(found.message),
        right: masked(found.remedy),
      };
    }),
  };
}
