/** `docs/troubleshooting.md`: error texts of AWS, Terraform and vendors, from the tables by which commands explain them. */
import type { VendorProfile } from '../config/vendor/vendor';
import { markdownText } from '../report/markdown';
import { knownFailures } from '../terraform/deployment-failure';

export function troubleshootingPage(vendors: readonly VendorProfile[]): string {
  const failures = knownFailures('<tenant>').map(
    ({ code, remediation }) => `| ${codeOf(code)} | ${markdownText(remediation)} |`,
  );
  const shown = vendors.flatMap(({ name, errors }) =>
    errors.map(
      ({ message, cause, cure = '' }) =>
        `| ${markdownText(name)} | ${codeOf(message)} | ${markdownText(cause)} | ${markdownText(cure)} |`,
    ),
  );
  return [
    '<!-- made by npm run schema -->',
    '# Troubleshooting',
    '',
    'Error texts, to search by. What a check of `verify` or a finding of `drift` means, with its likely cause and what to do,',
    'is in [checks.md](checks.md).',
    '',
    '## When a deployment fails',
    '',
    "Terraform passes on what AWS said. This is what its words mean for a tenant's file.",
    '',
    '| In the text of the error | What to do |',
    '| --- | --- |',
    ...failures,
    '',
    '## What vendors show',
    '',
    "Word for word where the vendor's pages have it. `verify` and `handover` say the same for the tenant that they are about;",
    'each vendor has [a page](vendors/README.md) with its sources.',
    '',
    '| Vendor | It shows | Cause | What to do |',
    '| --- | --- | --- | --- |',
    ...shown,
    '',
  ].join('\n');
}

/** As it is searched for: without marks that take away the meaning of others. */
function codeOf(text: string): string {
  return /[`|]/.test(text) ? markdownText(text) : `\`${text}\``;
}
