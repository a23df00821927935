/** Differences between policies and file as findings, each at a line of the file. */
import type { Project } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import type { Problem } from '../../config/yaml/problem';
import type { Case, Difference, Region } from '../../iam/reach';
import { type Finding, fingerprintOf } from '../../report/finding';
import { accessText } from '../../worlds/access-words';
import { statementText } from '../../worlds/beyond-text';
import { type Fault, fieldOfPolicy } from '../../worlds/proposed';
import { witnessText } from '../../worlds/witness-text';
import { REPORT_IT, RULES, type RuleId } from './finding-rules';

/** Of a difference, with a request that shows it. */
export interface WitnessedFinding extends Finding {
  readonly witness: Case;
}

export function problemFinding(problem: Problem): Finding {
  return fileFinding(problem, 'file');
}

/** A problem that blocks nobody. */
export function noticeFinding(problem: Problem): Finding {
  return fileFinding(problem, 'notice');
}

function fileFinding(problem: Problem, id: 'file' | 'notice'): Finding {
  const { file, line, column, path, message } = problem;
  const tenant = tenantOf(file);
  return {
    rule: id,
    severity: RULES[id].severity,
    message,
    remediation: id === 'notice' ? '' : `correct ${path === '' ? file : path}`,
    place: { file, line, column, ...(path === '' ? {} : { path }) },
    ...(tenant === undefined ? {} : { tenant }),
    fingerprint: fingerprintOf({ rule: id, tenant, attribute: path, detail: `${file} ${message}` }),
  };
}

/** A tenant's file is named after it. */
function tenantOf(file: string): string | undefined {
  return /^tenants\/([^/]+)\.yaml$/.exec(file)?.[1];
}

export function faultFinding(project: Project, tenant: Tenant, { path, message }: Fault): Finding {
  const remediation = `correct ${path}, from which the policy follows`;
  return tenantFinding(project, tenant, 'policy-refused', path, message, { message, remediation });
}

/** `detail`: what tells it apart from other findings of the same rule at the same field. */
function tenantFinding(
  project: Project,
  tenant: Tenant,
  id: RuleId,
  path: string,
  detail: string,
  says: Pick<Finding, 'message' | 'remediation' | 'expected' | 'actual'>,
): Finding {
  return {
    rule: id,
    severity: RULES[id].severity,
    ...says,
    place: { ...project.locate(tenant.name, path), path },
    tenant: tenant.name,
    account: tenant.account,
    fingerprint: fingerprintOf({ rule: id, tenant: tenant.name, attribute: path, detail }),
  };
}

type DifferenceRule = 'allowed-too-much' | 'allowed-too-little' | 'dormant' | 'organization-denies';

/** What the file says and what the policies do, in words, and what to do about it. */
const OUTCOMES: Readonly<Record<DifferenceRule, Pick<Finding, 'expected' | 'actual'>>> = {
  'allowed-too-much': { expected: 'denied', actual: 'allowed' },
  'allowed-too-little': { expected: 'allowed', actual: 'denied' },
  dormant: {},
  'organization-denies': { expected: 'allowed', actual: 'denied' },
};

const RULE_OF = { more: 'allowed-too-much', less: 'allowed-too-little', dormant: 'dormant' } as const;

/** What the tenant's own policies do otherwise than its file says: one finding for what the same statements do. */
export function differenceFindings(
  project: Project,
  tenant: Tenant,
  differences: readonly Difference[],
): readonly WitnessedFinding[] {
  return grouped(tenant, differences).map(({ path, first, group }) =>
    differenceFinding(project, tenant, RULE_OF[first.direction], path, group, first, REPORT_IT),
  );
}

/** What they would do otherwise if another policy did not stand in the way. `says`: what is supposed. */
export function dormantFindings(
  project: Project,
  tenant: Tenant,
  differences: readonly Difference[],
  says: string,
): readonly WitnessedFinding[] {
  return grouped(tenant, differences).map(({ path, first, group }) =>
    differenceFinding(project, tenant, 'dormant', path, group, first, REPORT_IT, ` ${says}`),
  );
}

/** What the organisation denies. */
export function organizationFindings(
  project: Project,
  tenant: Tenant,
  differences: readonly Difference[],
): readonly WitnessedFinding[] {
  const remedy = RULES['organization-denies'].remediation.replace('<tenant>', tenant.name);
  return grouped(tenant, differences).map(({ path, first, group }) =>
    differenceFinding(project, tenant, 'organization-denies', path, group, first, remedy),
  );
}

