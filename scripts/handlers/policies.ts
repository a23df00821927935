/** `s3-handshake policies` runs: what would be deployed, for those who must approve it. */
import {
  documentsJson,
  documentsText,
  tenantDocuments,
} from '../../actions/policy-documents/tenant-documents';
import type { Context } from '../../command-line/command';
import { tellLeftOut } from '../../command-line/files-left-out';
import type { ExitCode } from '../../report/exit-codes';

export async function run(
  { tenants, json }: { readonly tenants: readonly string[]; readonly json: boolean },
  { project, stdout, stderr }: Context,
): Promise<ExitCode> {
  const documents = tenantDocuments(project, tenants);
  stdout(json ? documentsJson(documents) : documentsText(documents));
  return tellLeftOut(documents, stderr);
}
