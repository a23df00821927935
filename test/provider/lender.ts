/**
 * The real AWS provider, started once for many runs of Terraform. One that Terraform starts itself is hashed (700 MB)
 * and started anew for each step of each run, which takes longer than all that it does for the tests. This is the
 * provider's own way to serve several runs: `-debug`, and `TF_REATTACH_PROVIDERS` for Terraform
 * (https://developer.hashicorp.com/terraform/plugin/debugging#starting-a-provider-in-debug-mode). Each run configures it
 * anew, and two at once would take each other's configuration, so a run borrows one for itself.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { providerState } from '../../toolchain/provider';
import { terraformPlatform } from '../../toolchain/terraform';
import { ROOT } from '../a-tenant';
import { LENDER_VARIABLE, type Loan } from './borrowed-provider';

/** That many runs of Terraform may have one at the same time; the others wait. */
const MOST = 2;

/** Undefined where the mirror holds an archive: then Terraform unpacks and starts it itself. */
function providerProgram(): string | undefined {
  const provider = providerState(ROOT, process.env);
  if (provider.state !== 'fit') return undefined;
  const { mirror, version } = provider;
  const folder = join(mirror, 'registry.terraform.io/hashicorp/aws', version, terraformPlatform());
  const name =
    existsSync(folder) && readdirSync(folder).find((file) => file.startsWith('terraform-provider-'));
  return name ? join(folder, name) : undefined;
}

/**
 * From here on `withProvider` borrows, in this process and in those that it starts. No provider starts before, and all
 * end with this process.
 */
export async function lendProviders(): Promise<void> {
  const program = providerProgram();
  if (program === undefined || process.env[LENDER_VARIABLE] !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 's3h-providers-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { address } = await startLender(folder, program);
  process.env[LENDER_VARIABLE] = address;
}

export interface Lender {
  /** Of a socket. A connection is a loan: it brings a {@link Loan} as a line of JSON, or ends without where none starts. */
  readonly address: string;
  stop(): void;
}

interface Provider {
  readonly loan: Promise<Loan>;
  readonly ended: Promise<unknown>;
  end(): void;
}

/** `folder`: for the socket, and for the files from which providers take their credentials. */
export async function startLender(folder: string, program: string): Promise<Lender> {
  const waiting = new Set<Socket>();
  /** Those that run, and who has each. */
  const providers = new Map<Provider, Socket | undefined>();
  let started = 0;

  const startOne = (): Provider | undefined => {
    if (providers.size >= MOST) return undefined;
    const provider = startProvider(program, join(folder, `profile-${started++}`));
    provider.ended.then(() => {
      providers.delete(provider);
      lendNext();
    });
    return provider;
  };
  const lendNext = (): void => {
    const [borrower] = waiting;
    if (borrower === undefined) return;
    const provider = [...providers].find(([, has]) => has === undefined)?.[0] ?? startOne();
    if (provider === undefined) return;
    waiting.delete(borrower);
    providers.set(provider, borrower);
    provider.loan.then(
      (loan) => borrower.write(`${JSON.stringify(loan)}\n`),
      () => borrower.end(),
    );
  };
  const server = createServer((borrower) => {
    waiting.add(borrower);
    const takeBack = (): void => {
      waiting.delete(borrower);
      for (const [provider, has] of providers) if (has === borrower) providers.set(provider, undefined);
      lendNext();
    };
    // It ends where the borrower gives it back, and closes without where the borrower has died.
    borrower.on('error', () => undefined).resume();
    borrower.once('end', takeBack).once('close', takeBack);
    lendNext();
  });
  const address = join(folder, 'lender');
  await once(server.listen(address), 'listening');
  server.unref();
  return {
    address,
    stop() {
      server.close();
      for (const borrower of waiting) borrower.destroy();
      for (const [provider, borrower] of providers) {
        borrower?.destroy();
        provider.end();
      }
    },
  };
}

/**
 * The shell ends the provider when its own input closes, which the kernel does when this process ends, however it does;
 * and it ends when the provider ends.
 */
const UNTIL_INPUT_CLOSES = `
exec 3<&0
"$@" </dev/null 3<&- & provider=$!
{ while read -r line <&3; do :; done; kill -9 $provider 2>/dev/null; } >/dev/null &
wait $provider`;

function startProvider(program: string, profile: string): Provider {
  const child = spawn('/bin/sh', ['-c', UNTIL_INPUT_CLOSES, 'sh', program, '-debug'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
    env: { GOGC: '400', AWS_SHARED_CREDENTIALS_FILE: profile, AWS_CONFIG_FILE: profile },
  });
  const end = (): void => void child.stdin.end();
  child.stdin.on('error', () => undefined);
  const ended = new Promise((resolve) => child.once('error', resolve).once('exit', resolve));
  const loan = new Promise<Loan>((resolve, reject) => {
    ended.then(() => reject(new Error(`${program} -debug has ended`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, value] = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line) ?? [];
      if (value !== undefined) resolve({ TF_REATTACH_PROVIDERS: value, profile });
    });
  });
  ended.then(end);
  child.unref();
  for (const stream of [child.stdin, child.stdout]) (stream as unknown as { unref(): void }).unref();
  return { loan, ended, end };
}
