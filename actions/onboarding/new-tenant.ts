/** A tenant's file: worked out by questions or flags, judged with the whole project, and then written. */
import { join } from 'node:path';
import { makerOf, type Project, sharersOf } from '../../config';
import { pathOf, TENANTS } from '../../config/fleet/project-files';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { formatProblem } from '../../config/yaml/problem';
import { adoptionLosses, adopts } from '../../policies/adoption/adoption-losses';
import { parseAssignment } from '../edit/assignment';
import { candidates, judgeCandidates } from '../edit/candidate-project';
import { willDeploy } from '../edit/deployment-preview';
import { newTenantFile } from '../edit/tenant-file';
import { writeTogether } from '../edit/write-tenants';
import { afterNew } from './after-new';
import { type Given, interview } from './interview';
import type { Draft, Setting } from './question';
import { type Reach, settingOf } from './setting';
import { withAssignments } from './steps-bucket';

export interface NewTenantOptions extends Given {
  /** What is set beside the answers: `tags.owner=data-platform`. */
  readonly assignments: readonly string[];
  /** Whether and how AWS is asked what is there. */
  readonly reach: Reach;
}

/** A file that is not written yet, and is right. */
export interface ProposedTenant {
  readonly name: string;
  /** Relative to the project. */
  readonly file: string;
  readonly text: string;
  /** What a deployment makes: a line each. */
  readonly deploys: readonly string[];
  /** What was found out on the way, and is worth knowing. */
  readonly remarks: readonly string[];
  readonly happens: readonly string[];
  /** Commands and steps, in order. */
  readonly next: readonly string[];
}

/**
 * Throws `UserError` for what is missing or wrong, `NoAnswer` of the asker where somebody gives up, and the signal's
 * reason where it is interrupted: what was not looked at then must not be written.
 */
export async function proposeTenant(project: string, options: NewTenantOptions): Promise<ProposedTenant> {
  const setting = settingOf(project, options.reach);
  const draft = await interview(setting, options);
  options.reach.signal.throwIfAborted();
  return proposalOf(project, withAssignments(draft, options.assignments.map(parseAssignment)), setting);
}

async function proposalOf(project: string, draft: Draft, setting: Setting): Promise<ProposedTenant> {
  const name = String(draft.fields.tenant);
  const file = newTenantFile(draft.fields, draft.vendor);
  const judged = judgeCandidates(project, candidates([[name, file]]));
  const { problems, notices, tenants } = judged;
  const [tenant] = tenants;
  if (problems.length > 0 || !tenant)
    throw new UserError(
      ['nothing is written, because the file would then be invalid:', ...problems.map(formatProblem)].join(
        '\n',
      ),
    );
  return {
    name,
    file: pathOf(TENANTS, name),
    text: file.text,
    deploys: willDeploy(tenant),
    remarks: [
      ...draft.remarks,
      ...notices.map(({ path, message }) => `${path}: ${message}`),
      ...(await lossRemarks(tenant, judged.project, setting, draft)),
    ],
    ...afterNew(tenant, makerOf(judged.project, tenant)),
  };
}

/** What the deployment would take away from what it takes over. */
async function lossRemarks(
  tenant: Tenant,
  project: Project,
  setting: Setting,
  draft: Draft,
): Promise<readonly string[]> {
  if (adopts(tenant).length === 0) return [];
  const around = await setting.lookAround(draft);
  const found = await around?.adoptable(tenant);
  if (!found)
    return [
      `what is taken over could not be read: s3-handshake adopt ${tenant.name} tells what it would lose`,
    ];
  return adoptionLosses(tenant, sharersOf(project, tenant), found).map(
    ({ message, remediation }) => `taking over would lose this: ${message}; ${remediation}`,
  );
}

/** Throws `UserError` where such a file is there already. */
export async function writeTenant(project: string, { file, text }: ProposedTenant): Promise<void> {
  await writeTogether(project, [{ path: join(project, file), before: undefined, after: text }]);
}
