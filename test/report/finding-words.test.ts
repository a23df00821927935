/** What is expected and what is, side by side in a table's narrow columns. */
import { comparedTexts } from '../../report/finding-words';

const LONG = 'x'.repeat(80);

test.each([
  ['short ones are whole', 'a', 'b', ['a', 'b']],
  ['nothing is a dash', null, undefined, ['-', '-']],
  ['a list is JSON', ['a'], { b: 1 }, ['["a"]', '{"b":1}']],
  ['blanks at the ends are seen', ' a', 'a', ['" a"', 'a']],
  [
    'what differs at the beginning is cut at the end',
    `a${LONG}`,
    `b${LONG}`,
    [`a${LONG.slice(0, 58)}…`, `b${LONG.slice(0, 58)}…`],
  ],
  [
    'what differs at the end is cut at the beginning',
    `${LONG}ab`,
    `${LONG}ac`,
    [`…${'x'.repeat(11)}ab`, `…${'x'.repeat(11)}ac`],
  ],
  [
    'what differs in the middle is cut on both sides',
    `${LONG}a${LONG}`,
    `${LONG}b${LONG}`,
    [`…${'x'.repeat(12)}a${'x'.repeat(45)}…`, `…${'x'.repeat(12)}b${'x'.repeat(45)}…`],
  ],
  [
    'a short one beside a long one is whole',
    LONG,
    'xxxxxxxxxxxxxxxxy',
    [`…${'x'.repeat(58)}…`, 'xxxxxxxxxxxxxxxxy'],
  ],
] as const)('%s', (_, expected, actual, texts) => {
  expect(comparedTexts(expected, actual)).toEqual(texts);
  for (const text of comparedTexts(expected, actual)) expect(text.length).toBeLessThanOrEqual(60);
});
