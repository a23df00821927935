/** What a run put into a bucket is gone when its clean-up is over, or is named; whoever cleans up, and whatever AWS answers. */
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { cleanUp, touchedOf } from '../../../actions/verify/clean-up';
import { type Probe, type ProbeObjects, probeObjects } from '../../../actions/verify/probe-objects';
import { aTenant } from '../../a-tenant';

const tenant = aTenant();
const MAY_DELETE = { prefix: 'from-amperity/' };
const MAY_PUT = { prefix: 'to-amperity/' };

/** A bucket that answers late, so that what is not waited for has not happened yet. */
class PlayedBucket {
  readonly versions: { Key: string; VersionId: string }[] = [];
  readonly markers: { Key: string; VersionId: string }[] = [];
  readonly uploads: { Key: string; UploadId: string }[] = [];
  readonly sent: string[] = [];
  /** Versions and markers that one page holds. */
  page = 1_000;
  /** Keys that DeleteObjects refuses. */
  refused: readonly string[] = [];
  /** DeleteObjects says that it has deleted, and has not. */
  lies = false;
  /** The request of this name fails. */
  fails = '';
  isTruncated: boolean | undefined = false;

  readonly client = {
    send: async (command: { readonly input: Record<string, never> }): Promise<unknown> => {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((go) => setImmediate(go));
      const name = command.constructor.name;
      this.sent.push(name);
      if (name === this.fails)
        throw Object.assign(new Error('not here'), {
          name: 'AccessDenied',
          $metadata: { httpStatusCode: 403 },
        });
      return { $metadata: { attempts: 1 }, ...this.#answer(command) };
    },
  } as unknown as S3Client;

  #answer(command: unknown): object {
    const { isTruncated: IsTruncated } = this;
    if (command instanceof ListObjectVersionsCommand) {
      const below = ({ Key }: { Key: string }) => Key.startsWith(command.input.Prefix ?? '');
      const Versions = this.versions.filter(below).slice(0, this.page);
      const DeleteMarkers = this.markers.filter(below).slice(0, this.page - Versions.length);
      return { IsTruncated, ...(Versions.length ? { Versions } : {}), DeleteMarkers };
    }
    if (command instanceof DeleteObjectsCommand) {
      const { Objects = [] } = command.input.Delete ?? {};
      const gone = Objects.filter(({ Key = '' }) => !this.refused.includes(Key));
      if (!this.lies)
        for (const kept of [this.versions, this.markers])
          for (const { VersionId } of gone) remove(kept, (one) => one.VersionId === VersionId);
      const Errors = Objects.filter((one) => !gone.includes(one));
      return Errors.length === 0
        ? {}
        : { Errors: Errors.map(({ Key }) => ({ Key, Code: 'AccessDenied', Message: 'locked' })) };
    }
    if (command instanceof ListMultipartUploadsCommand)
      return {
        IsTruncated,
        Uploads: this.uploads.filter(({ Key }) => Key.startsWith(command.input.Prefix ?? '')),
      };
    if (command instanceof AbortMultipartUploadCommand)
      remove(this.uploads, ({ UploadId }) => UploadId === command.input.UploadId);
    if (command instanceof DeleteObjectCommand) remove(this.versions, ({ Key }) => Key === command.input.Key);
    return {};
  }

  /** As a run of verify puts it. */
  put(probe: Probe, state: Probe['state'] = 'there'): Probe {
    this.versions.push({ Key: probe.key, VersionId: `v${this.versions.length}` });
    return Object.assign(probe, { state });
  }

  begin(probe: Probe): Probe {
    const uploadId = `u${this.uploads.length}`;
    this.uploads.push({ Key: probe.key, UploadId: uploadId });
    return Object.assign(probe, { uploadId, state: 'never' as const });
  }

  get left(): readonly string[] {
    return [...this.versions, ...this.markers, ...this.uploads].map(({ Key }) => Key);
  }
}

function remove<T>(from: T[], isMeant: (one: T) => boolean): void {
  for (let at = from.length - 1; at >= 0; at -= 1) if (isMeant(from[at] as T)) from.splice(at, 1);
}

let bucket: PlayedBucket;
let objects: ProbeObjects;
beforeEach(() => {
  bucket = new PlayedBucket();
  objects = probeObjects();
});

const next = (place = MAY_DELETE, expected = true): Probe => objects.next(place, 'vendor', expected);
const asOwner = (isCut = false) =>
  cleanUp(tenant, objects, { owner: bucket.client, vendor: undefined }, isCut);
const asVendor = () =>
  cleanUp(
    tenant,
    objects,
    { owner: undefined, vendor: { client: bucket.client, bucket: tenant.bucket.name } },
    false,
  );

test('what may be there is looked for: not what AWS refused to put, unless its upload was begun', () => {
  const there = Object.assign(next(), { state: 'there' });
  const asked = next();
  const deleted = Object.assign(next(), { state: 'deleted' });
  Object.assign(next(), { state: 'never' });
  const begun = bucket.begin(next());
  expect(touchedOf(objects)).toEqual([there, asked, deleted, begun]);
});

test('where nothing was put, nothing is asked', async () => {
  Object.assign(next(), { state: 'never' });
  expect(await asOwner()).toEqual([]);
  expect(bucket.sent).toEqual([]);
});

