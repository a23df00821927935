/**
 * `npm run demo`: the whole way on the embedded AWS, by cdktf, Terraform and the AWS provider. Nothing is left behind
 * but a page that shows what was deployed.
 */
import { join, relative } from 'node:path';
import { play } from '../../actions/demo/story';
import { vendorSession } from '../../actions/vendor-side/vendor-session';
import { writeProfile } from '../../actions/vendor-side/vendor-shell';
import { loadProject, selectTenants } from '../../config';
import { KIT_HOME } from '../../config/kit-home';
import { UserError } from '../../config/user-error';
import { startLocalAws } from '../../local-aws';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { OWN_FOLDER, terraformEnvironment, withoutAmbientCredentials } from '../../terraform/environment';
import { makeWorkspace } from '../../terraform/workspace';
import { main } from '../cli';

const TENANTS = ['acme-amperity', 'acme-channelmix'];

/** Answers the page of what was deployed. */
async function demo(signal: AbortSignal): Promise<string> {
  const folder = join(KIT_HOME, OWN_FOLDER, 'demo');
  const workspace = makeWorkspace({ root: KIT_HOME, folder, tenants: TENANTS });
  const tenants = selectTenants(loadProject(folder), TENANTS);
  const [account = ''] = tenants.map((tenant) => tenant.account);
  say('\n▸ Starting the embedded AWS');
  const localAws = await startLocalAws();
  const rootOf = (of: string) => localAws.rootCredentials(of);
  try {
    return await play({
      workspace,
      tenants,
      env: terraformEnvironment(KIT_HOME, {
        ...withoutAmbientCredentials(process.env),
        ...localAws.environment(account),
      }),
      signal,
      writeOwner: (file, profile) => void writeProfile(file, profile, rootOf(account)),
      vendorOf: async (tenant) => {
        const session = await vendorSession(tenant, localAws, rootOf, signal);
        return {
          AWS_ACCESS_KEY_ID: session.accessKeyId,
          AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
          AWS_SESSION_TOKEN: session.sessionToken,
        };
      },
      command: (argv, env) => command(argv, { env, cwd: folder, signal }),
      say,
    });
  } finally {
    await localAws.stop();
  }
}

async function command(
  argv: readonly string[],
  where: { readonly env: NodeJS.ProcessEnv; readonly cwd: string; readonly signal: AbortSignal },
): Promise<void> {
  const code = await main(argv, {
    stdout: (text) => void process.stdout.write(text),
    deliver: async (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stdin: async () => new Uint8Array(),
    isTerminal: false,
    ...where,
  });
  if (code !== EXIT.ok) throw new UserError(`s3-handshake ${argv.join(' ')} ended with ${code}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Ctrl-C ends the deployment and the embedded AWS before it ends the demo. */
async function run(): Promise<ExitCode> {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
  try {
    const page = await demo(interrupt.signal);
    say(
      `\nAll is as it should be, and nothing is left behind but a page of what was deployed: ${relative(process.cwd(), page)}`,
    );
    return EXIT.ok;
  } catch (error) {
    if (interrupt.signal.aborted) return EXIT.interrupted;
    process.stderr.write(`${error instanceof UserError ? error.message : (error as Error).stack}\n`);
    return EXIT.error;
  }
}

void run().then((code) => {
  process.exitCode = code;
});
