/**
 * Nothing of a run stays: by the owner's credentials objects go with their versions and delete markers, which the
 * vendor's role cannot delete and should not. Without the owner, what stays is listed.
 */
import { AbortMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import { answerOf } from '../../aws/answer';
import type { Tenant } from '../../config/tenant/tenant';
import { remove, type Target } from './attempts';
import type { Place } from './check';
import { clearOtherRuns } from './other-runs';
import type { Probe, ProbeObjects } from './probe-objects';
import { probePrefix, reaches } from './probe-places';
import { emptyBelow, type Residue, unexpected } from './residue';

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
  // Where this run's own could not be removed, nobody else's can.
  if (!isCut) return left.length > 0 ? left : ofOtherRuns(tenant, objects, touched, owner);
  const unknown = touched.filter(({ state }) => state === 'asked');
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
  const found = (key: string): void => {
    for (const probe of touched) if (probe.key === key) probe.state = 'there';
  };
  const left = await Promise.all(
    placesOf(touched).map((place) => emptyBelow(tenant, probePrefix(place, run), client, found)),
  );
  return left.flat();
}

async function ofOtherRuns(
  tenant: Tenant,
  { run }: ProbeObjects,
  touched: readonly Probe[],
  client: S3Client,
): Promise<readonly Residue[]> {
  const now = new Date();
  const left = await Promise.all(
    placesOf(touched).map((place) => clearOtherRuns(tenant, place, run, client, now)),
  );
  return left.flat();
}

function placesOf(touched: readonly Probe[]): readonly Place[] {
  return [...new Set(touched.map(({ place }) => place.prefix))].map((prefix) => ({ prefix }));
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
