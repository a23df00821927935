/** `s3-handshake revoke`: the vendor's way in is taken down; the bucket stays. */
import { parseArgs } from 'node:util';
import { consequencesOf } from '../../actions/access/access-change';
import { printReports } from '../../actions/edit/edit-report';
import { editTenants, writeEdits } from '../../actions/edit/tenant-edit';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'revoke',
  summary: "Take the vendor's role, its policies and the access point away; the bucket stays.",
  usage: [
    'Usage: s3-handshake revoke <tenant…> [--dry-run] [--json]',
    '',
    '  --dry-run  show what would be written, and write nothing',
    '  --json     one document on standard output',
    '',
    'It happens with the next deployment. To stop a vendor now: s3-handshake suspend --now.',
  ].join('\n'),
  run,
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new UserError('revoke needs the name of a tenant');
  const edits = editTenants(io.cwd, positionals, ({ access }) =>
    access === 'revoked' ? [] : [{ path: ['access'], value: 'revoked' }],
  );
  if (!values['dry-run']) writeEdits(io.cwd, edits);
  const reports = edits.map((edit) => ({
    edit,
    ...consequencesOf(edit.after, edit.before.access, 'revoked', false),
  }));
  printReports(io, reports, { json: values.json, dryRun: values['dry-run'] });
  return EXIT.ok;
}
