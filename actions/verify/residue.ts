/** What lies in the bucket when a run ends, and how it goes: by the bucket's owner. */
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { answerToError } from '../../aws/answer';
import { required } from '../../aws/required';
import { UnusableAnswer } from '../../aws/sdk-error';
import type { Tenant } from '../../config/tenant/tenant';

export interface Residue {
  readonly key: string;
  /** False where it should not be there at all: then it is a matter for somebody to look after. */
  readonly expected: boolean;
  readonly why: string;
  /** Where it is: no object of this run. */
  readonly isOfAnotherRun?: true;
}

/**
 * Removes all that lies below `Prefix`, versions, delete markers and uploads, and answers what could not be. By listing,
 * not by memory: also what a request put there whose answer never came. `found` is told of each key. Never throws.
 */
export async function emptyBelow(
  { bucket, account }: Tenant,
  Prefix: string,
  client: S3Client,
  found: (key: string) => void,
): Promise<readonly Residue[]> {
  const names = { Bucket: bucket.name, ExpectedBucketOwner: account };
  const left: Residue[] = [];
  const removed = new Set<string>();
  try {
    // What is deleted is in no list any more, so the first page is asked for until it is empty or stays as it is.
    for (;;) {
      const page = await client.send(new ListObjectVersionsCommand({ ...names, Prefix }));
      required(page.IsTruncated, 'ListObjectVersions', 'IsTruncated');
      const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({
        Key: required(Key, 'ListObjectVersions', 'Key'),
        VersionId,
      }));
      if (Objects.length === 0) break;
      const [again] = Objects.filter(({ Key, VersionId }) => removed.has(`${Key} ${VersionId}`));
      if (again)
        throw new UnusableAnswer('DeleteObjects', `says that ${again.Key} is deleted, and it is there`);
      for (const { Key, VersionId } of Objects) removed.add(`${Key} ${VersionId}`);
      for (const { Key } of Objects) found(Key);
      const { Errors = [] } = await client.send(
        new DeleteObjectsCommand({ ...names, Delete: { Objects, Quiet: true } }),
      );
      left.push(
        ...Errors.map(({ Key = '', Code = '', Message = '' }) => unexpected(Key, `${Code}: ${Message}`)),
      );
      if (Errors.length > 0) break;
    }
    const operation = 'ListMultipartUploads';
    const page = await client.send(new ListMultipartUploadsCommand({ ...names, Prefix }));
    required(page.IsTruncated, operation, 'IsTruncated');
    for (const { Key, UploadId } of page.Uploads ?? [])
      await client.send(
        new AbortMultipartUploadCommand({
          ...names,
          Key: required(Key, operation, 'Upload.Key'),
          UploadId: required(UploadId, operation, 'Upload.UploadId'),
        }),
      );
  } catch (error) {
    left.push(unexpected(`${Prefix}*`, answerToError(error).message));
  }
  return left;
}

export function unexpected(key: string, why: string): Residue {
  return { key, expected: false, why: `could not be removed: ${why}` };
}
