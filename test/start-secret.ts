/**
 * What the embedded AWS of the tests is started with: a test signs as root of any account, whichever process has started
 * it.
 */
import { START_SECRET_VARIABLE } from '../local-aws';

export const START_SECRET = 'of-the-tests';
process.env[START_SECRET_VARIABLE] = START_SECRET;
