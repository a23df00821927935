/** An AWS that answers each operation with a body of one's choice, and the operation that a request asks for. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalAws } from '../../../config/values/local-aws';

/** By the query of a bucket's sub-resource. */
const S3_QUERIES: Readonly<Record<string, string>> = {
  accelerate: 'GetBucketAccelerateConfiguration',
  acl: 'GetBucketAcl',
  analytics: 'ListBucketAnalyticsConfigurations',
  cors: 'GetBucketCors',
  encryption: 'GetBucketEncryption',
  'intelligent-tiering': 'ListBucketIntelligentTieringConfigurations',
  inventory: 'ListBucketInventoryConfigurations',
  lifecycle: 'GetBucketLifecycleConfiguration',
  location: 'GetBucketLocation',
  logging: 'GetBucketLogging',
  metrics: 'ListBucketMetricsConfigurations',
  notification: 'GetBucketNotificationConfiguration',
  'object-lock': 'GetObjectLockConfiguration',
  ownershipControls: 'GetBucketOwnershipControls',
  policy: 'GetBucketPolicy',
  publicAccessBlock: 'GetPublicAccessBlock',
  replication: 'GetBucketReplication',
  requestPayment: 'GetBucketRequestPayment',
  tagging: 'GetBucketTagging',
  versioning: 'GetBucketVersioning',
  website: 'GetBucketWebsite',
};

/** What is done to objects: by method, and by what stands in the query. */
const OBJECT_CALLS: readonly (readonly [string, string, string])[] = [
  ['GET', 'versions', 'ListObjectVersions'],
  ['GET', 'list-type', 'ListObjectsV2'],
  ['GET', 'uploads', 'ListMultipartUploads'],
  ['GET', 'uploadId', 'ListParts'],
  ['POST', 'delete', 'DeleteObjects'],
  ['POST', 'uploads', 'CreateMultipartUpload'],
  ['PUT', 'partNumber', 'UploadPart'],
  ['DELETE', 'uploadId', 'AbortMultipartUpload'],
];
const BY_METHOD: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

/** Of a request to any of the services that are asked; `body` is its own. */
function operationOf({ headers, url = '/', method = 'GET' }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.')[1] ?? '';
  const action = new URLSearchParams(body).get('Action');
  if (action !== null) return action;
  const { pathname, searchParams } = new URL(url, 'http://aws');
  if (pathname.endsWith('/configuration/publicAccessBlock')) return 'GetPublicAccessBlock';
  if (pathname.endsWith('/accesspoint')) return 'ListAccessPoints';
  if (/\/accesspoint\/[^/]+\/policy$/.test(pathname)) return 'GetAccessPointPolicy';
  if (/\/accesspoint\/[^/]+$/.test(pathname)) return 'GetAccessPoint';
  if (method === 'HEAD') return pathname.length > 1 ? 'HeadObject' : 'HeadBucket';
  const [, , done] = OBJECT_CALLS.find(([by, name]) => by === method && searchParams.has(name)) ?? [];
  if (done !== undefined) return done;
  const bucketAndKey = String(headers.host).startsWith('acme-exchange.') ? pathname.length > 1 : false;
  if (bucketAndKey) return BY_METHOD[method] ?? '';
  const query = Object.keys(S3_QUERIES).find((name) => searchParams.has(name));
  return query === undefined ? 'ListBuckets' : (S3_QUERIES[query] ?? '');
}

export interface Asked {
  readonly localAws: LocalAws;
  /** The bodies by operation, with status 200; may be changed between requests. */
  bodies: Readonly<Record<string, string>>;
  /** The statuses by operation, of those that AWS answers with another than 200. */
  statuses: Readonly<Record<string, number>>;
  /** Sent with every answer. */
  headers: Readonly<Record<string, string>>;
  /** What was asked, in order, with each request's headers. */
  readonly requests: { readonly operation: string; readonly headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

export async function askedAws(): Promise<Asked> {
  const requests: Asked['requests'] = [];
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const operation = operationOf(request, body);
    requests.push({ operation, headers: request.headers });
    response.writeHead(asked.statuses[operation] ?? 200, {
      'content-type': 'text/xml',
      'x-amz-request-id': 'a-request',
      ...asked.headers,
    });
    response.end(asked.bodies[operation] ?? '');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const asked: Asked = {
    localAws: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    bodies: {},
    statuses: {},
    headers: {},
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return asked;
}
