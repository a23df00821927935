/** A provider that runs already, for a run of Terraform; `lender.ts` tells where it comes from. */
import { writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** Tells the processes of a run of the tests where providers are lent. */
export const LENDER_VARIABLE = 'HANDSHAKE_TEST_PROVIDERS';

/** What a run of Terraform is told of a provider, and the file from which that takes credentials and endpoints. */
export interface Loan {
  readonly TF_REATTACH_PROVIDERS: string;
  readonly profile: string;
}

/**
 * The environment of one run of Terraform that has a provider for itself as long as `run` takes. Where none can be had,
 * `env` as it is: then Terraform starts its own.
 */
export async function withProvider<T>(
  env: NodeJS.ProcessEnv,
  run: (env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  const address = process.env[LENDER_VARIABLE];
  if (address === undefined) return run(env);
  const connection = createConnection(address);
  try {
    const loan = await loanBy(connection);
    if (loan === undefined) return await run(env);
    writeFileSync(loan.profile, profileOf(env));
    return await run({ ...env, TF_REATTACH_PROVIDERS: loan.TF_REATTACH_PROVIDERS });
  } finally {
    await giveBack(connection);
  }
}

function loanBy(connection: Socket): Promise<Loan | undefined> {
  return new Promise((resolve) => {
    createInterface({ input: connection })
      .once('line', (line) => resolve(JSON.parse(line)))
      .on('error', () => resolve(undefined))
      .once('close', () => resolve(undefined));
  });
}

/** Resolves when the lender knows, so that the next run may have the same one. */
async function giveBack(connection: Socket): Promise<void> {
  if (connection.closed) return;
  const closed = new Promise((resolve) => connection.once('close', resolve));
  connection.on('error', () => undefined).end();
  await closed;
}

/** By variables of a run's environment: what a profile says for them. The provider has an environment of its own. */
const OF_PROFILE = {
  AWS_ACCESS_KEY_ID: 'aws_access_key_id',
  AWS_SECRET_ACCESS_KEY: 'aws_secret_access_key',
  AWS_SESSION_TOKEN: 'aws_session_token',
  AWS_ENDPOINT_URL: 'endpoint_url',
} as const;

function profileOf(env: NodeJS.ProcessEnv): string {
  const given = Object.entries(OF_PROFILE).flatMap(([variable, name]) =>
    env[variable] ? [`${name} = ${env[variable]}`] : [],
  );
  return ['[default]', ...given, ''].join('\n');
}
