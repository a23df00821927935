/** `s3-handshake bucket-policy` runs: what the owners of an existing bucket and of a KMS key must add to their policies. */
import {
  ownerStatements,
  ownerStatementsJson,
  ownerStatementsText,
} from '../../actions/policy-documents/owner-statements';
import type { Context } from '../../command-line/command';
import { tellLeftOut } from '../../command-line/files-left-out';
import type { ExitCode } from '../../report/exit-codes';

export async function run(
  { tenants: patterns, json }: { readonly tenants: readonly string[]; readonly json: boolean },
  { project, stdout, stderr }: Context,
): Promise<ExitCode> {
  const all = ownerStatements(project, patterns);
  stdout(json ? ownerStatementsJson(all) : all.tenants.map(ownerStatementsText).join('\n'));
  return tellLeftOut(all, stderr);
}
