/** `s3-handshake suspend`: nothing more for the vendor, and nothing else changes. */
import { defineCommand } from '../../command-line/command';
import { DRY_RUN, flag, JSON_OUT, TENANTS_NAMED, text, timeLimit } from '../../command-line/option';

export const suspend = defineCommand({
  name: 'suspend',
  group: 'Change',
  summary: 'Deny a vendor everything, with the next deployment or at once.',
  operands: { tenants: TENANTS_NAMED },
  options: {
    now: flag('also put the Deny on role or user at once; the next deployment finds it there'),
    profile: text('name', 'profile of the AWS configuration files, for --now'),
    timeout: timeLimit(120),
    dryRun: DRY_RUN,
    json: JSON_OUT,
  },
  examples: [
    { line: 'suspend acme-prod --now', says: 'stop a vendor within seconds' },
    { line: "suspend 'acme-*'", says: "all of a customer's vendors, with the next deployment" },
  ],
  handler: () => require('../handlers/suspend') as typeof import('../handlers/suspend'),
});
