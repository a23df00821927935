/** `s3-handshake deployer-policy` runs: the rights with which Terraform can deploy these tenants, and nothing else. */
import { boundaryDocument, deployerDocument } from '../../actions/policy-documents/deployer-document';
import type { Context } from '../../command-line/command';
import { tellLeftOut } from '../../command-line/files-left-out';
import type { ExitCode } from '../../report/exit-codes';

export async function run(
  { tenants, withBoundary }: { readonly tenants: readonly string[]; readonly withBoundary: boolean },
  { project, isQuiet, stdout, stderr }: Context,
): Promise<ExitCode> {
  const made = (withBoundary ? boundaryDocument : deployerDocument)(project, tenants);
  stdout(`${JSON.stringify(made.document, null, 2)}\n`);
  if (!isQuiet) for (const remark of made.remarks) stderr(`${remark}\n`);
  return tellLeftOut(made, stderr);
}
