/** `s3-handshake suspend`: nothing more for the vendor, and nothing else changes. */
import { parseArgs } from 'node:util';
import { consequencesOf } from '../../actions/access/access-change';
import { denyAtOnce } from '../../actions/access/deny-at-once';
import { type EditReport, printReports } from '../../actions/edit/edit-report';
import { editTenants, type TenantEdit, writeEdits } from '../../actions/edit/tenant-edit';
import { settingsFor } from '../../aws/customer-account';
import { principalKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'suspend',
  summary: 'Deny a vendor everything, with the next deployment or at once.',
  usage: [
    'Usage: s3-handshake suspend <tenant…> [--now [--profile <name>]] [--dry-run] [--json]',
    '',
    '  --now      also put the Deny on role or user at once; the next deployment finds it there',
    '  --profile  profile of the AWS configuration files, for --now',
    '  --dry-run  show what would be written, and write nothing',
    '  --json     one document on standard output',
  ].join('\n'),
  run,
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      now: { type: 'boolean', default: false },
      profile: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new UserError('suspend needs the name of a tenant');
  const dryRun = values['dry-run'];
  const edits = editTenants(io.cwd, positionals, suspended);
  if (!dryRun) writeEdits(io.cwd, edits);
  const reports: EditReport[] = [];
  for (const edit of edits) {
    const atOnce = values.now && !dryRun ? await brake(edit, io, values.profile) : undefined;
    // Where the Deny could not be put there, what happens is what happens without --now.
    const isNow = atOnce?.done ?? values.now;
    reports.push({
      edit,
      ...consequencesOf(edit.after, edit.before.access, 'suspended', isNow),
      ...(atOnce ? { atOnce } : {}),
    });
  }
  printReports(io, reports, { json: values.json, dryRun });
  return reports.some(({ atOnce }) => atOnce?.done === false) ? EXIT.error : EXIT.ok;
}

function suspended({ access, file, name }: Tenant) {
  if (access === 'revoked')
    throw new UserError(`${file}: the access of ${name} is revoked already, which is more than suspended`);
  return access === 'suspended' ? [] : [{ path: ['access'], value: 'suspended' }];
}

/** One tenant whose account cannot be entered must not keep the others' vendors in. */
async function brake(
  { after }: TenantEdit,
  io: Io,
  profile: string | undefined,
): Promise<NonNullable<EditReport['atOnce']>> {
  const target = `${principalKind(after)} ${after.role.name}`;
  try {
    const result = await denyAtOnce(after, settingsFor(after.region, after.deployRole, io.env, profile));
    return result.done
      ? { done: true, says: `The Deny is on the ${target}.` }
      : { done: true, says: `There is no ${target} in the account: nothing could get in.` };
  } catch (error) {
    return {
      done: false,
      says: `Not at once: ${(error as Error).message}. The file is written; the next deployment puts the Deny there.`,
    };
  }
}
