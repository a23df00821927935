// The tests of `npm test`; with HANDSHAKE_TEST_FULL=1, the long ones too.
const project = require('./test/jest-project');

const FULL = process.env.HANDSHAKE_TEST_FULL === '1';
/** A file of this name has nothing but tests of the full run. */
const ONLY_IN_FULL = FULL ? [] : ['\\.full\\.test\\.ts$'];

/** Real Terraform deploys the stage for these before anything is run; those below, which need none, do without. */
const STAGED = '<rootDir>/test/e2e/[^/]+\\.test\\.ts$';

module.exports = {
  /**
   * The only limit of time that tests have, in milliseconds: it ends what hangs. On a busy machine tests are slow, not
   * red, so no test states one of its own; `test/house/waits.test.ts` holds that. Searches of the full run take hours.
   */
  testTimeout: FULL ? 36_000_000 : 1_200_000,
  testSequencer: '<rootDir>/test/jest/sequencer.js',
  projects: [
    {
      ...project,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', STAGED, '<rootDir>/test/successor/', ...ONLY_IN_FULL],
      globalSetup: '<rootDir>/test/jest/global-setup.ts',
    },
    {
      ...project,
      displayName: 'e2e',
      testEnvironment: '<rootDir>/test/e2e/environment.js',
      testMatch: ['<rootDir>/test/e2e/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...ONLY_IN_FULL],
      globalSetup: '<rootDir>/test/e2e/global-setup.ts',
      globalTeardown: '<rootDir>/test/e2e/global-teardown.ts',
    },
  ],
};
