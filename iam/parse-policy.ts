/**
 * From a policy document to a policy that the engine can judge by, or to what AWS would refuse in it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { GRAMMARS } from './grammar';
import { readJson } from './json';
import { describe, fieldsOf, type Report, reportTo } from './parse-report';
import { parseStatement } from './parse-statement';
import type { ParsedPolicy, PolicyKind, PolicyProblem, Statement } from './policy';

const VERSIONS = ['2008-10-17', '2012-10-17'];
const ELEMENTS = ['Version', 'Id', 'Statement'];

/**
 * `source`: the document as text, or as the value that its JSON stands for. `name`: what decisions call the policy.
 * `unknowns`: AWS refuses operators and elements that it does not know, and so do we (`refuse`). But a policy that AWS
 * has accepted may be newer than this engine: with `keep` they are kept, and statements that have them are undecided.
 * Never throws.
 */
export function parsePolicy(
  source: unknown,
  kind: PolicyKind,
  name: string = kind,
  unknowns: 'refuse' | 'keep' = 'refuse',
): ParsedPolicy {
  const problems: PolicyProblem[] = [];
  const value = typeof source === 'string' ? readText(source, problems) : source;
  const statements =
    problems.length > 0 ? [] : parseDocument(value, kind, reportTo(problems, unknowns === 'keep'));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, policy: { name, kind, statements } };
}

function readText(text: string, problems: PolicyProblem[]): unknown {
  const json = readJson(text);
  for (const { message, line, column } of json.ok ? json.duplicates : [json.fault])
    problems.push({ path: '', message, at: { line, column } });
  return json.ok ? json.value : undefined;
}

function parseDocument(value: unknown, kind: PolicyKind, report: Report): readonly Statement[] {
  const fields = fieldsOf(value);
  if (!fields) {
    report.refuse('', `a policy is an object with Version and Statement, but this is ${describe(value)}`);
    return [];
  }
  const grammar = GRAMMARS[kind];
  const { Version = VERSIONS[0], Id, Statement: source } = fields;
  if (!VERSIONS.some((version) => version === Version))
    report.refuse('Version', `must be ${VERSIONS.join(' or ')}, but is ${describe(Version)}`);
  else if (grammar.needsVersion && fields.Version !== VERSIONS[1])
    report.unknown('Version', `must be ${VERSIONS[1]}, but is ${describe(fields.Version)}`);
  if (Id !== undefined && !grammar.id)
    report.unknown('Id', 'has no place in a policy of this kind; leave it out');
  if (Id !== undefined && typeof Id !== 'string')
    report.refuse('Id', `must be a text, but is ${describe(Id)}`);
  for (const element of Object.keys(fields))
    if (!ELEMENTS.includes(element))
      report.refuse(element, `is no element of a policy; ${ELEMENTS.join(', ')} are`);

  const list: readonly unknown[] = Array.isArray(source) ? source : [source];
  if (list.length === 0 || source === undefined)
    report.refuse('Statement', 'is missing; a policy needs at least one');
  if (source === undefined) return [];
  const statements = list.map((statement, index) => {
    const path = Array.isArray(source) ? `Statement[${index}]` : 'Statement';
    return parseStatement(statement, { index, path, grammar, variables: Version === VERSIONS[1], report });
  });
  if (grammar.plainSids) refuseRepeatedSids(statements, report);
  return statements.filter((statement) => statement !== undefined);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function refuseRepeatedSids(statements: readonly (Statement | undefined)[], report: Report): void {
  const seen = new Set<string>();
  for (const statement of statements) {
    if (!statement?.sid) continue;
    if (seen.has(statement.sid))
      report.unknown(
        `Statement[${statement.index}].Sid`,
        `${statement.sid} stands twice; every Sid must be its own`,
      );
    seen.add(statement.sid);
  }
}
