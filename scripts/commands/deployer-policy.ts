/** `s3-handshake deployer-policy`: the rights with which Terraform can deploy these tenants, and nothing else. */
import { defineCommand } from '../command';
import { TENANTS_OR_ALL } from '../option';

export const deployerPolicy = defineCommand({
  name: 'deployer-policy',
  group: 'Look up',
  summary: 'Print the rights that Terraform needs to deploy these tenants of one account.',
  operands: { tenants: TENANTS_OR_ALL },
  examples: [
    { line: "deployer-policy 'acme-*' > deployer.json", says: 'the policy of the role that deploys' },
  ],
  notes: ['The policy is printed as JSON, for the deployer role.'],
  handler: () => require('../handlers/deployer-policy') as typeof import('../handlers/deployer-policy'),
});
