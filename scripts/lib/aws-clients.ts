/** SDK clients, for AWS or for the embedded one: the same calls, only endpoints differ. */
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { IAMClient } from '@aws-sdk/client-iam';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { type LocalAws, type LocalService, localHost } from '../../config/local-aws';

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
}

/** Every name is this machine: hosts with a bucket or an account in front are made up as requests need them. */
const loopback: LookupFunction = (_hostname, options, callback) => {
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

let localHandler: NodeHttpHandler | undefined;

/** One for all clients, so that they share their connections. */
function handler(): NodeHttpHandler {
  localHandler ??= new NodeHttpHandler({
    httpAgent: new Agent({ keepAlive: true, maxSockets: 64, lookup: loopback }),
  });
  return localHandler;
}

function common(
  service: LocalService,
  { region, credentials, localAws, plainHttp, maxAttempts, adaptive }: ClientSettings,
) {
  const base = {
    region,
    ...(credentials ? { credentials } : {}),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(adaptive ? { retryMode: 'adaptive' } : {}),
  };
  if (!localAws) return base;
  const url = plainHttp ? (localAws.plainHttpUrl ?? localAws.url) : localAws.url;
  return {
    ...base,
    endpoint: `http://${localHost(service)}:${new URL(url).port}`,
    requestHandler: handler(),
  };
}

/** Against AWS, `plainHttp` goes to the region's endpoint by `http://`. */
export function s3Client(settings: ClientSettings): S3Client {
  const plain = settings.plainHttp && !settings.localAws ? { tls: false } : {};
  const followRegionRedirects = settings.anyRegion ?? false;
  return new S3Client({ ...common('s3', settings), ...plain, useArnRegion: true, followRegionRedirects });
}

export function s3ControlClient(settings: ClientSettings): S3ControlClient {
  return new S3ControlClient(common('s3control', settings));
}

/** Asks the region's own endpoint: sessions from the global one are not valid everywhere. */
export function stsClient(settings: ClientSettings): STSClient {
  return new STSClient(common('sts', settings));
}

export function iamClient(settings: ClientSettings): IAMClient {
  return new IAMClient(common('iam', settings));
}

/** What carries which tags, by region. */
export function taggingClient(settings: ClientSettings): ResourceGroupsTaggingAPIClient {
  return new ResourceGroupsTaggingAPIClient(common('tagging', settings));
}
