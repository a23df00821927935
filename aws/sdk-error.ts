/** What the SDK's errors have in common: AWS's code, the request's id, and how often it was sent. */

/** On outputs and on errors alike. */
export interface SdkMetadata {
  readonly requestId?: string | undefined;
  /** Requests that were sent, those that the SDK repeated with them. */
  readonly attempts?: number | undefined;
  readonly httpStatusCode?: number | undefined;
}

/** Empty for what is no error of the SDK's: nothing was sent, or nothing came back. */
export function metadataOf(error: unknown): SdkMetadata {
  return (error as { readonly $metadata?: SdkMetadata } | undefined)?.$metadata ?? {};
}

/**
 * AWS's own code: `NoSuchBucket`. Of the network it is the system's: `ECONNREFUSED`. A redirect to another region is
 * no error by name: S3's code for it is a number of its own.
 */
export function errorCodeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { Code, code, name = '' } = error as { Code?: unknown; code?: unknown; name?: unknown };
  const named = [Code, name === 'Error' ? code : undefined, name];
  return named.find((text): text is string => typeof text === 'string' && text !== '') ?? '';
}

/** Told by S3 with its errors: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html */
export function bucketRegionOf(error: unknown): string | undefined {
  const { $response } = error as { $response?: { readonly headers?: Readonly<Record<string, string>> } };
  return $response?.headers?.['x-amz-bucket-region'];
}

/**
 * An answer that AWS cannot have given, though its status says that all is well: a proxy's page, an empty body, a list
 * whose element has no name. Nothing may be concluded from it, least of all that there is nothing.
 */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
  readonly $metadata: SdkMetadata;

  /** `what`: one clause that goes on after the operation's name, `has no Role.Arn`. */
  constructor(operation: string, what: string, metadata: SdkMetadata = {}) {
    super(`the answer to ${operation} ${what}`);
    this.$metadata = metadata;
  }
}
