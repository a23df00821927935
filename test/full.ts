/** `npm run test:full` runs what is too long for `npm test`, which takes a sample of it. */
export const FULL = process.env.HANDSHAKE_TEST_FULL === '1';
