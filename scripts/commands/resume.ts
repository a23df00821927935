/** `s3-handshake resume`: the vendor may come in again; sessions from before may not. */
import { defineCommand } from '../command';
import { DRY_RUN, JSON_OUT, TENANTS_NAMED } from '../option';

export const resume = defineCommand({
  name: 'resume',
  group: 'Change',
  summary: 'Let a suspended or revoked vendor in again; sessions from before stay refused.',
  operands: { tenants: TENANTS_NAMED },
  options: { dryRun: DRY_RUN, json: JSON_OUT },
  examples: [{ line: 'resume acme-prod', says: 'with the next deployment' }],
  handler: () => require('../handlers/resume') as typeof import('../handlers/resume'),
});
