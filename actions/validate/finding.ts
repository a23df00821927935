/** Differences between policies and file as findings: few sentences for many requests, each at a line of the file. */

import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import type { Problem } from '../../config/yaml/problem';
import { type Decision, explain, type PolicyKind } from '../../iam';
import { type Finding, fingerprintOf, type Severity } from '../../report/finding';
import type { Rule } from '../../report/finding-rule';
import type { Difference, DifferenceKind } from './proof';
import type { Part, Question } from './proof-question';
import type { PolicyFault } from './proposed-policies';
import { STAND_INS } from './stand-ins';
import { isOverPlainHttp } from './what-the-file-says';

export interface ValidateRule extends Rule {
  readonly severity: Severity;
}

/** What a finding can be. */
export const RULES = {
  file: rule('file', 'high', 'A file of the project has a problem.'),
  'policy-refused': rule(
    'policy-refused',
    'high',
    'AWS would refuse a policy, or read it otherwise than it was meant.',
  ),
  'allowed-too-much': rule(
    'allowed-too-much',
    'high',
    'The policies allow what the tenant’s file does not say.',
  ),
  'allowed-too-little': rule(
    'allowed-too-little',
    'medium',
    'The policies do not allow what the tenant’s file says.',
  ),
  'not-denied': rule('not-denied', 'high', 'What must be refused by a Deny is only not allowed.'),
  'cannot-be-proven': rule(
    'cannot-be-proven',
    'medium',
    'A policy rests on a condition key that no request is known to have.',
  ),
  notice: rule('notice', 'note', 'Worth knowing, and no fault.'),
} as const;

export type RuleId = keyof typeof RULES;

function rule(id: string, severity: Severity, text: string): ValidateRule {
  return { id, severity, text };
}

const RULE_OF: Readonly<Record<DifferenceKind, RuleId>> = {
  more: 'allowed-too-much',
  less: 'allowed-too-little',
  open: 'not-denied',
  unclear: 'cannot-be-proven',
};

/** Names that a sentence holds; of more it gives the number. Of places, whose ARNs are long, it holds one. */
const NAMED = 3;

export function problemFinding(problem: Problem): Finding {
  return fileFinding(problem, 'file');
}

/** A problem that blocks nobody. */
export function noticeFinding(problem: Problem): Finding {
  return fileFinding(problem, 'notice');
}

function fileFinding(problem: Problem, rule: 'file' | 'notice'): Finding {
  const { file, line, column, path, message } = problem;
  const tenant = tenantOf(file);
  return {
    rule,
    severity: RULES[rule].severity,
    message,
    remediation: rule === 'notice' ? '' : `correct ${path === '' ? file : path}`,
    place: { file, line, column, ...(path === '' ? {} : { path }) },
    ...(tenant === undefined ? {} : { tenant }),
    fingerprint: fingerprintOf({ rule, tenant, attribute: path, detail: `${file} ${message}` }),
  };
}

/** A tenant's file is named after it. */
function tenantOf(file: string): string | undefined {
  return /^tenants\/([^/]+)\.yaml$/.exec(file)?.[1];
}

const FIELD_OF: Readonly<Partial<Record<PolicyKind, string>>> = {
  trust: 'principal',
  bucket: 'bucket',
  'access-point': 'accessPoint',
  key: 'bucket.encryption.kmsKeyArn',
};

export function faultFinding(project: Project, tenant: Tenant, fault: PolicyFault): Finding {
  const { policy, kind, message } = fault;
  const path = FIELD_OF[kind] ?? 'grants';
  const remediation = `correct ${path}, from which the policy follows`;
  return tenantFinding(project, tenant, 'policy-refused', path, policy, {
    message: `the ${policy} policy: ${message}`,
    remediation,
  });
}

/** `detail`: what tells it apart from other findings of the same rule at the same field. */
function tenantFinding(
  project: Project,
  tenant: Tenant,
  rule: RuleId,
  path: string,
  detail: string,
  says: Pick<Finding, 'message' | 'remediation' | 'expected' | 'actual'>,
): Finding {
  return {
    rule,
    severity: RULES[rule].severity,
    ...says,
    place: { ...project.locate(tenant.name, path), path },
    tenant: tenant.name,
    account: tenant.account,
    fingerprint: fingerprintOf({ rule, tenant: tenant.name, attribute: path, detail }),
  };
}

const REPORT_IT =
  'do not deploy: the policies follow from the file, so a difference is a defect of s3-handshake; report it with this text';

/** What the file says and what the policies do, in words, and what to do about it. */
const OUTCOMES: Readonly<Record<DifferenceKind, Pick<Finding, 'remediation' | 'expected' | 'actual'>>> = {
  more: { expected: 'denied', actual: 'allowed', remediation: REPORT_IT },
  less: { expected: 'allowed', actual: 'denied', remediation: REPORT_IT },
  open: { expected: 'denied by a Deny', actual: 'not allowed', remediation: REPORT_IT },
  unclear: {
    actual: 'inconclusive',
    remediation: 'treat it as allowed: only a request to AWS can tell, and s3-handshake verify sends it',
  },
};

/**
 * One finding for what one statement does to one field of the file, to whomever and in whatever ways; and one for what
 * a Deny should refuse there, whichever statements allow it.
 */
