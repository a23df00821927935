/**
 * The conditions of a copy on its source, and of a copy or an upload on what it would replace: moto takes no notice of most
 * of them. Those of a PutObject it holds itself.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
import type { Call } from './call';
import type { Headers } from './message';
import { objectHead } from './object-head';
import { invalidRequest, noSuchKey, Refusal } from './refusal';
import type { CopySource, S3Target } from './s3-target';

interface Kept {
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

/** To be called when the caller's right to it is settled. Throws S3's refusal. */
export async function checkWriteConditions(
  call: Call,
  operation: string,
  target: S3Target,
  source: CopySource | undefined,
): Promise<void> {
  const { headers } = call.incoming;
  if (source) await checkSource(call, source, conditionsIn(headers, 'x-amz-copy-source-'));
  if (source && operation === 'CopyObject') await checkCopyOntoItself(call, target, source);
  if (!REPLACES.test(operation)) return;
  const { match, noneMatch } = conditionsIn(headers, '');
  if (match === undefined && noneMatch === undefined) return;
  const kept = await keptIn(call, target, undefined);
  if (!kept && match !== undefined) throw noSuchKey(target.key ?? '');
  if (kept && (noneMatch !== undefined || !isTag(match ?? '', kept))) throw preconditionFailed();
}

const REPLACES = /^Co(?:pyObject|mpleteMultipartUpload)$/;

const CHANGES =
  /^x-amz-(?:storage-class|website-redirect-location|server-side-encryption(?:-.*)?|checksum-algorithm)$/;

/** A copy of what is there onto itself must change something. */
async function checkCopyOntoItself(call: Call, { bucket, key }: S3Target, source: CopySource): Promise<void> {
  const { headers } = call.incoming;
  const isItself = source.bucket === bucket && source.key === key && source.versionId === undefined;
  if (!isItself || headers['x-amz-metadata-directive']?.toUpperCase() === 'REPLACE') return;
  if (Object.keys(headers).some((name) => CHANGES.test(name))) return;
  if (!(await keptIn(call, source, undefined))) return;
  const message =
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";
  throw invalidRequest(message);
}

async function checkSource(call: Call, source: CopySource, conditions: Conditions): Promise<void> {
  if (Object.keys(conditions).length === 0) return;
  const kept = await keptIn(call, source, source.versionId);
  if (kept && !holds(conditions, kept)) throw preconditionFailed();
}

interface Conditions {
  readonly match?: string;
  readonly noneMatch?: string;
  readonly modifiedSince?: string;
  readonly unmodifiedSince?: string;
}

function conditionsIn(headers: Headers, prefix: string): Conditions {
  const names = {
    match: 'if-match',
    noneMatch: 'if-none-match',
    modifiedSince: 'if-modified-since',
    unmodifiedSince: 'if-unmodified-since',
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([key, name]) => {
      const value = headers[prefix + name];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** An ETag decides alone where a date of the same side is beside it. A date that cannot be read is none. */
function holds({ match, noneMatch, modifiedSince, unmodifiedSince }: Conditions, kept: Kept): boolean {
  if (match !== undefined && !isTag(match, kept)) return false;
  if (noneMatch !== undefined && isTag(noneMatch, kept)) return false;
  const isLater = (date: string) => kept.modified > Date.parse(date);
  const isNotLater = (date: string) => kept.modified <= Date.parse(date);
  if (match === undefined && unmodifiedSince !== undefined && isLater(unmodifiedSince)) return false;
  return !(noneMatch === undefined && modifiedSince !== undefined && isNotLater(modifiedSince));
}

function isTag(condition: string, { etag }: Kept): boolean {
  const plain = (text: string) => text.trim().replace(/^"|"$/g, '');
  return condition.split(',').some((one) => one.trim() === '*' || plain(one) === plain(etag));
}

async function keptIn(
  call: Call,
  { bucket, key }: S3Target,
  versionId: string | undefined,
): Promise<Kept | undefined> {
  if (!bucket || key === undefined) return undefined;
  const headers = await objectHead(call, bucket, key, versionId);
  return headers && { etag: headers.etag ?? '', modified: Date.parse(headers['last-modified'] ?? '') };
}

function preconditionFailed(): Refusal {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new Refusal(412, 'PreconditionFailed', message);
}
