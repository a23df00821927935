/** `s3-handshake local-aws` runs: starts the embedded AWS, or says how to be a vendor in one that runs. */
import { resolve } from 'node:path';
import type { Context } from '../../command-line/command';
import { exportLines } from '../../command-line/export-lines';
import { untilItEnds } from '../../command-line/until-it-ends';
import { UserError } from '../../config/user-error';
import { LOCAL_AWS_PORT } from '../../config/values/local-aws';
import { startLocalAws } from '../../local-aws';
import type { ExitCode } from '../../report/exit-codes';
import { terraformEnvironment } from '../../terraform/environment';

const ACCOUNT = '111122223333';
interface Values {
  readonly tenant: string | undefined;
  readonly as: 'vendor' | undefined;
  readonly port: number | undefined;
  readonly account: string | undefined;
  readonly iamDelay: number | undefined;
  readonly latency: number | undefined;
  readonly throttle: number | undefined;
  readonly log: string | undefined;
  readonly state: string | undefined;
}

export async function run(values: Values, context: Context): Promise<ExitCode> {
  const { as, tenant, port } = values;
  // By itself it loads AWS's SDK, which serving does without.
  const vendorSide = () => require('./vendor-side') as typeof import('./vendor-side');
  if (as === 'vendor') return vendorSide().beVendor(tenant, port, context);
  if (tenant !== undefined)
    throw new UserError(`a tenant is named with --as vendor: s3-handshake local-aws --as vendor ${tenant}`);
  return serve(values, context);
}

async function serve(values: Values, context: Context): Promise<ExitCode> {
  const { port = LOCAL_AWS_PORT, account = ACCOUNT, iamDelay = 0, latency = 0, throttle = 0 } = values;
  const inFolder = (path: string | undefined) => path && resolve(context.cwd, path);
  // Before anything is waited for: what is gone by then would not be missed.
  const parent = process.ppid;
  if (!/^\d{12}$/.test(account)) throw new UserError(`--account is ${account}; an account has 12 digits`);
  const aws = await startLocalAws({
    port,
    iamDelaySeconds: iamDelay,
    latencyMs: latency,
    throttle,
    log: inFolder(values.log),
    state: inFolder(values.state),
  }).catch(({ message, code }: NodeJS.ErrnoException) => {
    const taken = code === 'EADDRINUSE' ? '; --port names another port' : '';
    throw new UserError(`the embedded AWS does not start: ${message}${taken}`);
  });
  try {
    context.stdout(
      exportLines({
        ...terraformEnvironment(folderOf(context), {}),
        ...aws.environment(account),
        // Empty and not absent: the token of an earlier session must not stay beside a new key.
        AWS_SESSION_TOKEN: '',
      }),
    );
    context.stderr(`The embedded AWS listens on ${aws.url} until Ctrl-C. In a browser: ${aws.pageUrl}\n`);
    return await untilItEnds(aws.broken, parent, context);
  } finally {
    await aws.stop();
  }
}

/** The project's, for the Terraform that was fetched for it. It may be started anywhere else too. */
function folderOf(context: Context): string {
  try {
    return context.project;
  } catch {
    return context.cwd;
  }
}
