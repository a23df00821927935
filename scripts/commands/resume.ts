/** `s3-handshake resume`: the vendor may come in again; sessions from before may not. */
import { parseArgs } from 'node:util';
import { consequencesOf } from '../../actions/access/access-change';
import { printReports } from '../../actions/edit/edit-report';
import { editTenants, writeEdits } from '../../actions/edit/tenant-edit';
import type { FieldChange } from '../../actions/edit/yaml-edit';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'resume',
  summary: 'Let a suspended or revoked vendor in again; sessions from before stay refused.',
  usage: [
    'Usage: s3-handshake resume <tenant…> [--dry-run] [--json]',
    '',
    '  --dry-run  show what would be written, and write nothing',
    '  --json     one document on standard output',
  ].join('\n'),
  run,
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new UserError('resume needs the name of a tenant');
  const now = new Date();
  const edits = editTenants(io.cwd, positionals, (tenant) => resumed(tenant, now));
  if (!values['dry-run']) writeEdits(io.cwd, edits);
  const reports = edits.map((edit) => ({
    edit,
    ...consequencesOf(edit.after, edit.before.access, 'active', false),
  }));
  printReports(io, reports, { json: values.json, dryRun: values['dry-run'] });
  return EXIT.ok;
}

/** Sessions of a revoked role ended with it, so only those of a suspended one are held back. A key has no sessions. */
function resumed({ access, credentials }: Tenant, now: Date): readonly FieldChange[] {
  if (access === 'active') return [];
  const before = `${now.toISOString().slice(0, 19)}Z`;
  return [
    { path: ['access'], value: 'active' },
    ...(access === 'suspended' && credentials === 'role'
      ? [{ path: ['revokeSessionsBefore'], value: before }]
      : []),
  ];
}
