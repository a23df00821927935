/**
 * Nothing of a run stays: by the owner's credentials objects go with their versions and delete markers, which the
 * vendor's role cannot delete and should not. Without the owner, what stays is listed.
 */
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { answerOf, answerToError } from '../../aws/answer';
import { required } from '../../aws/required';
import { UnusableAnswer } from '../../aws/sdk-error';
import type { Tenant } from '../../config/tenant/tenant';
import { remove, type Target } from './attempts';
import type { Place } from './check';
import type { Probe, ProbeObjects } from './probe-objects';
import { probePrefix, reaches } from './probe-places';

export interface Residue {
  readonly key: string;
  /** False where it should not be there at all: then it is a matter for somebody to look after. */
  readonly expected: boolean;
  readonly why: string;
}

/** Those that may be there, as far as AWS's answers tell. */
export function touchedOf({ all }: ProbeObjects): readonly Probe[] {
  return all.filter(({ state, uploadId }) => state !== 'never' || uploadId !== undefined);
}

/**
 * What `vendor` may do it does; `owner` does it all. `isCut`: requests were cut off, so that what they put may come still.
 * Never throws.
 */
export async function cleanUp(
  tenant: Tenant,
  objects: ProbeObjects,
  { owner, vendor }: { readonly owner: S3Client | undefined; readonly vendor: Target | undefined },
  isCut: boolean,
): Promise<readonly Residue[]> {
  const touched = touchedOf(objects);
  if (touched.length === 0) return [];
  if (!owner) return cleanUpAsVendor(tenant, touched, vendor);
  const left = await cleanUpAsOwner(tenant, objects, touched, owner);
  const unknown = isCut ? touched.filter(({ state }) => state === 'asked') : [];
  return [...left, ...unknown.map(({ key }) => ({ key, expected: false, why: CUT_OFF }))];
}

const CUT_OFF =
  'its put was cut off before AWS answered: it was not there when it was looked for, and may come still';

async function cleanUpAsOwner(
  tenant: Tenant,
  { run }: ProbeObjects,
  touched: readonly Probe[],
  client: S3Client,
): Promise<readonly Residue[]> {
  const prefixes = new Set(touched.map(({ place }) => place.prefix));
  const found = (key: string): void => {
    for (const probe of touched) if (probe.key === key) probe.state = 'there';
  };
  const left = await Promise.all(
    [...prefixes].map((prefix) => emptyPlace(tenant, { prefix }, run, client, found)),
  );
  return left.flat();
}

/** By listing, not by memory: also what a request put there whose answer never came. */
async function emptyPlace(
  { bucket, account }: Tenant,
  place: Place,
  run: string,
  client: S3Client,
  found: (key: string) => void,
): Promise<readonly Residue[]> {
  const names = { Bucket: bucket.name, ExpectedBucketOwner: account };
  const Prefix = probePrefix(place, run);
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

function unexpected(key: string, why: string): Residue {
  return { key, expected: false, why: `could not be removed: ${why}` };
}

async function cleanUpAsVendor(
  tenant: Tenant,
  touched: readonly Probe[],
  vendor: Target | undefined,
): Promise<readonly Residue[]> {
  const left: Residue[] = [];
  for (const probe of touched) {
    const { key, uploadId } = probe;
    if (uploadId !== undefined && vendor) {
      const { client, bucket } = vendor;
      const answer = await answerOf(
        () => client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId })),
        'aborted',
      );
      if (answer.kind !== 'allowed')
        left.push(unexpected(key, `the upload was not aborted: ${answer.message}`));
    }
    if (probe.state === 'never') continue;
    const mayDelete = reaches(tenant.grants, 'delete', probe.place);
    if (vendor && probe.state !== 'deleted' && mayDelete) await remove(vendor, key, probe);
    left.push(residueOf(tenant, probe, mayDelete));
  }
  return left;
}

function residueOf({ bucket }: Tenant, { key, state, expected }: Probe, mayDelete: boolean): Residue {
  if (!expected) return { key, expected, why: 'the vendor could put it where it may not' };
  if (state === 'deleted')
    return {
      key,
      expected,
      why: `deleted; where the bucket keeps versions, they expire after ${bucket.noncurrentVersionDays} days`,
    };
  if (mayDelete) return { key, expected: false, why: 'could not be deleted, though delete is granted' };
  return { key, expected, why: 'put is granted and delete is not: the owner must delete it' };
}
