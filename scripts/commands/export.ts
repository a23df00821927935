/** `s3-handshake export`: a folder of plain Terraform, for a customer whose account we can't enter. */
import { defineCommand } from '../command';
import { JSON_OUT, ONE_TENANT, text } from '../option';

export const exportTerraform = defineCommand({
  name: 'export',
  group: 'Onboard',
  summary: 'Write a folder of plain Terraform, for a customer whose account is closed to us.',
  operands: { tenant: ONE_TENANT },
  options: {
    to: text('folder', 'the folder; default: <tenant>-export', { completes: 'folder' }),
    json: JSON_OUT,
  },
  examples: [{ line: 'export acme-prod --to for-acme', says: "a folder for the customer's administrator" }],
  notes: ["An earlier export there is replaced, and Terraform's state in it is left alone."],
  handler: () => require('../handlers/export') as typeof import('../handlers/export'),
});
