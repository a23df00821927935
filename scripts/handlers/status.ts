/** `s3-handshake status` runs: what this machine knows of each tenant's deployment. */
import { statusJson, statusOf, statusText } from '../../actions/deploy/status';
import type { Context } from '../../command-line/command';
import { tellLeftOut } from '../../command-line/files-left-out';
import type { ExitCode } from '../../report/exit-codes';

interface Values {
  readonly tenants: readonly string[];
  readonly json: boolean;
}

export function run({ tenants, json }: Values, { project, stdout, stderr }: Context): ExitCode {
  const all = statusOf(project, tenants);
  stdout(json ? statusJson(all) : statusText(all));
  return tellLeftOut(all, stderr);
}
