/** `s3-handshake organization` runs: what an organisation's owners must add, so that the vendor gets in. */
import { exemptionFor } from '../../actions/organization/exemption';
import { exemptionJson, exemptionText } from '../../actions/organization/exemption-text';
import type { Context } from '../../command-line/command';
import { EXIT, type ExitCode } from '../../report/exit-codes';

export async function run(
  { tenant, json }: { readonly tenant: string; readonly json: boolean },
  { project, stdout }: Context,
): Promise<ExitCode> {
  const exemption = await exemptionFor(project, tenant);
  stdout(json ? exemptionJson(exemption) : exemptionText(exemption));
  return EXIT.ok;
}
