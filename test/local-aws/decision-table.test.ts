import { agent } from './clients';
import { Stage } from './decision-stage';
import { type Chapter, chapters } from './decision-table';
import { type LocalAws, startLocalAws } from './index';

const SLOW_START_MS = 60_000;
const ALL = chapters();

let aws: LocalAws;
let stage: Stage;

beforeAll(async () => {
  aws = await startLocalAws({ now: () => Date.now() + (stage?.laterMs ?? 0) });
  stage = new Stage(aws);
}, SLOW_START_MS);

afterAll(async () => {
  agent.destroy();
  await aws?.stop();
});

describe.each(ALL)('$title', ({ given, rows }: Chapter) => {
  beforeAll(() => stage.prepare(given), SLOW_START_MS);

  test.each(rows)('$name', async (row) => {
    const { outcome, message, refusedKeys } = await stage.perform(row);
    if (typeof row.expect === 'string')
      expect(`${outcome} ${message}`).toMatch(new RegExp(`^${row.expect} `));
    else
      expect({ outcome, refusedKeys }).toEqual({ outcome: 'allowed', refusedKeys: row.expect.refusedKeys });
    if (row.because !== undefined) expect(message).toContain(row.because);
  });
});

test('every row names a page of AWS, and no two rows are the same', () => {
  const rows = ALL.flatMap(({ title, rows: some }) => some.map((row) => ({ title, ...row })));
  expect(rows.filter(({ page }) => !page.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  expect(new Set(rows.map(({ title, name }) => `${title}: ${name}`)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(120);
});
