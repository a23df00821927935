/** `s3-handshake deployer-policy`: the rights with which Terraform can deploy these tenants, and nothing else. */
import { parseArgs } from 'node:util';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { loadDeployable } from '../../policies/deployable';
import { deployerPolicy } from '../../policies/deployer-policy';
import { documentOf } from '../../policies/policy-document';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Command, Io } from '../command';

export const command: Command = {
  name: 'deployer-policy',
  summary: 'Print the rights that Terraform needs to deploy these tenants of one account.',
  usage:
    'Usage: s3-handshake deployer-policy [tenant…]\n\nThe policy is printed as JSON, for the deployer role.',
  run,
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { positionals } = parseArgs({ args: [...argv], options: {}, allowPositionals: true });
  const { tenants } = loadDeployable(io.cwd, positionals);
  refuseSeveralAccounts(tenants);
  io.stdout(`${JSON.stringify(documentOf(deployerPolicy(tenants)), null, 2)}\n`);
  return EXIT.ok;
}

/** Roles and access points of two accounts in one policy would be rights that nobody can use. */
function refuseSeveralAccounts(tenants: readonly Tenant[]): void {
  const accounts = [...new Set(tenants.map(({ account }) => account))];
  if (accounts.length > 1)
    throw new UserError(`these tenants lie in several accounts (${accounts.join(', ')}): name those of one`);
}
