/** `s3-handshake revoke`: the vendor's way in is taken down; the bucket stays. */
import { defineCommand } from '../command';
import { DRY_RUN, JSON_OUT, TENANTS_NAMED } from '../option';

export const revoke = defineCommand({
  name: 'revoke',
  group: 'Change',
  summary: "Take the vendor's role, its policies and the access point away; the bucket stays.",
  operands: { tenants: TENANTS_NAMED },
  options: { dryRun: DRY_RUN, json: JSON_OUT },
  examples: [{ line: 'revoke acme-prod --dry-run', says: 'what would become of the file' }],
  notes: ['It happens with the next deployment. To stop a vendor now: s3-handshake suspend --now.'],
  handler: () => require('../handlers/revoke') as typeof import('../handlers/revoke'),
});