describe('by the owner', () => {
  test('all is gone when it is over: versions, delete markers and uploads of every place, page by page', async () => {
    bucket.page = 2;
    for (const place of [MAY_DELETE, MAY_PUT, { prefix: '' }])
      for (let count = 0; count < 3; count += 1) bucket.put(next(place));
    bucket.markers.push({ Key: next().key, VersionId: 'marker' });
    bucket.begin(next());
    bucket.begin(next(MAY_PUT));
    expect(await asOwner()).toEqual([]);
    expect(bucket.left).toEqual([]);
  });

  test("what others have put stays, and so does another run's", async () => {
    bucket.put(next());
    bucket.versions.push({ Key: 'from-amperity/data.csv', VersionId: 'theirs' });
    bucket.uploads.push({ Key: probeObjects().next(MAY_DELETE, 'vendor', true).key, UploadId: 'theirs' });
    await asOwner();
    expect(bucket.left).toHaveLength(2);
  });

  test('what it may not delete is named with what AWS says, and the rest goes', async () => {
    const stays = bucket.put(next());
    bucket.put(next());
    bucket.refused = [stays.key];
    expect(await asOwner()).toEqual([
      { key: stays.key, expected: false, why: 'could not be removed: AccessDenied: locked' },
    ]);
    expect(bucket.left).toEqual([stays.key]);
  });

  test.each([
    ['ListObjectVersionsCommand', /AccessDenied: not here$/],
    ['DeleteObjectsCommand', /AccessDenied: not here$/],
    ['ListMultipartUploadsCommand', /AccessDenied: not here$/],
    ['AbortMultipartUploadCommand', /AccessDenied: not here$/],
  ])('where %s fails, its place is named', async (name, why) => {
    bucket.put(next());
    bucket.begin(next());
    bucket.fails = name;
    const [left, ...others] = await asOwner();
    expect(others).toEqual([]);
    expect(left).toMatchObject({ key: `from-amperity/.s3-handshake/${objects.run}*`, expected: false });
    expect(left?.why).toMatch(/^could not be removed: /);
    expect(left?.why).toMatch(why);
  });

  test.each([
    ['a page without its end', { isTruncated: undefined }, /IsTruncated/],
    ['a deletion that did nothing', { lies: true }, /says that .* is deleted, and it is there/],
  ])('%s is no success', async (_, answers, why) => {
    bucket.put(next());
    Object.assign(bucket, answers);
    const left = await asOwner();
    expect(left).toHaveLength(1);
    expect(left[0]?.why).toMatch(why);
  });

  test('what was cut off and is not there may come still; what was found is gone', async () => {
    const cut = next();
    bucket.put(next(), 'asked');
    expect(await asOwner(true)).toEqual([
      { key: cut.key, expected: false, why: expect.stringContaining('may come still') },
    ]);
    expect(await asOwner(false)).toEqual([]);
  });
});

describe('by the vendor', () => {
  test('what it may delete is deleted when it is over, and uploads are aborted', async () => {
    const there = bucket.put(next());
    bucket.begin(next());
    expect(await asVendor()).toEqual([
      { key: there.key, expected: true, why: expect.stringMatching(/^deleted; .* after 30 days$/) },
    ]);
    expect(bucket.left).toEqual([]);
    expect(there.state).toBe('deleted');
  });

  test.each([
    [
      'what it may not delete is left to the owner',
      MAY_PUT,
      true,
      { expected: true, why: 'put is granted and delete is not: the owner must delete it' },
    ],
    [
      'what it should not have put is no expected rest',
      MAY_DELETE,
      false,
      { expected: false, why: 'the vendor could put it where it may not' },
    ],
  ])('%s', async (_, place, expected, left) => {
    const probe = bucket.put(next(place, expected));
    expect(await asVendor()).toEqual([{ key: probe.key, ...left }]);
  });

  test('a deletion that is granted and fails is no expected rest', async () => {
    const probe = bucket.put(next());
    bucket.fails = 'DeleteObjectCommand';
    expect(await asVendor()).toEqual([
      { key: probe.key, expected: false, why: 'could not be deleted, though delete is granted' },
    ]);
  });

  test('an upload that cannot be aborted is named', async () => {
    const probe = bucket.begin(next());
    bucket.fails = 'AbortMultipartUploadCommand';
    expect(await asVendor()).toEqual([
      {
        key: probe.key,
        expected: false,
        why: 'could not be removed: the upload was not aborted: AccessDenied: not here',
      },
    ]);
  });

  test('without anybody who may, what is there is named all the same', async () => {
    bucket.begin(bucket.put(next(MAY_PUT)));
    const deleted = Object.assign(next(), { state: 'deleted' as const });
    const nobody = { owner: undefined, vendor: undefined };
    expect((await cleanUp(tenant, objects, nobody, false)).map(({ key }) => key)).toEqual([deleted.key]);
    expect(bucket.sent).toEqual([]);
  });

  test('what is deleted already is not deleted again', async () => {
    Object.assign(next(), { state: 'deleted' });
    await asVendor();
    expect(bucket.sent).toEqual([]);
  });
});
