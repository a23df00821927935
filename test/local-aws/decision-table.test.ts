import { type LocalAws, startLocalAws } from '../../local-aws/index';
import { agent } from './clients';
import { Stage } from './decision-stage';
import { type Chapter, chapters, isAsExpected } from './decision-table';

const ALL = chapters();

let aws: LocalAws;
let stage: Stage;

beforeAll(async () => {
  aws = await startLocalAws({ now: () => Date.now() + (stage?.laterMs ?? 0) });
  stage = new Stage(aws);
});

afterAll(async () => {
  agent.destroy();
  await aws?.stop();
});

describe.each(ALL)('$title', ({ given, rows }: Chapter) => {
  beforeAll(() => stage.prepare(given));

  test.each(rows)('$name', async (row) => {
    const result = await stage.perform(row);
    const { expect: expected, because, output, shows } = row;
    const asExpected = { expected, because, output, shows };
    expect(isAsExpected(row, result) ? asExpected : result).toEqual(asExpected);
  });
});

test('every row names a page of AWS, and no two rows are the same', () => {
  const rows = ALL.flatMap(({ title, rows: some }) => some.map((row) => ({ title, ...row })));
  expect(rows.filter(({ page }) => !page.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  expect(new Set(rows.map(({ title, name }) => `${title}: ${name}`)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(1_000);
});
