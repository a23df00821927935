/** What a table's import says at its end: singulars, and nothing of rows that have no problem. */
import { importText } from '../../../actions/onboarding/import-report';
import type { Import } from '../../../actions/onboarding/import-table';

const NOTHING: Import = { outcomes: [], texts: new Map(), problems: [], otherProblems: [], notices: [] };
const PROBLEM = { row: 2, column: 'account', message: 'is missing' };

test.each<[string, Partial<Import>, string]>([
  [
    'a problem of another file',
    { otherProblems: ['tenants/a.yaml: is empty'] },
    'new.csv: nothing is written',
  ],
  ['one row', { problems: [PROBLEM] }, 'new.csv: 1 row has problems; nothing is written'],
  [
    'two rows',
    { problems: [PROBLEM, { ...PROBLEM, row: 3 }] },
    'new.csv: 2 rows have problems; nothing is written',
  ],
  ['one file', { texts: new Map([['a', '']]) }, 'new.csv: 1 new file would be written (--dry-run)'],
])('%s', (_, parts, says) => {
  const text = importText('new.csv', { ...NOTHING, ...parts }, false);
  expect(text.trimEnd().split('\n').at(-1)).toContain(says);
  expect(text).not.toMatch(/\b0 rows/);
});
