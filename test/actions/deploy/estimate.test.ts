import { estimateFor } from '../../../actions/deploy/estimate';

test('what is left follows from what is done and what is under way', () => {
  let at = 0;
  const estimate = estimateFor(6, 2, () => at);
  estimate.begin('a');
  estimate.begin('b');
  at = 60;
  expect(estimate.end('a')).toBe('1 of 6, about 2 minutes left');
  expect(estimate.end('b')).toBe('2 of 6, about 2 minutes left');
  for (const name of ['c', 'd']) estimate.begin(name);
  at = 100;
  expect(estimate.end('c')).toBe('3 of 6, about 60 s left');
  at = 7_200;
  expect(estimate.end('d')).toBe('4 of 6, about 30 minutes left');
  for (const name of ['e', 'f']) estimate.begin(name);
  at = 1e6;
  expect(estimate.end('e')).toBe('5 of 6');
  expect(estimate.end('f')).toBe('6 of 6');
});