export function differenceFindings(
  project: Project,
  tenant: Tenant,
  differences: readonly Difference[],
): readonly Finding[] {
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const { kind, question } = difference;
    const blamed = isRefusal(difference) ? ['refusal'] : [kind, statementOf(difference)];
    const key = [fieldOf(tenant, question), ...blamed].join('\n');
    const group = groups.get(key);
    if (group) group.push(difference);
    else groups.set(key, [difference]);
  }
  return [...groups].flatMap(([key, group]) => {
    const first = group.find(({ decision }) => decision.outcome === 'allowed') ?? group[0];
    if (!first) return [];
    const path = fieldOf(tenant, first.question);
    const says = { ...OUTCOMES[first.kind], message: sentence(first, group) };
    return [tenantFinding(project, tenant, RULE_OF[first.kind], path, key, says)];
  });
}

/** Whether a Deny should refuse it, and none does. */
function isRefusal({ kind, question: { verdict }, actions }: Difference): boolean {
  return kind === 'open' || (kind === 'more' && verdict.refused.has(actions[0]));
}

/** What is to blame, as far as the engine can say. */
function statementOf({ decision }: Difference): string {
  const { reason } = decision;
  switch (reason.kind) {
    case 'statements':
      return JSON.stringify(ours(reason.statements));
    case 'explicit-deny':
      return JSON.stringify(reason.statement);
    case 'no-allow':
      return `no ${reason.layer}`;
    default:
      return reason.kind;
  }
}

/** The statements that would be deployed, of those that decided; all of them where there is none. */
function ours<S extends { readonly policy: string }>(statements: readonly S[]): readonly S[] {
  const standIns: readonly string[] = Object.values(STAND_INS);
  const deployed = statements.filter(({ policy }) => !standIns.includes(policy));
  return deployed.length > 0 ? deployed : statements;
}

function why(decision: Decision): string {
  const { reason, outcome } = decision;
  if (outcome !== 'allowed' || reason.kind !== 'statements') return explain(decision);
  return explain({ ...decision, reason: { ...reason, statements: ours(reason.statements) } });
}

/** The field of the tenant's file that a question is about. */
function fieldOf(tenant: Tenant, { part, caller, target, issued }: Question): string {
  if (tenant.access === 'suspended' && part !== 'when-resumed') return 'access';
  const { revokeSessionsBefore: cut } = tenant;
  if (cut !== undefined && issued !== undefined && Date.parse(issued) < Date.parse(cut))
    return 'revokeSessionsBefore';
  if (part === 'assume' || target.in === 'role')
    return tenant.verifier?.principal === caller.identityArn ? 'verifier.principal' : 'principal';
  if (target.in === 'key') return 'bucket.encryption.kmsKeyArn';
  if (isOverPlainHttp(target)) return 'bucket';
  const name = target.key ?? target.listPrefix;
  const index = name === undefined ? -1 : tenant.grants.findIndex(({ prefix }) => name.startsWith(prefix));
  return index < 0 ? 'grants' : `grants[${index}]`;
}

function sentence(first: Difference, group: readonly Difference[]): string {
  const { kind, decision } = first;
  const actions = [...new Set(group.flatMap((one) => one.actions))];
  const places = [...new Set(group.map((one) => placeOf(one.question)))];
  const what = `${named(actions)} on ${named(places, 1)}${waysOf(group)}`;
  const who = named([...new Set(group.map(({ question }) => question.caller.says))]);
  if (isRefusal(first)) return `a Deny should refuse ${who} ${what}, and none does: ${why(decision)}`;
  switch (kind) {
    case 'more':
    case 'open':
      return `${who} may do ${what}, and the file does not say so: ${why(decision)}`;
    case 'less':
      return `${who} should be allowed ${what}, and is not: ${why(decision)}`;
    case 'unclear':
      return `it is inconclusive whether ${who} may do ${what}: ${why(decision)}`;
  }
}

/** The first few of them. */
function named(names: readonly string[], most = NAMED): string {
  const more = names.length - most;
  const shown = names.slice(0, most).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function placeOf({ target: { arn, listPrefix } }: Question): string {
  return listPrefix === undefined ? arn : `${arn} with the prefix "${listPrefix}"`;
}

const WAYS: Readonly<Record<Part, string>> = {
  session: '',
  'through-point': ' through the access point',
  'role-alone': " by the role's own policies",
  'when-resumed': ' when it is resumed',
  'resource-alone': " by the resource's policy alone",
  'without-role': " although the role's own policies say nothing",
  owner: '',
  assume: '',
};

/** Where there are several, in brackets. */
function waysOf(group: readonly Difference[]): string {
  const ways = [...new Set(group.map(({ question }) => wayOf(question)))];
  const [only = '', ...others] = ways;
  return others.length === 0 ? only : ` (${named(ways.map((way) => way.trim() || 'directly'))})`;
}

function wayOf({ part, target, externalId, beneath }: Question): string {
  const id = externalId === undefined ? ' without an external ID' : ` with the external ID ${externalId}`;
  return [
    WAYS[part],
    part === 'assume' ? id : '',
    beneath === undefined ? '' : ` through ${beneath}`,
    target.tls ? '' : ' over plain HTTP',
    target.viaService === undefined ? '' : ` through ${target.viaService}`,
  ].join('');
}
