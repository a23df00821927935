/**
 * What other runs left. One that was killed cleaned nothing up, so a later one does it; one that goes on at the same time
 * is left alone.
 */
import { ListMultipartUploadsCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { answerToError } from '../../aws/answer';
import { required } from '../../aws/required';
import type { Tenant } from '../../config/tenant/tenant';
import { counted } from '../../report/finding-words';
import type { Place } from './check';
import { probePrefix, runOf } from './probe-places';
import { emptyBelow, type Residue } from './residue';

/** No run on one tenant takes as long, in milliseconds. */
const LONGEST_RUN = 3_600_000;

interface OtherRun {
  readonly id: string;
  /** Versions, delete markers and uploads. */
  readonly count: number;
  /** When the last of them came, in milliseconds. */
  readonly last: number;
}

/** Removes, below a place, what runs left that ended before `now` in any case, and names the rest. Never throws. */
export async function clearOtherRuns(
  tenant: Tenant,
  place: Place,
  own: string,
  client: S3Client,
  now: Date,
): Promise<readonly Residue[]> {
  try {
    const others = (await runsBelow(tenant, place, client)).filter(({ id }) => id !== own);
    const told = await Promise.all(
      others.map(async (run) => {
        const { id, last } = run;
        if (now.getTime() - last < LONGEST_RUN) return [named(place, run, GOES_ON)];
        const left = await emptyBelow(tenant, probePrefix(place, id), client, () => undefined);
        return left.length > 0 ? left : [named(place, run, 'ended without a clean-up: removed')];
      }),
    );
    return told.flat();
  } catch (error) {
    const why = `what other runs left could not be looked for: ${answerToError(error).message}`;
    return [{ key: `${probePrefix(place, '')}*`, expected: false, why }];
  }
}

const GOES_ON = 'goes on, or was ended: a run in an hour removes what is there still';

function named(place: Place, { id, count }: OtherRun, state: string): Residue {
  return {
    key: `${probePrefix(place, id)}*`,
    expected: true,
    why: `${counted(count, 'object')} of another run, which ${state}`,
    isOfAnotherRun: true,
  };
}

/** By the first page of each list: what is on further ones a later run finds, when that page is empty. */
async function runsBelow(
  { bucket, account }: Tenant,
  place: Place,
  client: S3Client,
): Promise<readonly OtherRun[]> {
  const below = { Bucket: bucket.name, ExpectedBucketOwner: account, Prefix: probePrefix(place, '') };
  const [versions, uploads] = await Promise.all([
    client.send(new ListObjectVersionsCommand(below)),
    client.send(new ListMultipartUploadsCommand(below)),
  ]);
  required(versions.IsTruncated, 'ListObjectVersions', 'IsTruncated');
  required(uploads.IsTruncated, 'ListMultipartUploads', 'IsTruncated');
  const all = [
    ...[...(versions.Versions ?? []), ...(versions.DeleteMarkers ?? [])].map(({ Key, LastModified }) => ({
      key: required(Key, 'ListObjectVersions', 'Key'),
      at: LastModified,
    })),
    ...(uploads.Uploads ?? []).map(({ Key, Initiated }) => ({
      key: required(Key, 'ListMultipartUploads', 'Upload.Key'),
      at: Initiated,
    })),
  ];
  const runs = new Map<string, OtherRun>();
  for (const { key, at } of all) {
    const id = runOf(place, key);
    // Whatever else somebody put there is nobody's to remove.
    if (id === undefined) continue;
    const time = required(at, 'a list of objects', `time for ${key}`).getTime();
    const { count = 0, last = time } = runs.get(id) ?? {};
    runs.set(id, { id, count: count + 1, last: Math.max(time, last) });
  }
  return [...runs.values()];
}
