/** `s3-handshake bucket-policy` runs: what the owners of an existing bucket and of a KMS key must add to their policies. */
import {
  ownerStatements,
  ownerStatementsJson,
  ownerStatementsText,
} from '../../actions/policy-documents/owner-statements';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Context } from '../command';

export async function run(
  { tenants: patterns, json }: { readonly tenants: readonly string[]; readonly json: boolean },
  { project, stdout }: Context,
): Promise<ExitCode> {
  const { tenants, isIncomplete } = ownerStatements(project, patterns);
  stdout(json ? ownerStatementsJson(tenants) : tenants.map(ownerStatementsText).join('\n'));
  return isIncomplete ? EXIT.error : EXIT.ok;
}
