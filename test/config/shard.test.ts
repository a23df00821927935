import fc from 'fast-check';
import { isInShard, namesDigest, parseShard } from '../../config/fleet/shard';

test('every tenant is in one shard, and in one only', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 256 }), (name, count) => {
      const covering = Array.from({ length: count }, (_, at) => at + 1).filter((index) =>
        isInShard(name, { index, count }),
      );
      expect(covering).toHaveLength(1);
    }),
    { numRuns: 50 },
  );
});

test('a tenant stays in its shard from one version to the next', () => {
  const of16 = ['acme-prod', 'acme-stage', 'globex', 'initech-eu'].map((name) =>
    Array.from({ length: 16 }, (_, at) => at + 1).find((index) => isInShard(name, { index, count: 16 })),
  );
  expect(of16).toEqual([14, 7, 14, 8]);
});

test('shards of a large fleet are of about the same size', () => {
  const names = Array.from({ length: 4000 }, (_, at) => `tenant-${at}`);
  const sizes = Array.from(
    { length: 8 },
    (_, at) => names.filter((name) => isInShard(name, { index: at + 1, count: 8 })).length,
  );
  expect(Math.min(...sizes)).toBeGreaterThan(400);
  expect(Math.max(...sizes)).toBeLessThan(600);
});

test.each(['0/4', '5/4', '3', '3/', '/4', 'a/b', '1/257', '-1/4', '1/4/2', '1.5/4', ''])(
  '%s is no shard',
  (text) => {
    expect(() => parseShard(text)).toThrow('it looks like 3/16');
  },
);

test('the digest knows the tenants, in whatever order', () => {
  expect(namesDigest(['a', 'b'])).toBe(namesDigest(['b', 'a']));
  expect(namesDigest(['a', 'b'])).not.toBe(namesDigest(['a', 'c']));
  expect(namesDigest(['ab'])).not.toBe(namesDigest(['a', 'b']));
});
