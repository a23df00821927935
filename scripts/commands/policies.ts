/** `s3-handshake policies`: what would be deployed, for those who must approve it. */
import { defineCommand } from '../command';
import { JSON_OUT, TENANTS_OR_ALL } from '../option';

export const policies = defineCommand({
  name: 'policies',
  group: 'Look up',
  summary: 'Print every policy that would be deployed, each statement with its reason.',
  operands: { tenants: TENANTS_OR_ALL },
  options: { json: JSON_OUT },
  examples: [
    { line: 'policies acme-prod', says: 'for a review' },
    { line: 'policies --json', says: 'of all tenants, as AWS would hold them' },
  ],
  handler: () => require('../handlers/policies') as typeof import('../handlers/policies'),
});
