/** `s3-handshake status`: what is known of each tenant's deployment. */
import { defineCommand } from '../../command-line/command';
import { JSON_OUT, TENANTS_OR_ALL } from '../../command-line/option';

export const status = defineCommand({
  name: 'status',
  group: 'Deploy',
  summary: 'Say what is deployed, when and by which version, and when it was last verified.',
  operands: { tenants: TENANTS_OR_ALL },
  options: { json: JSON_OUT },
  examples: [{ line: 'status', says: 'every tenant, as this machine knows it; else unknown' }],
  handler: () => require('../handlers/status') as typeof import('../handlers/status'),
});
