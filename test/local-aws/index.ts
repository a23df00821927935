/**
 * The embedded AWS: real Terraform, the real SDKs and the AWS CLI talk to it. moto keeps the state; the gate in
 * front of it decides.
 *
 *     const aws = await startLocalAws();
 *     const { accessKeyId, secretAccessKey } = aws.rootCredentials('111122223333');
 *     …
 *     await aws.stop();
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessPoints } from './access-points';
import { Credentials, rootKey } from './credentials';
import { answerRequest } from './gate';
import { IamDirectory } from './iam-directory';
import { readRequest, writeAnswer } from './message';
import { startMoto } from './moto';
import type { World } from './world';

export interface LocalAwsOptions {
  /** Where requests count as sent over TLS; a free one where not given. */
  readonly port?: number;
  /** How long a change of IAM takes to act. 0 where not given. */
  readonly iamDelaySeconds?: number;
}

export interface LocalAws {
  /** `http://127.0.0.1:<port>`. What comes in here counts as sent over TLS: `aws:SecureTransport` is true. */
  readonly url: string;
  /** The same, for what counts as plain HTTP. */
  readonly plainHttpUrl: string;
  /** The root user's access key of any account (12 digits); the account need not be made first. */
  rootCredentials(account: string): AccessKey;
  /** What a shell needs to work in an account as its root user. */
  environment(account: string): Record<string, string>;
  stop(): Promise<void>;
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const moto = await startMoto();
  const now = () => Date.now();
  const world: World = {
    moto,
    iam: new IamDirectory(moto, now, options.iamDelaySeconds ?? 0),
    credentials: new Credentials(),
    buckets: new Map(),
    accessPoints: new AccessPoints(),
    accountBlocks: new Map(),
    now,
  };
  const servers: Server[] = [];
  const close = async () => {
    await Promise.all(servers.map(closeServer));
    await moto.stop();
  };
  try {
    servers.push(await listen(world, true, options.port ?? 0), await listen(world, false, 0));
  } catch (error) {
    await close();
    throw error;
  }
  const [url, plainHttpUrl] = servers.map(urlOf) as [string, string];
  const rootCredentials = (account: string): AccessKey => {
    const { accessKeyId, secretAccessKey } = rootKey(account);
    return { accessKeyId, secretAccessKey };
  };
  return {
    url,
    plainHttpUrl,
    rootCredentials,
    environment: (account) => environment(url, plainHttpUrl, rootCredentials(account)),
    stop: close,
  };
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

/** Node closes idle connections after 5 s; clients that pool them would run into the closing. */
const KEEP_ALIVE_MS = 120_000;

function listen(world: World, secureTransport: boolean, port: number): Promise<Server> {
  const server = createServer(async (request, response) => {
    const incoming = await readRequest(request, secureTransport);
    writeAnswer(response, incoming.method, await answerRequest(world, incoming));
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // As a proxy it takes plain requests only: no tunnel, so no stray call gets out to the real AWS.
  server.on('connect', (_request, socket) =>
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'),
  );
  return new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => listening(server));
  });
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
}
