/** A setting as it was read against what it should be: what was not looked at is no difference, what could not be read is no answer. */
import { compareReading, together } from '../../../actions/drift/resource-comparison';
import { present, type Unread } from '../../../aws/deployed/reading';

const unread = {
  state: 'unread',
  right: 's3:GetBucketCors',
  reason: 'denied',
  message: 'no',
} as unknown as Unread;

test('what was not looked at is no difference', () => {
  expect(compareReading('cors', null, undefined)).toEqual({ judged: [], unread: [] });
});

test('what could not be read is told as that', () => {
  expect(compareReading('cors', null, unread)).toEqual({ judged: [], unread: [unread] });
});

test('what was read is compared, in the form in which it is expected', () => {
  const reading = present('b');
  expect(compareReading('cors', 'b', reading)).toEqual({ judged: [], unread: [] });
  const { judged } = compareReading('cors', 'a', reading);
  expect(judged).toMatchObject([{ attribute: 'cors', expected: 'a', actual: 'b' }]);
  expect(compareReading('cors', 'a', reading, () => 'a')).toEqual({ judged: [], unread: [] });
});

test('comparisons are put together in their order', () => {
  const one = compareReading('cors', 'a', present('b'));
  const other = compareReading('website', null, unread);
  expect(together(one, other)).toEqual({ judged: one.judged, unread: other.unread });
});
