/** A vendor's profile as a page of the documentation, and the list of all. */
import type { HandoverValue, VendorProfile } from '../../config/vendor/vendor';
import { markdownList, markdownTable, markdownText } from '../../report/markdown';
import { principalSummary } from './vendor-page';
import { externalIdSummary, type VendorSection, vendorSections } from './vendor-sections';

/** What is pasted into a field, in words. */
const VALUES: Readonly<Record<HandoverValue, string>> = {
  'role-arn': "the target role's ARN",
  'role-name': "the target role's name",
  'account-id': "the customer's account",
  bucket: "the bucket's name, or the access point's alias",
  region: "the bucket's region",
  prefix: 'the granted prefix',
  location: 's3://<bucket>/<prefix>',
  'external-id': 'the external ID',
  'access-point-arn': "the access point's ARN",
  'access-point-alias': "the access point's alias",
  'kms-key-arn': "the key's ARN",
  files: 'the list of files',
  'access-key-id': "the access key's ID",
  'secret-access-key': 'the secret access key',
  'not-applicable': 'n/a',
};

const MADE = '<!-- Made from the profile by npm run schema. -->';

export function vendorMarkdown(vendor: VendorProfile): string {
  const parts = vendorSections(vendor).map((section) => sectionMarkdown(vendor, section));
  const { id, name, product } = vendor;
  return [
    MADE,
    `# ${markdownText(name)}`,
    `${markdownText(product)}. In a tenant's file: \`vendor: ${id}\`; \`s3-handshake new --vendor ${id}\` asks for the rest, \`s3-handshake handover\` prints the values of the form.`,
    grantsBlock(vendor),
    ...parts.map((part) => part.trimEnd()),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function sectionMarkdown(vendor: VendorProfile, { subject, title, lines }: VendorSection): string {
  switch (subject) {
    case 'form':
      return `## ${title}\n\n${formTable(vendor)}`;
    case 'errors':
      return `## ${title}\n\n${errorTable(vendor)}`;
    case 'other':
      return markdownList(`## ${title}`, lines);
  }
}

/** What each use of the vendor is in a tenant's file. */
function grantsBlock({ uses }: VendorProfile): string {
  const grants = uses.map(({ prefix, allow, extraActions, says }) => {
    const extra = extraActions.length === 0 ? '' : `, extraActions: [${extraActions.join(', ')}]`;
    return `  - { prefix: ${prefix === '' ? '""' : prefix}, allow: [${allow.join(', ')}]${extra} } # ${says}`;
  });
  const several = uses.length > 1 ? ['# Those that you need; prefixes must not overlap.'] : [];
  return ['```yaml', ...several, 'grants:', ...grants, '```'].join('\n');
}

function formTable({ handover }: VendorProfile): string {
  return markdownTable(
    ['Field', 'What goes there', 'Note'],
    handover.map(({ field, value, note = '' }) => [field, VALUES[value], note]),
  );
}

function errorTable({ errors }: VendorProfile): string {
  return markdownTable(
    ['It shows', 'Cause', 'What to do'],
    errors.map(({ message, cause, cure = '' }) => [message, cause, cure]),
  );
}

/** The list of all pages. */
export function vendorsMarkdown(vendors: readonly VendorProfile[]): string {
  const rows = vendors.map(
    (vendor) =>
      `| [${markdownText(vendor.name)}](${vendor.id}.md) | ${[vendor.product, principalSummary(vendor), externalIdSummary(vendor), vendor.checked].map(markdownText).join(' | ')} |`,
  );
  return [
    MADE,
    '',
    '# Vendors',
    '',
    "What is known of each: what its form asks for, what it needs, how it tests the connection, and its own error texts with cause and cure. `custom` is for any other; a profile in your project's `vendors/` adds to these.",
    '',
    '| Vendor | Product | Principal | External ID | Facts of |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
