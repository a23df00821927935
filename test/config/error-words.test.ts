/** Errors in words: a line for everybody, and the place of a defect for who asks for it. */
import { errorWords, UserError } from '../../config/user-error';

const FULL_DISK = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

test.each([
  [
    'what the user can mend, as it was said',
    new UserError('tenants/a.yaml:1: wrong'),
    false,
    'tenants/a.yaml:1: wrong',
  ],
  ['likewise where the place was asked for', new UserError('wrong'), true, 'wrong'],
  ['what the system refuses', FULL_DISK, false, `${FULL_DISK.message} (HANDSHAKE_DEBUG=1 shows where)`],
  ['what is no error', 'odd', false, 'odd'],
])('%s', (_, error, withStack, words) => {
  expect(errorWords(error, withStack, 'HANDSHAKE_DEBUG=1')).toBe(words);
});

test('the stack, for who asked for it', () => {
  expect(errorWords(FULL_DISK, true, 'HANDSHAKE_DEBUG=1')).toMatch(/^Error: ENOSPC.*\n {4}at /);
});
