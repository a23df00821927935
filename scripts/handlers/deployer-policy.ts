/** `s3-handshake deployer-policy` runs: the rights with which Terraform can deploy these tenants, and nothing else. */
import { deployerDocument } from '../../actions/policy-documents/deployer-document';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Context } from '../command';

export async function run(
  { tenants }: { readonly tenants: readonly string[] },
  { project, stdout }: Context,
): Promise<ExitCode> {
  stdout(`${JSON.stringify(deployerDocument(project, tenants), null, 2)}\n`);
  return EXIT.ok;
}
