/** `s3-handshake reach` runs: who may do what, where. */
import { type ReachOptions, reachTenant } from '../../actions/reach/reach-tenant';
import { reachJson } from '../../actions/reach/report-json';
import { reachText } from '../../actions/reach/report-text';
import type { Context } from '../../command-line/command';
import type { ExitCode } from '../../report/exit-codes';
import { jsonDocument } from '../../report/json-document';

interface Values extends ReachOptions {
  readonly tenant: string;
  readonly json: boolean;
}

export async function run({ tenant, json, ...options }: Values, context: Context): Promise<ExitCode> {
  const report = await reachTenant(context.project, tenant, options, context);
  context.stdout(json ? jsonDocument(reachJson(report)) : reachText(report));
  return report.exitCode;
}
