/** `s3-handshake deployer-policy` runs: the rights with which Terraform can deploy these tenants, and nothing else. */
import { boundaryDocument, deployerDocument } from '../../actions/policy-documents/deployer-document';
import type { Context } from '../../command-line/command';
import { EXIT, type ExitCode } from '../../report/exit-codes';

export async function run(
  { tenants, withBoundary }: { readonly tenants: readonly string[]; readonly withBoundary: boolean },
  { project, isQuiet, stdout, stderr }: Context,
): Promise<ExitCode> {
  const { document, remarks } = (withBoundary ? boundaryDocument : deployerDocument)(project, tenants);
  stdout(`${JSON.stringify(document, null, 2)}\n`);
  if (!isQuiet) for (const remark of remarks) stderr(`${remark}\n`);
  return EXIT.ok;
}
