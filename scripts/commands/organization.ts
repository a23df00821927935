/** `s3-handshake organization`: what an organisation's owners must add, so that the vendor gets in. */
import { defineCommand } from '../../command-line/command';
import { JSON_OUT, ONE_TENANT } from '../../command-line/option';

export const organization = defineCommand({
  name: 'organization',
  group: 'Look up',
  summary: "Print the exemption that your organization's owners must add to its policies.",
  operands: { tenant: ONE_TENANT },
  options: { json: JSON_OUT },
  examples: [{ line: 'organization acme-prod', says: "the vendor's account, or a tag on the role alone" }],
  notes: [
    "handshake.yaml names the organization's policies: organization: { resourceControl: [[file, …], …] }.",
    'Exit codes: 0 printed, 1 inconclusive (no such tenant, a file that cannot be read).',
  ],
  handler: () => require('../handlers/organization') as typeof import('../handlers/organization'),
});
