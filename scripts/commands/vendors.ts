/** `s3-handshake vendors`: the catalogue, and what is known of each vendor. */
import { parseArgs } from 'node:util';
import { externalIdSummary, principalSummary, vendorPage } from '../../actions/onboarding/vendor-page';
import { UserError } from '../../config/user-error';
import { nearest } from '../../config/values/nearest';
import { catalogueOf } from '../../config/vendor/catalogue';
import type { VendorProfile } from '../../config/vendor/vendor';
import { type VendorShelf, vendorShelf } from '../../config/vendor/vendor-shelf';
import { formatProblem } from '../../config/yaml/problem';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { table } from '../../report/table';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'vendors',
  summary: 'List the vendors that are known, or show what is known of one.',
  usage: [
    'Usage: s3-handshake vendors [vendor…] [--json]',
    '',
    '  --json  one document on standard output',
    '',
    'A vendor is a file in vendors/; adding a vendor is adding a file.',
  ].join('\n'),
  run,
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const catalogue = catalogueOf(io.cwd);
  for (const id of positionals)
    if (!catalogue.ids.includes(id)) throw new UserError(noSuch(id, catalogue.ids));
  const shelf = vendorShelf(io.cwd, catalogue, positionals.length > 0 ? positionals : undefined, new Date());
  for (const problem of shelf.problems) io.stderr(`${formatProblem(problem)}\n`);
  const vendors = [...shelf.profiles.values()];
  if (values.json) io.stdout(json(vendors, shelf));
  else if (positionals.length === 0) io.stdout(list(vendors, shelf));
  else io.stdout(vendors.map((vendor) => vendorPage(vendor, noticesOf(vendor, shelf))).join('\n'));
  return shelf.problems.length > 0 ? EXIT.error : EXIT.ok;
}

function noSuch(id: string, known: readonly string[]): string {
  const meant = nearest(id, known);
  const hint = meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}?`;
  return `there is no vendor ${JSON.stringify(id)}; ${hint}`;
}

function noticesOf({ id }: VendorProfile, { fileOf, notices }: VendorShelf): readonly string[] {
  return notices.filter(({ file }) => file === fileOf(id)).map(({ message }) => message);
}

function list(vendors: readonly VendorProfile[], shelf: VendorShelf): string {
  const rows = vendors.map((vendor) => [
    vendor.id,
    vendor.name,
    principalSummary(vendor),
    externalIdSummary(vendor),
    vendor.phases === 1 ? '' : 'two phases',
    noticesOf(vendor, shelf).length > 0 ? `${vendor.checked} (old)` : vendor.checked,
  ]);
  return table(['Vendor', 'Name', 'Principal', 'External ID', 'Set-up', 'Facts of'], rows);
}

function json(vendors: readonly VendorProfile[], shelf: VendorShelf): string {
  const all = vendors.map((vendor) => ({ ...vendor, notices: noticesOf(vendor, shelf) }));
  return `${JSON.stringify({ version: 1, vendors: all }, null, 2)}\n`;
}
