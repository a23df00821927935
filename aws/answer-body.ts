/**
 * Whether the body of an answer is AWS's at all. The SDK takes a proxy's page or an empty body for an output without
 * members, which reads like "nothing is set": no policy, no logging, nobody listed. Every client of `clients.ts` holds
 * each answer against what AWS documents, before the SDK reads it.
 */
import type {
  DeserializeHandlerOutput,
  DeserializeMiddleware,
  MetadataBearer,
  MiddlewareStack,
} from '@smithy/types';
import { UnusableAnswer } from './sdk-error';

/** How a service writes its answers: https://smithy.io/2.0/aws/protocols/index.html */
export type Protocol = 'query' | 'json' | 'xml';

/**
 * The root element by operation, of those that are read and whose every member may be missing or nearly so; a part of
 * its name where AWS's pages, and those who answer in its place, are not of one mind.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
const XML_ROOTS: Readonly<Record<string, string>> = {
  CreateMultipartUpload: 'InitiateMultipartUploadResult',
  DeleteObjects: 'DeleteResult',
  GetAccessPoint: 'GetAccessPointResult',
  GetAccessPointPolicy: 'GetAccessPointPolicyResult',
  GetBucketAccelerateConfiguration: 'AccelerateConfiguration',
  GetBucketAcl: 'AccessControlPolicy',
  GetBucketCors: 'CORSConfiguration',
  GetBucketEncryption: 'ServerSideEncryptionConfiguration',
  GetBucketLifecycleConfiguration: 'LifecycleConfiguration',
  GetBucketLocation: 'LocationConstraint',
  GetBucketLogging: 'BucketLoggingStatus',
  GetBucketNotificationConfiguration: 'Notification',
  GetBucketOwnershipControls: 'OwnershipControls',
  GetBucketReplication: 'ReplicationConfiguration',
  GetBucketRequestPayment: 'RequestPaymentConfiguration',
  GetBucketTagging: 'Tagging',
  GetBucketVersioning: 'Versioning',
  GetBucketWebsite: 'WebsiteConfiguration',
  GetObjectLockConfiguration: 'ObjectLockConfiguration',
  GetPublicAccessBlock: 'PublicAccessBlockConfiguration',
  ListAccessPoints: 'ListAccessPointsResult',
  ListBucketAnalyticsConfigurations: 'AnalyticsConfiguration',
  ListBucketIntelligentTieringConfigurations: 'IntelligentTieringConfiguration',
  ListBucketInventoryConfigurations: 'InventoryConfiguration',
  ListBucketMetricsConfigurations: 'MetricsConfiguration',
  ListBuckets: 'ListAllMyBucketsResult',
  ListMultipartUploads: 'ListMultipartUploadsResult',
  ListObjectVersions: 'ListVersionsResult',
  ListObjectsV2: 'ListBucketResult',
  ListParts: 'ListParts',
};

/** Their bodies are the caller's own bytes. */
const BYTES: ReadonlySet<string> = new Set(['GetObject']);
/** S3 answers these with the document itself. */
const DOCUMENTS: ReadonlySet<string> = new Set(['GetBucketPolicy']);
/** What is asked is told; what is only done may be answered without a body. */
const TELLS = /^(?:Get|List|Describe|AssumeRole|CreateMultipartUpload$|DeleteObjects$)/;
/** Whose answers have no body, and are known by their status, or by a header. Others can have given any empty answer. */
const NO_CONTENT: ReadonlySet<string> = new Set(['AbortMultipartUpload', 'DeleteObject']);
const HAVE_ETAG: ReadonlySet<string> = new Set(['PutObject', 'UploadPart']);

interface HttpAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  body?: unknown;
}

/** To be added to a client's stack, once. */
export function expectAnswersOfAws<Input extends object, Output extends MetadataBearer>(
  stack: MiddlewareStack<Input, Output>,
  protocol: Protocol,
): void {
  const middleware: DeserializeMiddleware<Input, Output> =
    (next, context) =>
    async (args): Promise<DeserializeHandlerOutput<Output>> => {
      const result = await next(args);
      const operation = String(context.commandName ?? '').replace(/Command$/, '');
      await check(result.response as HttpAnswer, operation, protocol, isHead(args.request));
      return result;
    };
  stack.addRelativeTo(middleware, {
    name: 'answersOfAws',
    relation: 'after',
    toMiddleware: 'deserializerMiddleware',
    override: true,
  });
}

function isHead(request: unknown): boolean {
  return (request as { readonly method?: string }).method === 'HEAD';
}

async function check(
  answer: HttpAnswer,
  operation: string,
  protocol: Protocol,
  hasNoBody: boolean,
): Promise<void> {
  const { statusCode } = answer;
  if (hasNoBody || BYTES.has(operation) || statusCode < 200 || statusCode >= 300) return;
  const bytes = await bytesOf(answer.body);
  answer.body = bytes;
  const wrong =
    problemOf(bytes.toString('utf8').trim(), operation, protocol) ?? signProblemOf(answer, operation);
  if (wrong === undefined) return;
  const requestId = answer.headers?.['x-amz-request-id'] ?? answer.headers?.['x-amzn-requestid'];
  throw new UnusableAnswer(operation, wrong, {
    httpStatusCode: statusCode,
    ...(requestId === undefined ? {} : { requestId }),
  });
}

/** `headers` in small letters, as the SDK's handler has them. */
function signProblemOf({ statusCode, headers }: HttpAnswer, operation: string): string | undefined {
  if (NO_CONTENT.has(operation) && statusCode !== 204)
    return `has the status ${statusCode}, where 204 belongs`;
  if (HAVE_ETAG.has(operation) && !headers?.etag) return 'has no ETag';
  return undefined;
}

async function bytesOf(body: unknown): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body);
  if (typeof body === 'string') return Buffer.from(body);
  const chunks: Buffer[] = [];
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array | string>)
    chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Undefined where the body may be AWS's; whether it is whole the SDK's own parser tells. */
function problemOf(body: string, operation: string, protocol: Protocol): string | undefined {
  if (body === '') return TELLS.test(operation) || protocol === 'query' ? 'is empty' : undefined;
  if (protocol === 'json' || DOCUMENTS.has(operation))
    return isJsonObject(body) || (body === 'null' && !TELLS.test(operation))
      ? undefined
      : `is not a JSON object, it begins with ${beginning(body)}`;
  const root = rootOf(body);
  const expected = protocol === 'query' ? `${operation}Response` : XML_ROOTS[operation];
  if (root === undefined) return `is no XML, it begins with ${beginning(body)}`;
  if (expected === undefined ? root.toLowerCase() !== 'html' : root.includes(expected)) return undefined;
  return `is <${root}>${expected === undefined ? '' : `, where <${expected}> belongs`}`;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Past a byte order mark, the declaration, comments and a document type. */
const ROOT =
  /^\uFEFF?(?:\s*<\?[^>]*\?>|\s*<!--.*?-->|\s*<!DOCTYPE[^>]*>)*\s*<(?:[\w.-]+:)?(?<name>[\w.-]+)[\s/>]/is;

function rootOf(xml: string): string | undefined {
  return ROOT.exec(xml)?.groups?.name;
}

/** Long enough to know a page by, and too short for anything secret. */
const SHOWN = 24;

function beginning(body: string): string {
  return JSON.stringify(body.slice(0, SHOWN));
}
