/** A tenant's run, its checks being played: however it ends, its end is after the clean-up's. */
import type { Result } from '../../../actions/verify/check';
import type { Entrances } from '../../../actions/verify/entrances';
import type { Owner } from '../../../actions/verify/owner';
import { perform } from '../../../actions/verify/perform';
import type { Stage } from '../../../actions/verify/stage';
import { verifyTenant } from '../../../actions/verify/verify-tenant';
import type { Project } from '../../../config';
import { aTenant } from '../../a-tenant';
import { PlayedBucket } from './played-bucket';

jest.mock('../../../actions/verify/perform', () => ({ perform: jest.fn() }));

const tenant = aTenant();
const PLACE = { prefix: 'from-amperity/' };

let bucket: PlayedBucket;
let interrupt: AbortController;
let warned: string[];
/** Called with the number of the check, counted from 0, when its object is there. */
let during: (at: number) => void;

beforeEach(() => {
  bucket = new PlayedBucket();
  interrupt = new AbortController();
  warned = [];
  during = () => undefined;
  let at = 0;
  jest.mocked(perform).mockImplementation(async (check, { live }: Stage): Promise<readonly Result[]> => {
    bucket.put(live.objects.next(PLACE, 'vendor', true));
    during(at);
    at += 1;
    return [{ check, how: 'tried', status: 'pass', message: 'done', attempts: 1, milliseconds: 1 }];
  });
});

/** `seeds`: whether the owner may write, and so clean up. */
function run({ seeds = true, readOnly = false } = {}) {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const settings = {} as Entrances['settings'];
  const owner = { source: 'profile owner', cleaner: bucket.client } as Owner;
  const entrances: Entrances = { settings, cleaning: settings, caller: credentials, owner, seeds };
  return verifyTenant({} as Project, tenant, entrances, {
    as: 'vendor',
    through: undefined,
    readOnly,
    settlingSeconds: 0,
    hasPicture: false,
    signal: interrupt.signal,
    onWait: (words) => warned.push(words),
  });
}

test('a whole run: every check has its result, and nothing is left', async () => {
  const report = await run();
  expect(report).toMatchObject({ interrupted: false, residue: [], owner: 'profile owner' });
  expect(report.results.every(({ status }) => status === 'pass')).toBe(true);
  expect(bucket.sent.length).toBeGreaterThan(0);
  expect(bucket.left).toEqual([]);
  expect(warned).toEqual([]);
});

test('interrupted: what was not reached is skipped, what was cut off says nothing, and nothing is left', async () => {
  during = (at) => at === 2 && interrupt.abort();
  const report = await run();
  expect(report).toMatchObject({ interrupted: true, residue: [] });
  expect(report.results.map(({ status }) => status).slice(0, 4)).toEqual(['pass', 'pass', 'skip', 'skip']);
  expect(report.results[2]?.message).toBe('not reached: interrupted');
  expect(bucket.left).toEqual([]);
  expect(warned).toEqual(['ended early: what may have been put there is removed, 3 objects']);
});

test('a defect: it is thrown, and nothing is left by then', async () => {
  during = (at) => {
    if (at === 1) throw new TypeError('not so');
  };
  await expect(run()).rejects.toThrow('not so');
  expect(bucket.sent.length).toBeGreaterThan(0);
  expect(bucket.left).toEqual([]);
});

test.each([
  ['an owner that may not write', { seeds: false }],
  ['--read-only', { readOnly: true }],
])('%s removes nothing, and what is there is named', async (_, how) => {
  const report = await run(how);
  expect(bucket.sent).toEqual([]);
  expect(report.residue.map(({ key }) => key)).toEqual(bucket.left);
});
