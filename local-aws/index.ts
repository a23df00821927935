/**
 * The embedded AWS: real Terraform, the real SDKs and the AWS CLI talk to it. moto keeps the state; the gate in
 * front of it decides what may be done with it.
 *
 *     const aws = await startLocalAws();
 *     const { accessKeyId, secretAccessKey } = aws.rootCredentials('111122223333');
 *     …
 *     await aws.stop();
 */
import { randomBytes } from 'node:crypto';
import { consoleToken, TOKEN_HEADER } from './console-token';
import { rootKey } from './credentials';
import type { Decide } from './decider';
import { readState, restore, writeState } from './kept-state';
import { listen } from './listener';
import { type Moto, startMoto } from './moto';
import { requestText, type ShownRequest } from './recent-requests';
import { openRequestLog } from './request-log';
import { newWorld, type World } from './world';
import { WritingDown } from './write-down';

export type { Decide } from './decider';
export { MOTO_SERVER_VARIABLE } from './moto-program';

/**
 * What the secrets of root users follow from. Where it is in the environment, it is taken from there, so that several
 * processes can share it; else it is random for each start.
 */
export const START_SECRET_VARIABLE = 'HANDSHAKE_LOCAL_AWS_SECRET';

export interface LocalAwsOptions {
  /** Where requests count as sent over TLS; a free one where not given. */
  readonly port?: number;
  /** How long a change of IAM takes to act. 0 where not given. */
  readonly iamDelaySeconds?: number;
  /** How long every answer is held back. 0 where not given. */
  readonly latencyMs?: number;
  /** The share of requests, from 0 to 1, that are answered with SlowDown or Throttling. 0 where not given. */
  readonly throttle?: number;
  /** A file to which a line of JSON is appended for every request. */
  readonly log?: string | undefined;
  /** A folder, made where it is not there, from which it takes up and where it keeps what is in it; in memory where not given. */
  readonly state?: string | undefined;
  /** Who decides; the policy engine where not given. */
  readonly decide?: Decide;
  /** The clock, in milliseconds since the epoch, for those who want to know what happens later. */
  readonly now?: () => number;
}

export interface LocalAws {
  /** `http://127.0.0.1:<port>`. What comes in here counts as sent over TLS: `aws:SecureTransport` is true. */
  readonly url: string;
  /** The same, for what counts as plain HTTP. */
  readonly plainHttpUrl: string;
  /** The page for people: what is there, and the last requests with what decided them. */
  readonly pageUrl: string;
  /** The root user's access key of any account (12 digits); the account need not be made first. */
  rootCredentials(account: string): AccessKey;
  /** What a shell needs to work in an account as its root user. */
  environment(account: string): Record<string, string>;
  /** Resolves with moto's last words if it ends by itself; the embedded AWS is of no use then. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  // Before moto: where it cannot be written, nothing is left running.
  const log = options.log === undefined ? undefined : openRequestLog(options.log);
  const moto = await startMoto(options.state);
  const { world, startSecret } = await openWorld(moto, options).catch(async (error: unknown) => {
    await moto.stop();
    throw error;
  });
  const shared = { latencyMs: options.latencyMs ?? 0, log };
  const opening = await Promise.allSettled([
    listen(world, { ...shared, port: options.port ?? 0, secureTransport: true }),
    listen(world, { ...shared, port: 0, secureTransport: false }),
  ]);
  const listeners = opening.flatMap((opened) => (opened.status === 'fulfilled' ? [opened.value] : []));
  let stopped = false;
  const stop = async () => {
    stopped = true;
    await Promise.all(listeners.map((listener) => listener.close()));
    await world.writingDown?.now().catch((error: Error) => {
      process.stderr.write(`embedded AWS: ${error.message}\n`);
    });
    await moto.stop();
    log?.close();
  };
  const [secure, plain] = listeners;
  if (!secure || !plain) {
    await stop();
    throw opening.find((opened) => opened.status === 'rejected')?.reason;
  }
  return {
    url: secure.url,
    plainHttpUrl: plain.url,
    pageUrl: `${secure.url}/#${consoleToken(startSecret)}`,
    rootCredentials: (account) => rootCredentials(account, startSecret),
    environment: (account) => ({
      ...environment(secure.url, plain.url, rootCredentials(account, startSecret)),
      [START_SECRET_VARIABLE]: startSecret,
    }),
    broken: new Promise((broken) => {
      void moto.ended.then((lastWords) => !stopped && broken(lastWords));
    }),
    stop,
  };
}

/** A new world, or the one that was kept; and what the root users' secrets follow from. */
async function openWorld(
  moto: Moto,
  options: LocalAwsOptions,
): Promise<{ readonly world: World; readonly startSecret: string }> {
  const kept = options.state === undefined ? undefined : await readState(moto, options.state);
  const given = process.env[START_SECRET_VARIABLE] || randomBytes(32).toString('base64url');
  const startSecret = kept?.startSecret ?? given;
  const world = newWorld(moto, options, startSecret);
  if (kept) await restore(world, kept);
  if (options.state !== undefined) world.writingDown = new WritingDown(() => writeState(world, startSecret));
  return { world, startSecret };
}

/** The root user's access key of any account (12 digits), for whoever knows what the embedded AWS was started with. */
export function rootCredentials(account: string, startSecret: string): AccessKey {
  const { accessKeyId, secretAccessKey } = rootKey(account, startSecret);
  return { accessKeyId, secretAccessKey };
}

/**
 * Why the embedded AWS that runs at `url` allowed or denied a request, for a terminal. `requestId`: as its answer had it.
 * Undefined for one that is not among the last thousand. Throws where nobody answers, or not to this secret.
 */
export async function whyDecided(
  url: string,
  startSecret: string,
  requestId: string,
  signal: AbortSignal | null = null,
): Promise<string | undefined> {
  const path = `/-/requests/${encodeURIComponent(requestId)}`;
  const answered = await fetch(new URL(path, url), {
    headers: { [TOKEN_HEADER]: consoleToken(startSecret) },
    signal,
  });
  if (answered.status === 404) return undefined;
  if (!answered.ok) throw new Error(`${url} answers ${answered.status}; it was started with another secret`);
  return requestText((await answered.json()) as ShownRequest);
}

function environment(
  url: string,
  plainHttpUrl: string,
  { accessKeyId, secretAccessKey }: AccessKey,
): Record<string, string> {
  return {
    HANDSHAKE_LOCAL_AWS: url,
    HANDSHAKE_LOCAL_AWS_PLAIN_HTTP: plainHttpUrl,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: url,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
