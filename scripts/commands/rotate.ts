/** `s3-handshake rotate`: another external ID, with no moment in which neither works. */
import { parseArgs } from 'node:util';
import { consequencesOfRotation, externalIdsAfter, type RotationStep } from '../../actions/access/rotation';
import { printReports } from '../../actions/edit/edit-report';
import { editTenants, writeEdits } from '../../actions/edit/tenant-edit';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'rotate',
  summary: 'Change the external ID: first let a second one in, later drop the first.',
  usage: [
    'Usage: s3-handshake rotate <tenant> [--to <external ID> | --finish | --back] [--dry-run] [--json]',
    '',
    '  --to       the new external ID; where the customer makes it, one is made',
    '  --finish   drop the old one, when the vendor uses the new one',
    '  --back     drop the new one',
    '  --dry-run  show what would be written, and write nothing',
    '  --json     one document on standard output',
  ].join('\n'),
  run,
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      to: { type: 'string' },
      finish: { type: 'boolean', default: false },
      back: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [name, ...others] = positionals;
  // One at a time: each has an ID and a vendor's screen of its own.
  if (name === undefined || others.length > 0) throw new UserError('rotate needs the name of one tenant');
  const step = stepOf(values);
  const edits = editTenants(io.cwd, [name], (tenant) => {
    const ids = externalIdsAfter(tenant, step);
    return [{ path: ['externalId'], value: ids.length === 1 ? ids[0] : ids }];
  });
  if (!values['dry-run']) writeEdits(io.cwd, edits);
  const reports = edits.map((edit) => ({ edit, ...consequencesOfRotation(edit.after, step) }));
  printReports(io, reports, { json: values.json, dryRun: values['dry-run'] });
  return EXIT.ok;
}

function stepOf({ to, finish, back }: { to?: string; finish: boolean; back: boolean }): RotationStep {
  if ([to !== undefined, finish, back].filter(Boolean).length > 1)
    throw new UserError('--to, --finish and --back exclude each other');
  if (finish) return { kind: 'finish' };
  if (back) return { kind: 'back' };
  return { kind: 'begin', to };
}