interface Group {
  readonly path: string;
  readonly first: Difference;
  readonly group: readonly Difference[];
}

function grouped(tenant: Tenant, differences: readonly Difference[]): readonly Group[] {
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const key = keyOf(tenant, difference);
    const group = groups.get(key);
    if (group) group.push(difference);
    else groups.set(key, [difference]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ path: fieldOf(tenant, first), first, group }] : [];
  });
}

function keyOf(tenant: Tenant, difference: Difference): string {
  const { direction, causes } = difference;
  return JSON.stringify([direction, fieldOf(tenant, difference), causes.map(({ statement }) => statement)]);
}

function differenceFinding(
  project: Project,
  tenant: Tenant,
  id: DifferenceRule,
  path: string,
  group: readonly Difference[],
  first: Difference,
  remediation: string,
  supposed = '',
): WitnessedFinding {
  const message = sentence(id, group, first, supposed);
  const detail = keyOf(tenant, first);
  return {
    ...tenantFinding(project, tenant, id, path, detail, { ...OUTCOMES[id], message, remediation }),
    witness: first.witness,
  };
}

function sentence(
  id: DifferenceRule,
  group: readonly Difference[],
  first: Difference,
  supposed: string,
): string {
  const all = together(first, group);
  const by = all.causes.map(({ statement }) => statementText(statement));
  const cause = by.length === 0 ? '' : `, by ${[...new Set(by)].join(' and ')}`;
  const end = `${cause}; witness: ${witnessText(first)}`;
  switch (id) {
    case 'allowed-too-much':
      return `${accessText(all)}, and the file does not say so${end}`;
    case 'allowed-too-little':
      return `${accessText(all, 'should be able to')}, and cannot${end}`;
    case 'dormant':
      return `${accessText(all, first.direction === 'less' ? 'could not' : 'could')}${supposed || ' if another policy allowed it'}${end}`;
    case 'organization-denies':
      return `${accessText(all, 'should be able to')}, and the organisation denies it${end}`;
  }
}

/** What the same statements do, in one: under the condition of the first. */
function together(first: Difference, group: readonly Difference[]): Difference {
  const regions = group.map(({ region }) => region);
  const every = <T>(of: (region: Region) => readonly T[]): readonly T[] => [...new Set(regions.flatMap(of))];
  return {
    ...first,
    region: {
      principals: {
        examples: every(({ principals }) => principals.examples),
        named: every(({ principals }) => principals.named),
        areAll: regions.some(({ principals }) => principals.areAll),
      },
      actions: {
        ...first.region.actions,
        names: every(({ actions }) => actions.names),
        areOpen: regions.some(({ actions }) => actions.areOpen),
      },
      resources: {
        within: every(({ resources }) => resources.within),
        except: every(({ resources }) => resources.except),
        examples: every(({ resources }) => resources.examples),
      },
      ways: every(({ ways }) => ways),
      conditions: first.region.conditions,
    },
  };
}

/** The field of the tenant's file that a difference is about. */
function fieldOf(tenant: Tenant, { causes, witness }: Difference): string {
  const [cause] = causes;
  const { policyKind = 'identity', sid } = cause?.statement ?? {};
  if (sid === 'SessionsFromBefore' || sid === 'OldSessions') return 'revokeSessionsBefore';
  if (sid === 'Suspended' || sid === 'Nobody') return 'access';
  const action = witness.action.toLowerCase();
  if (action.startsWith('sts:')) return doorOf(tenant, witness);
  if (policyKind === 'identity' && action.startsWith('kms:')) return fieldOfPolicy('key');
  if (policyKind !== 'identity' && policyKind !== 'access-point') return fieldOfPolicy(policyKind);
  const named = witness.context['s3:prefix'];
  const name = typeof named === 'string' ? named : keyIn(witness.resource.arn);
  const index = name === undefined ? -1 : tenant.grants.findIndex(({ prefix }) => name.startsWith(prefix));
  return index < 0 ? fieldOfPolicy(policyKind) : `grants[${index}]`;
}

function doorOf({ verifier }: Tenant, { principal }: Case): string {
  const isVerifier = 'roleArn' in principal && principal.roleArn === verifier?.principal;
  return isVerifier ? 'verifier.principal' : 'principal';
}

/** Of an object's ARN. */
function keyIn(arn: string): string | undefined {
  const slash = arn.indexOf('/');
  return arn.includes(':s3:::') && slash > 0 ? arn.slice(slash + 1) : undefined;
}
