/** Real SDK clients, made to reach the embedded AWS; for its tests. */
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';

export interface ClientCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface ClientSettings {
  /** The embedded AWS's, for TLS or for plain HTTP. */
  readonly url: string;
  readonly credentials: ClientCredentials;
  readonly region?: string;
  /** Added to the clock by which requests are signed. Milliseconds. */
  readonly clockOffset?: number;
  /** In place of the network. */
  readonly requestHandler?: S3ClientConfig['requestHandler'];
}

/** Names such as `bucket.s3.aws.test` resolve nowhere: whatever is looked up is this machine. */
const lookup: LookupFunction = (_host, options, found) =>
  options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4);

/** Shared, so that connections are; to be destroyed when the tests are through. */
export const agent = new Agent({ lookup, keepAlive: true });

export type ClientName = keyof ReturnType<typeof clientsFor>;

export function clientsFor({
  url,
  credentials,
  region = 'us-east-1',
  clockOffset = 0,
  requestHandler = new NodeHttpHandler({ httpAgent: agent }),
}: ClientSettings) {
  const { port } = new URL(url);
  const settings = (service: string) => ({
    region,
    credentials,
    systemClockOffset: clockOffset,
    endpoint: `http://${service}.aws.test:${port}`,
    requestHandler,
    maxAttempts: 1,
  });
  return {
    s3: new S3Client({ ...settings('s3'), useArnRegion: true }),
    s3control: new S3ControlClient(settings('s3control')),
    iam: new IAMClient(settings('iam')),
    sts: new STSClient(settings('sts')),
    kms: new KMSClient(settings('kms')),
    tagging: new ResourceGroupsTaggingAPIClient(settings('tagging')),
  };
}
