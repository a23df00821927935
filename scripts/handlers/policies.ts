/** `s3-handshake policies` runs: what would be deployed, for those who must approve it. */
import {
  documentsJson,
  documentsText,
  tenantDocuments,
} from '../../actions/policy-documents/tenant-documents';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Context } from '../command';

export async function run(
  { tenants, json }: { readonly tenants: readonly string[]; readonly json: boolean },
  { project, stdout }: Context,
): Promise<ExitCode> {
  const documents = tenantDocuments(project, tenants);
  stdout(json ? documentsJson(documents) : documentsText(documents));
  return documents.isIncomplete ? EXIT.error : EXIT.ok;
}
