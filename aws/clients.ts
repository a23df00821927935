/** SDK clients, for AWS or for the embedded one: the same calls, only endpoints differ. */
import { setMaxListeners } from 'node:events';
import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { unlessAborted } from '../config/unless-aborted';
import { type LocalAws, type LocalService, localHost } from '../config/values/local-aws';
import { expectAnswersOfAws, type Protocol } from './answer-body';

// The SDK's versions are pinned here: that later ones will want another Node is nothing that a user can act upon.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export interface ClientSettings {
  readonly region: string;
  /**
   * Whose requests these are.
   * @default - the SDK's own chain
   */
  readonly credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** @default - AWS */
  readonly localAws?: LocalAws | undefined;
  /**
   * Without TLS, to see it refused.
   * @default false
   */
  readonly plainHttp?: boolean;
  /** @default - the SDK's own */
  readonly maxAttempts?: number;
  /**
   * Slow down where AWS says so, for commands that ask much.
   * @default false
   */
  readonly adaptive?: boolean;
  /**
   * Go where a bucket lies, for what has to find one that is not where it should be.
   * @default false
   */
  readonly anyRegion?: boolean;
  /**
   * Milliseconds that one request may take, its answer with it; after them the client's call fails.
   * @default 60000
   */
  readonly timeout?: number;
  /**
   * Without a signature, as anybody could ask.
   * @default false
   */
  readonly anonymous?: boolean;
  /**
   * Once it is aborted, requests under way end and no more are made.
   * @default - nothing ends them
   */
  readonly signal?: AbortSignal;
}

const TIMEOUT = 60_000;
/** A connection that is not there by then does not come. */
const CONNECTION_TIMEOUT = 10_000;
/** Sockets of one host. */
const MAX_SOCKETS = 256;
/**
 * Milliseconds after which an idle connection is closed. Every bucket is a host of its own: who asks about a thousand
 * of them would else hold thousands of connections that nobody uses any more.
 */
const IDLE_TIMEOUT = 2_000;

/** Every name is this machine: hosts with a bucket or an account in front are made up as requests need them. */
const loopback: LookupFunction = (_hostname, options, callback) => {
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

const handlers = new Map<string, NodeHttpHandler>();

/**
 * One for all clients of a kind, so that they share their connections. It outlives a client that is destroyed, because
 * the others' requests would end with it; connections that are not used keep no process alive.
 */
function handler(local: boolean, timeout: number): NodeHttpHandler {
  const key = `${local} ${timeout}`;
  const known = handlers.get(key);
  if (known) return known;
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS, timeout: IDLE_TIMEOUT };
  const made = new NodeHttpHandler({
    httpAgent: new Agent(local ? { ...agent, lookup: loopback } : agent),
    httpsAgent: new TlsAgent(agent),
    connectionTimeout: Math.min(CONNECTION_TIMEOUT, timeout),
    requestTimeout: timeout,
    throwOnRequestTimeout: true,
  });
  made.destroy = () => undefined;
  handlers.set(key, made);
  return made;
}

function endedBy(signal: AbortSignal | undefined, base: NodeHttpHandler): NodeHttpHandler {
  if (signal === undefined) return base;
  // Every request that is under way listens.
  setMaxListeners(0, signal);
  const handle: NodeHttpHandler['handle'] = (request, options) =>
    base.handle(request, { ...options, abortSignal: options?.abortSignal ?? signal });
  return Object.assign(Object.create(base) as NodeHttpHandler, { handle });
}

function common(
  service: LocalService,
  {
    region,
    credentials,
    localAws,
    plainHttp,
    maxAttempts,
    adaptive,
    signal,
    timeout = TIMEOUT,
  }: ClientSettings,
) {
  const base = {
    region,
    ...(credentials ? { credentials } : {}),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(adaptive ? { retryMode: 'adaptive' } : {}),
    requestHandler: endedBy(signal, handler(localAws !== undefined, timeout)),
  };
  if (!localAws) return base;
  const url = plainHttp ? (localAws.plainHttpUrl ?? localAws.url) : localAws.url;
  return { ...base, endpoint: `http://${localHost(service)}:${new URL(url).port}` };
}

/** The client itself, holding every answer against what AWS would give, and ended by its signal whatever it waits for. */
function checked<Client extends { readonly middlewareStack: Parameters<typeof expectAnswersOfAws>[0] }>(
  client: Client,
  protocol: Protocol,
  { signal }: ClientSettings,
): Client {
  expectAnswersOfAws(client.middlewareStack, protocol);
  // Around all of a call: credentials, the pauses between attempts, and an answer that never ends.
  if (signal !== undefined)
    client.middlewareStack.add(
      (next) => (args) => {
        signal.throwIfAborted();
        return unlessAborted(next(args), signal);
      },
      { step: 'initialize', priority: 'high', name: 'endedBySignal', override: true },
    );
  return client;
}

/** Against AWS, `plainHttp` goes to the region's endpoint by `http://`. */
export function s3Client(settings: ClientSettings): S3Client {
  const plain = settings.plainHttp && !settings.localAws ? { tls: false } : {};
  const unsigned = settings.anonymous ? { signer: NO_SIGNER, credentials: NOBODY } : {};
  const followRegionRedirects = settings.anyRegion ?? false;
  const base = { ...common('s3', settings), ...plain, ...unsigned };
  return checked(new S3Client({ ...base, useArnRegion: true, followRegionRedirects }), 'xml', settings);
}

const NO_SIGNER = { sign: async <Request>(request: Request): Promise<Request> => request };
/** The SDK wants some, also where nothing is signed. */
const NOBODY = { accessKeyId: 'anonymous', secretAccessKey: 'anonymous' };

export function s3ControlClient(settings: ClientSettings): S3ControlClient {
  return checked(new S3ControlClient(common('s3control', settings)), 'xml', settings);
}

/** Asks the region's own endpoint: sessions from the global one are not valid everywhere. */
export function stsClient(settings: ClientSettings): STSClient {
  return checked(new STSClient(common('sts', settings)), 'query', settings);
}

export function iamClient(settings: ClientSettings): IAMClient {
  return checked(new IAMClient(common('iam', settings)), 'query', settings);
}

/** What carries which tags, by region. */
export function taggingClient(settings: ClientSettings): ResourceGroupsTaggingAPIClient {
  return checked(new ResourceGroupsTaggingAPIClient(common('tagging', settings)), 'json', settings);
}

/** Where an access key is put that is not to be printed. */
export function secretsManagerClient(settings: ClientSettings): SecretsManagerClient {
  return checked(new SecretsManagerClient(common('secretsmanager', settings)), 'json', settings);
}

export function kmsClient(settings: ClientSettings): KMSClient {
  return checked(new KMSClient(common('kms', settings)), 'json', settings);
}
