/** What a run put into a bucket is gone when its clean-up is over, or is named; whoever cleans up, and whatever AWS answers. */
import { cleanUp, touchedOf } from '../../../actions/verify/clean-up';
import { type Probe, type ProbeObjects, probeObjects } from '../../../actions/verify/probe-objects';
import { aTenant } from '../../a-tenant';
import { PlayedBucket } from './played-bucket';

const tenant = aTenant();
const MAY_DELETE = { prefix: 'from-amperity/' };
const MAY_PUT = { prefix: 'to-amperity/' };

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
    const { run, next: ofAnother } = probeObjects();
    bucket.uploads.push({
      Key: ofAnother(MAY_DELETE, 'vendor', true).key,
      UploadId: 'theirs',
      Initiated: new Date(),
    });
    expect(await asOwner()).toEqual([
      {
        key: `from-amperity/.s3-handshake/${run}*`,
        expected: true,
        isOfAnotherRun: true,
        why: expect.stringMatching(/^1 object of another run, which goes on, or was ended: a run in an hour/),
      },
    ]);
    expect(bucket.left).toHaveLength(2);
  });

  describe('of a run that was killed', () => {
    const RUN = '0123456789abcdef';
    const FOLDER = 'from-amperity/.s3-handshake/';
    const HOUR = 3_600_000;
    /** A version, a delete marker and an upload, the newest of them so old. */
    const leave = (age: number): void => {
      const [last, before] = [new Date(Date.now() - age), new Date(Date.now() - 9 * HOUR)];
      bucket.versions.push({ Key: `${FOLDER}${RUN}-1`, VersionId: 'a', LastModified: before });
      bucket.markers.push({ Key: `${FOLDER}${RUN}-1`, VersionId: 'b', LastModified: last });
      bucket.uploads.push({ Key: `${FOLDER}${RUN}-2`, UploadId: 'c', Initiated: before });
    };

    test('all is removed when an hour is over since the last of it came', async () => {
      leave(HOUR + 1_000);
      bucket.put(next());
      expect(await asOwner()).toMatchObject([
        {
          key: `${FOLDER}${RUN}*`,
          expected: true,
          isOfAnotherRun: true,
          why: '3 objects of another run, which ended without a clean-up: removed',
        },
      ]);
      expect(bucket.left).toEqual([]);
    });

    test('until then it is named and left', async () => {
      leave(HOUR - 60_000);
      bucket.put(next());
      expect(await asOwner()).toMatchObject([{ key: `${FOLDER}${RUN}*`, expected: true }]);
      expect(bucket.left).toHaveLength(3);
    });

    test('what no run can have put there is left, whatever it is called', async () => {
      const keys = ['report-1', `${RUN}-`, `${RUN}-1.csv`, `${RUN.toUpperCase()}-1`, `deep/${RUN}-1`, 'a-1'];
      for (const [index, key] of keys.entries())
        bucket.versions.push({ Key: FOLDER + key, VersionId: `${index}`, LastModified: new Date(0) });
      bucket.put(next());
      expect(await asOwner()).toEqual([]);
      expect(bucket.left).toHaveLength(keys.length);
    });

    test('a list without a time is no list, and what cannot be removed is no success', async () => {
      bucket.versions.push({ Key: `${FOLDER}${RUN}-1`, VersionId: 'a' });
      bucket.put(next());
      expect((await asOwner()).map(({ expected, why }) => [expected, why])).toEqual([
        [false, expect.stringMatching(/^what other runs left could not be looked for: .*time for/)],
      ]);
      bucket.versions.splice(0);
      leave(2 * HOUR);
      bucket.refused = [`${FOLDER}${RUN}-1`];
      bucket.put(next());
      expect((await asOwner()).every(({ expected }) => !expected)).toBe(true);
    });

    test('an interrupted run looks for none', async () => {
      leave(2 * HOUR);
      bucket.put(next());
      expect(await asOwner(true)).toEqual([]);
      expect(bucket.left).toHaveLength(3);
    });
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
