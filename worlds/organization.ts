/**
 * The organisation's policies, from the files that `handshake.yaml` names.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
 */
import type { Project } from '../config';
import type { Fleet } from '../config/fleet/fleet';
import { FLEET_FILE } from '../config/fleet/project-files';
import { UserError } from '../config/user-error';
import { quote } from '../config/values/quote';
import { formatPath } from '../config/yaml/field-path';
import { formatProblem, type Problem } from '../config/yaml/problem';
import { readText, readYamlFile } from '../config/yaml/yaml-file';
import { type Policy, parsePolicy } from '../iam';
import type { Organization } from '../iam/reach';
import { policyOf } from './policy-statements';

type Control = 'serviceControl' | 'resourceControl';

const KINDS = { serviceControl: 'service-control', resourceControl: 'resource-control' } as const;

/**
 * Characters of a document without white space, and policies on one level. On 15 May 2026 AWS doubled both of service
 * control policies, in all partitions and without a request; older pages say 5,120 and 5.
 * https://aws.amazon.com/about-aws/whats-new/2026/05/aws-organizations-increased-scp-quotas/
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const QUOTAS = {
  serviceControl: { characters: 10_240, policies: 10 },
  resourceControl: { characters: 5_120, policies: 5 },
} as const;

/** AWS attaches it to every level by itself, and it cannot be detached. */
const RCP_FULL_ACCESS = policyOf('resource-control', 'RCPFullAWSAccess', [
  { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
]);

/** AWS attaches it to every level too; it can be detached, so the file says where it is. */
const SCP_FULL_ACCESS = policyOf('service-control', 'FullAWSAccess', [
  { Effect: 'Allow', Action: '*', Resource: '*' },
]);

export interface OrganizationFiles {
  /** Undefined where none is named, or where one of the files has a problem. */
  readonly organization: Organization | undefined;
  /** At the lines of `handshake.yaml` that name the files. */
  readonly problems: readonly Problem[];
}

const READ = new WeakMap<Fleet, OrganizationFiles>();

/**
 * Read once for the settings that name the files, so that a project of which only a tenant is supposed to be otherwise
 * is judged by the same policies, also where its folder is gone meanwhile.
 */
export function readOrganization(project: Project): OrganizationFiles {
  const known = READ.get(project.fleet) ?? read(project);
  READ.set(project.fleet, known);
  return known;
}

/** Undefined where none is named. Throws `UserError` where a file has a problem: what it denies nobody would know. */
export function organizationOf(project: Project): Organization | undefined {
  const { organization, problems } = readOrganization(project);
  if (problems.length > 0) throw new UserError(problems.map(formatProblem).join('\n'));
  return organization;
}

function read({ root, fleet }: Project): OrganizationFiles {
  const { organization: named } = fleet;
  if (named === undefined) return { organization: undefined, problems: [] };
  const yaml = readYamlFile(root, FLEET_FILE);
  const problems: Problem[] = [];
  const levelsOf = (control: Control): readonly (readonly Policy[])[] =>
    named[control].map((files, level) => {
      const report = (at: number | undefined, message: string): void => {
        const path = ['organization', control, level, ...(at === undefined ? [] : [at])];
        problems.push({ file: FLEET_FILE, ...yaml.position(path), path: formatPath(path), message });
      };
      const most = QUOTAS[control].policies;
      if (files.length > most)
        report(undefined, `has ${files.length} policies; AWS allows ${most} on one level`);
      const policies = files.flatMap(
        (file, at) => readPolicy(root, file, control, (message) => report(at, message)) ?? [],
      );
      return control === 'resourceControl' ? [RCP_FULL_ACCESS, ...policies] : policies;
    });
  const organization: Organization = {
    ...(named.id === undefined ? {} : { id: named.id }),
    serviceControl: levelsOf('serviceControl'),
    resourceControl: levelsOf('resourceControl'),
  };
  return { organization: problems.length === 0 ? organization : undefined, problems };
}

function readPolicy(
  root: string,
  file: string,
  control: Control,
  report: (message: string) => void,
): Policy | undefined {
  if (control === 'serviceControl' && file === SCP_FULL_ACCESS.name) return SCP_FULL_ACCESS;
  const text = readText(root, file);
  if (typeof text !== 'string') {
    report(`${quote(file)}: ${text.problem}`);
    return undefined;
  }
  // AWS has accepted it, so what the engine does not know in it is kept and makes the judgement inconclusive.
  const parsed = parsePolicy(text, KINDS[control], file, 'keep');
  if (!parsed.ok) {
    for (const { path, message, at } of parsed.problems)
      report(`${quote(file)}${at ? `, line ${at.line}` : ''}: ${path} ${message}`.replaceAll(/\s+/g, ' '));
    return undefined;
  }
  const size = JSON.stringify(JSON.parse(text)).length;
  const { characters } = QUOTAS[control];
  if (size > characters) report(`${quote(file)} has ${size} characters; AWS allows ${characters}`);
  return parsed.policy;
}
