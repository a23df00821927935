/** The pool, by work that the test itself ends, one item after the other: no clock decides. */
import { inParallel } from '../../aws/pool';

interface Work {
  readonly begun: readonly string[];
  readonly end: (item: string) => void;
  readonly fail: (item: string) => void;
  readonly run: (item: string) => Promise<string>;
}

function aWork(): Work {
  const begun: string[] = [];
  const ends = new Map<string, { resolve: (outcome: string) => void; reject: (error: Error) => void }>();
  return {
    begun,
    end: (item) => ends.get(item)?.resolve(`${item} done`),
    fail: (item) => ends.get(item)?.reject(new Error(`${item} failed`)),
    run: (item) => {
      begun.push(item);
      return new Promise((resolve, reject) => ends.set(item, { resolve, reject }));
    },
  };
}

/** Lets all that is due run: a promise is settled in micro tasks, which all end before this one. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

let abort: AbortController;
let work: Work;
beforeEach(() => {
  abort = new AbortController();
  work = aWork();
});

test('no more are under way than the limit, and the next begins when one ends', async () => {
  const all = inParallel(['a', 'b', 'c', 'd'], 2, abort.signal, work.run);
  await settle();
  expect(work.begun).toEqual(['a', 'b']);
  work.end('b');
  await settle();
  expect(work.begun).toEqual(['a', 'b', 'c']);
  for (const item of ['c', 'a', 'd']) {
    work.end(item);
    await settle();
  }
  expect(await all).toEqual(['a done', 'b done', 'c done', 'd done']);
});

test('after an abort none is begun, and those under way are waited for', async () => {
  const all = inParallel(['a', 'b', 'c'], 2, abort.signal, work.run);
  abort.abort();
  work.end('a');
  await settle();
  expect(work.begun).toEqual(['a', 'b']);
  work.end('b');
  expect(await all).toEqual(['a done', 'b done']);
});

test('after an abort beforehand nothing is begun at all', async () => {
  abort.abort();
  expect(await inParallel(['a'], 2, abort.signal, work.run)).toEqual([]);
  expect(work.begun).toEqual([]);
});

test('after a failure none is begun, and it is thrown once nothing is under way', async () => {
  let thrown: unknown;
  const all = inParallel(['a', 'b', 'c'], 2, abort.signal, work.run).catch((error: unknown) => {
    thrown = error;
  });
  work.fail('b');
  await settle();
  expect({ begun: work.begun, thrown }).toEqual({ begun: ['a', 'b'], thrown: undefined });
  work.fail('a');
  await all;
  expect(thrown).toEqual(new Error('b failed'));
  expect(work.begun).toEqual(['a', 'b']);
});

test('what throws at once counts as a rejection', async () => {
  const throwing = () => {
    throw new Error('at once');
  };
  await expect(inParallel(['a'], 1, abort.signal, throwing)).rejects.toThrow('at once');
});

test('items may come from anything that can be walked, and none gives none', async () => {
  const doubled = async (item: number) => item * 2;
  expect(await inParallel(new Set([1, 2, 3]), 8, abort.signal, doubled)).toEqual([2, 4, 6]);
  expect(await inParallel([], 8, abort.signal, doubled)).toEqual([]);
});
