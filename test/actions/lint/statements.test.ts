/** Statements by families, each with the page of AWS's that says why, and what lint finds in it. */
import { lintText } from '../../../actions/lint/lint';
import { STATEMENTS } from './statement-cases';

test.each(STATEMENTS)('$says', async ({ policy, type, finds }) => {
  const { findings } = await lintText(JSON.stringify(policy), type);
  expect(findings.map(({ severity, rule }) => `${severity} ${rule}`).sort()).toEqual([...finds].sort());
});

test('every row names its page', () => {
  for (const { page } of STATEMENTS) expect(page).toMatch(/^https:\/\//);
});
