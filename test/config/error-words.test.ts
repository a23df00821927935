/** Errors in words: a line for everybody, and the place of a defect for who asks for it. */
import { errorWords, UserError } from '../../config/user-error';

const FULL_DISK = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

test.each([
  [
    'what the user can mend, as it was said',
    new UserError('tenants/a.yaml:1: wrong'),
    {},
    'tenants/a.yaml:1: wrong',
  ],
  ['likewise where the place was asked for', new UserError('wrong'), { HANDSHAKE_DEBUG: '1' }, 'wrong'],
  ['what the system refuses', FULL_DISK, {}, `${FULL_DISK.message} (HANDSHAKE_DEBUG=1 shows where)`],
  ['what is no error', 'odd', {}, 'odd'],
])('%s', (_, error, env, words) => {
  expect(errorWords(error, env, 'HANDSHAKE_DEBUG=1')).toBe(words);
});

test('the stack, for who asked for it', () => {
  expect(errorWords(FULL_DISK, { HANDSHAKE_DEBUG: '1' }, 'HANDSHAKE_DEBUG=1')).toMatch(
    /^Error: ENOSPC.*\n {4}at /,
  );
});
