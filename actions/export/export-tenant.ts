/** A folder of plain Terraform, for a customer whose account we can't enter. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../config/user-error';
import { visibleJson } from '../../config/values/visible';
import { deployableTenants } from '../../policies/deployable';
import { documentOf } from '../../policies/policy-document';
import { clearReport, writeReport } from '../../report/report-file';
import { unfinishedIn, writeWhole } from '../../report/write-file';
import { holderOf, leaveMark } from '../../report/write-lock';
import { synthesisedStack } from '../../terraform/synthesis';
import { type ActionHost, readProject } from '../host';
import { EXPORT_MARK, exportReadme } from './export-readme';
import { exportedPolicies } from './exported-policies';
import { plainTerraform } from './plain-terraform';

export interface Export {
  readonly tenant: string;
  /** Paths of what was written, relative to the folder. */
  readonly files: readonly string[];
}

/**
 * Writes the export of the tenant `name` to `folder`, an absolute path. An earlier export there is replaced, and
 * Terraform's state in it is left alone. Throws `UserError`.
 */
export async function exportTenant(
  project: string,
  name: string,
  folder: string,
  host: ActionHost,
): Promise<Export> {
  const loaded = await readProject(project, { tenants: [name] }, host.signal);
  const [tenant] = deployableTenants(loaded, [name]).tenants;
  if (!tenant || tenant.name !== name)
    throw new UserError(`export takes a tenant's whole name, not ${JSON.stringify(name)}`);
  mustBeOurs(folder);
  const terraform = plainTerraform(await synthesisedStack(project, tenant.name, host.env, host.signal));
  const policies = exportedPolicies(tenant, loaded);
  const files = [
    { file: 'main.tf.json', text: terraform },
    ...policies.map(({ file, policy }) => ({
      file,
      text: `${JSON.stringify(documentOf(policy), null, 2)}\n`,
    })),
  ];
  const readme = exportReadme(
    tenant,
    policies,
    policies.some(({ isForOwner }) => isForOwner),
  );
  try {
    begin(folder);
    clearReadme(folder);
    clearPolicies(join(folder, 'policies'));
    for (const { file, text } of files) writeWhole(join(folder, file), visibleJson(text));
    // Last, since by it a folder is known as an export, and as a whole one.
    writeReport(join(folder, README), readme, EXPORT_MARK);
    for (const file of [folder, join(folder, 'policies')].flatMap(unfinishedIn)) rmSync(file);
    rmSync(join(folder, AT_WORK));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `the export to ${folder} was not written whole: ${(error as Error).message}; the next s3-handshake export completes it`,
      { cause: error },
    );
  }
  return { tenant: tenant.name, files: [README, ...files.map(({ file }) => file)] };
}

/** By what it says a folder is known as an export. */
const README = 'README.md';

/** Is there while an export is written, and after one that was ended: its folder is ours, and not whole. */
const AT_WORK = '.s3-handshake-export';

/** Throws `UserError` where another process writes an export there. */
function begin(folder: string): void {
  const mark = join(folder, AT_WORK);
  mkdirSync(folder, { recursive: true });
  if (leaveMark(mark)) return;
  const { pid, isRunning, isOwn } = holderOf(mark);
  // One of our own is of an export that failed.
  if (isRunning && !isOwn)
    throw new UserError(
      `another export (process ${pid}) is written to ${folder}; run this one again when it has ended`,
    );
  rmSync(mark);
  leaveMark(mark);
}

/** Where somebody has put another file there, nothing was written, and no mark of ours may make the folder ours. */
function clearReadme(folder: string): void {
  try {
    clearReport(join(folder, README), EXPORT_MARK);
  } catch (error) {
    rmSync(join(folder, AT_WORK));
    throw error;
  }
}

/**
 * An empty folder, none at all, or an earlier export, whole by what its README.md says, or not whole by the mark of one
 * at work: nothing of anybody else's is written over.
 */
function mustBeOurs(folder: string): void {
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  if (entries.length > 0 && !entries.includes(AT_WORK) && !isExport(join(folder, README)))
    throw new UserError(`${folder} holds something else; name a folder that is empty or not there, by --to`);
}

function isExport(readme: string): boolean {
  try {
    return readFileSync(readme, 'utf8').includes(EXPORT_MARK);
  } catch {
    return false;
  }
}

/** What an earlier export had and this one has not must not be left to be reviewed. */
function clearPolicies(folder: string): void {
  const old = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  for (const file of old) rmSync(join(folder, file));
}
