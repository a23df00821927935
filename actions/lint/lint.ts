/** Lints a document: every policy in it, every list of actions, and what is said around them. */
import { type ActionCatalogue, loadCatalogue } from './action-catalogue';
import { RULES } from './all-rules';
import { type Flaw, flaw } from './finding';
import type { Policy } from './policy-elements';
import { kindOf, type PolicyKind } from './policy-kind';
import { proseFindings } from './prose';
import { nameFindings } from './rules/action-names';
import { duplicateKeys } from './rules/duplicate-keys';
import type { SyntaxProblem } from './tokens';
import { readDocument, type VendorDocument } from './vendor-document';

export interface JudgedPolicy {
  readonly policy: Policy;
  readonly kind: PolicyKind;
}

export interface LintResult {
  readonly document: VendorDocument;
  readonly policies: readonly JudgedPolicy[];
  readonly catalogue: ActionCatalogue;
  /** In the order of the text. */
  readonly findings: readonly Flaw[];
}

/** `kind` overrides what the policies say of themselves; `isYaml`: whether the file's name says so. */
export async function lintText(text: string, kind?: PolicyKind, isYaml = false): Promise<LintResult> {
  const document = readDocument(text.replace(/\r(?!\n)/g, '\n'), isYaml);
  const policies = document.policyTexts.flatMap((found) => found.policies);
  const judged = policies.map((policy) => ({ policy, kind: kind ?? kindOf(policy) }));
  const catalogue = await loadCatalogue(servicesIn(document));
  const findings = [
    ...document.policyTexts.flatMap(({ problems, root }) => [
      ...syntaxFindings(problems, document),
      ...duplicateKeys(root),
    ]),
    ...judged.flatMap(({ policy, kind }) =>
      RULES.flatMap((rule) => rule({ policy, kind, catalogue, policies })),
    ),
    ...document.actionLists.flatMap(({ actions }) => nameFindings(actions, catalogue)),
    ...proseFindings(document),
  ];
  return { document, policies: judged, catalogue, findings: onceEach(findings.sort(inTextOrder)) };
}

/** What is written once and used twice, as by an alias, is told once. */
function onceEach(findings: readonly Flaw[]): readonly Flaw[] {
  const told = new Set<string>();
  return findings.filter(({ rule, start, end, message }) => {
    const words = `${rule} ${start} ${end} ${message}`;
    return !told.has(words) && told.add(words);
  });
}

function inTextOrder(a: Flaw, b: Flaw): number {
  return a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : 1);
}

/** Services that the document's actions and condition keys name; those of S3, STS and KMS for suggestions. */
function servicesIn({ policyTexts, actionLists }: VendorDocument): ReadonlySet<string> {
  const statements = policyTexts.flatMap(({ policies }) => policies).flatMap((policy) => policy.statements);
  const named = [
    ...statements.flatMap(({ actions, notActions, conditions }) => [
      ...actions,
      ...notActions,
      ...conditions.map(({ key }) => key),
    ]),
    ...actionLists.flatMap(({ actions }) => actions),
  ];
  return new Set(['s3', 'sts', 'kms', ...named.map(({ value }) => value.split(':')[0]?.toLowerCase() ?? '')]);
}

/** Habits that run through a whole policy are told once, with the places. */
const HABITS: ReadonlySet<SyntaxProblem['id']> = new Set([
  'comment',
  'odd-space',
  'typographic-quote',
  'single-quote',
]);

function syntaxFindings(problems: readonly SyntaxProblem[], document: VendorDocument): readonly Flaw[] {
  return problems.flatMap((problem): readonly Flaw[] => {
    const { id, message, remedy } = problem;
    if (!HABITS.has(id)) return [flaw(id, problem, message, remedy)];
    const same = problems.filter((other) => other.id === id);
    if (same[0] !== problem) return [];
    const others = same.length - 1;
    const more =
      others === 0
        ? ''
        : ` (and ${others} more, down to line ${lineOf(document.text, same[others]?.start ?? 0)})`;
    return [flaw(id, problem, `${message}${more}`, remedy)];
  });
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
