/** `s3-handshake set`: changes fields of a tenant's file, and keeps its comments. */
import { parseArgs } from 'node:util';
import { parseAssignment } from '../../actions/edit/assignment';
import { printReports } from '../../actions/edit/edit-report';
import { editTenants, isChange, type TenantEdit, writeEdits } from '../../actions/edit/tenant-edit';
import { principalArn, principalKind } from '../../config/tenant/names';
import { UserError } from '../../config/user-error';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'set',
  summary: "Change fields of a tenant's file, judged before it is written.",
  usage: [
    'Usage: s3-handshake set <tenant> <field>=<value>… [--dry-run] [--json]',
    '',
    '  A field is named as in messages: externalId, bucket.preventDestroy, grants[0].prefix.',
    '  Lists are written as in YAML: principal=[arn:…, arn:…]. An empty value takes the field out.',
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
  const [name, ...assignments] = positionals;
  if (name === undefined || name.includes('=') || assignments.length === 0)
    throw new UserError('set needs the name of a tenant, and what is to be set: externalId=…');
  const changes = assignments.map(parseAssignment);
  if (changes.some(({ path }) => path[0] === 'tenant'))
    throw new UserError("a tenant's name cannot be set: it is the file's, the stack's and the state's");
  const edits = editTenants(io.cwd, [name], () => changes);
  if (!values['dry-run']) writeEdits(io.cwd, edits);
  const reports = edits.map((edit) => ({ edit, ...consequencesOf(edit) }));
  printReports(io, reports, { json: values.json, dryRun: values['dry-run'] });
  return EXIT.ok;
}

function consequencesOf(edit: TenantEdit) {
  const { before, after } = edit;
  if (!isChange(edit)) return { happens: ['It says so already.'], next: [] };
  const arn = principalArn(after);
  const happens = ['It takes effect with the deployment.'];
  if (principalArn(before) !== arn)
    happens.push(
      `The target ${principalKind(after)} becomes ${arn}, which ${after.vendor.name} does not know yet: put it into its form. The plan asks for a yes.`,
    );
  return { happens, next: [`cdktf diff ${after.name}`, `cdktf deploy ${after.name}`] };
}
