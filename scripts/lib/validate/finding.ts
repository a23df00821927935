/** Differences between policies and file as findings: few sentences for many requests, each at a line of the file. */
import type { Problem } from '../../../config/problem';
import type { Project } from '../../../config/project';
import type { Tenant } from '../../../config/tenant';
import { explain } from '../../../iam';
import type { PolicyFault } from './deployed-policies';
import type { Difference, DifferenceKind } from './proof';
import type { Part, Question } from './question';
import { isOverPlainHttp } from './what-the-file-says';

/** What a finding can be, by the id under which reports know it. */
export const RULES = {
  file: 'A file of the project has a problem.',
  'policy-refused': 'AWS would refuse a policy, or read it otherwise than it was meant.',
  'allowed-too-much': 'The policies allow what the tenant’s file does not say.',
  'allowed-too-little': 'The policies do not allow what the tenant’s file says.',
  'not-denied': 'What must be refused by a Deny is only not allowed.',
  'cannot-be-proven': 'A policy hangs on what no request is known to have.',
} as const;

export type RuleId = keyof typeof RULES;

export interface Finding extends Problem {
  readonly rule: RuleId;
}

const RULE_OF: Readonly<Record<DifferenceKind, RuleId>> = {
  more: 'allowed-too-much',
  less: 'allowed-too-little',
  open: 'not-denied',
  unclear: 'cannot-be-proven',
};

/** Names that a sentence holds; of more it gives the number. */
const NAMED = 3;

export function problemFinding(problem: Problem): Finding {
  return { ...problem, rule: 'file' };
}

export function faultFinding(project: Project, tenant: Tenant, { policy, message }: PolicyFault): Finding {
  const path = 'grants';
  return {
    ...project.locate(tenant.name, path),
    path,
    rule: 'policy-refused',
    message: `the policy ${policy}: ${message}`,
  };
}

/** One finding for what one statement does to one caller in one way. */
export function differenceFindings(
  project: Project,
  tenant: Tenant,
  differences: readonly Difference[],
): readonly Finding[] {
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const { kind, question } = difference;
    const path = fieldOf(tenant, question);
    const key = [kind, question.part, question.caller.says, path, statementOf(difference)].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), difference]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const path = fieldOf(tenant, first.question);
    return [
      {
        ...project.locate(tenant.name, path),
        path,
        rule: RULE_OF[first.kind],
        message: sentence(first, group),
      },
    ];
  });
}

/** What is to blame, as far as the engine can say. */
function statementOf({ decision }: Difference): string {
  const { reason } = decision;
  switch (reason.kind) {
    case 'statements':
      return JSON.stringify(reason.statements);
    case 'explicit-deny':
      return JSON.stringify(reason.statement);
    case 'no-allow':
      return `no ${reason.layer}`;
    default:
      return reason.kind;
  }
}

/** The field of the tenant's file that a question is about. */
function fieldOf(tenant: Tenant, { part, caller, target }: Question): string {
  if (tenant.access === 'suspended' && part !== 'when-resumed') return 'access';
  if (part === 'assume')
    return tenant.verifier?.principal === caller.identityArn ? 'verifier.principal' : 'principal';
  if (target.in === 'key') return 'bucket.encryption.kmsKeyArn';
  if (isOverPlainHttp(target)) return 'bucket';
  const name = target.key ?? target.listPrefix;
  const index = name === undefined ? -1 : tenant.grants.findIndex(({ prefix }) => name.startsWith(prefix));
  return index < 0 ? 'grants' : `grants[${index}]`;
}

function sentence(first: Difference, group: readonly Difference[]): string {
  const { question, kind, decision } = first;
  const actions = [...new Set(group.flatMap((one) => one.actions))];
  const places = [...new Set(group.map((one) => placeOf(one.question)))];
  const what = `${named(actions)} on ${named(places)}${wayOf(question)}`;
  const who = question.caller.says;
  switch (kind) {
    case 'more':
      return `${who} may do ${what}, and the file does not say so: ${explain(decision)}`;
    case 'less':
      return `${who} should be allowed ${what}, and is not: ${explain(decision)}`;
    case 'open':
      return `a Deny should refuse ${who} ${what}, and none does: ${explain(decision)}`;
    case 'unclear':
      return `whether ${who} may do ${what} cannot be told: ${explain(decision)}`;
  }
}

function named(names: readonly string[]): string {
  const more = names.length - NAMED;
  const shown = names.slice(0, NAMED).join(', ');
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
