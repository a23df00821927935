/** `s3-handshake local-aws` runs: starts the embedded AWS, or says how to be a vendor in one that runs. */
import { resolve } from 'node:path';
import type { Context } from '../../command-line/command';
import { exportLines } from '../../command-line/export-lines';
import { UserError } from '../../config/user-error';
import { LOCAL_AWS_PORT } from '../../config/values/local-aws';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { terraformEnvironment } from '../../terraform/environment';
import { beVendor } from './vendor-side';

const ACCOUNT = '111122223333';
/** Milliseconds between two looks at whether the program that has started this one is still there. */
const PARENT_WATCH = 500;

interface Values {
  readonly tenant: string | undefined;
  readonly as: 'vendor' | undefined;
  readonly port: number | undefined;
  readonly account: string | undefined;
  readonly iamDelay: number | undefined;
  readonly latency: number | undefined;
  readonly throttle: number | undefined;
  readonly log: string | undefined;
}

export async function run(values: Values, context: Context): Promise<ExitCode> {
  const { as, tenant, port } = values;
  if (as === 'vendor') return beVendor(tenant, port, context);
  if (tenant !== undefined)
    throw new UserError(`a tenant is named with --as vendor: s3-handshake local-aws --as vendor ${tenant}`);
  return serve(values, context);
}

async function serve(values: Values, context: Context): Promise<ExitCode> {
  const { port = LOCAL_AWS_PORT, account = ACCOUNT, iamDelay = 0, latency = 0, throttle = 0, log } = values;
  // Before anything is waited for: what is gone by then would not be missed.
  const parent = process.ppid;
  if (!/^\d{12}$/.test(account)) throw new UserError(`--account is ${account}; an account has 12 digits`);
  const aws = await startLocalAws({
    port,
    iamDelaySeconds: iamDelay,
    latencyMs: latency,
    throttle,
    ...(log === undefined ? {} : { log: resolve(context.cwd, log) }),
  }).catch((error: Error) => {
    throw new UserError(`the embedded AWS does not start: ${error.message}`);
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
    return await untilItEnds(aws, parent, context);
  } finally {
    await aws.stop();
  }
}

/** Interrupted, left alone, or broken. */
async function untilItEnds(aws: LocalAws, parent: number, { signal, stderr }: Context): Promise<ExitCode> {
  let watch: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((end) => {
    if (signal.aborted) end(undefined);
    signal.addEventListener('abort', () => end(undefined), { once: true });
    // A program that was killed cannot end what it has started.
    watch = setInterval(() => process.ppid !== parent && end(undefined), PARENT_WATCH);
  });
  const lastWords = await Promise.race([over, aws.broken]);
  clearInterval(watch);
  if (lastWords === undefined) return signal.aborted ? EXIT.interrupted : EXIT.ok;
  stderr(`moto has ended: ${lastWords}\n`);
  return EXIT.error;
}

/** The project's, for the Terraform that was fetched for it. It may be started anywhere else too. */
function folderOf(context: Context): string {
  try {
    return context.project;
  } catch {
    return context.cwd;
  }
}
