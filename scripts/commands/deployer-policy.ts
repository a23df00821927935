/** `s3-handshake deployer-policy`: the rights with which Terraform can deploy these tenants, and nothing else. */
import { defineCommand } from '../../command-line/command';
import { flag, TENANTS_OR_ALL } from '../../command-line/option';

export const deployerPolicy = defineCommand({
  name: 'deployer-policy',
  group: 'Look up',
  summary: 'Print the rights that Terraform needs to deploy these tenants of one account.',
  operands: { tenants: TENANTS_OR_ALL },
  options: {
    withBoundary: flag(
      'print the permissions boundary that fits all these tenants, which holds the deployer to them',
    ),
  },
  examples: [
    { line: "deployer-policy 'acme-*' > deployer.json", says: 'the policy of the role that deploys' },
    { line: 'deployer-policy --with-boundary > boundary.json', says: 'what the deployer can give at most' },
  ],
  notes: [
    'The policy is printed as JSON, for the deployer role. Without a permissions boundary its rights amount to those of an administrator.',
  ],
  handler: () => require('../handlers/deployer-policy') as typeof import('../handlers/deployer-policy'),
});
