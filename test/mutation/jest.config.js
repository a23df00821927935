/** Jest for runs of the mutation tester: the unit tests as `npm test` has them; the room says which (`rooms.ts`). */
const { testTimeout, projects } = require('../../jest.config');

const [{ globalSetup, displayName, ...unit }] = projects;

module.exports = {
  ...unit,
  rootDir: '../..',
  // Stryker wraps it, and asks for a path of its own.
  testEnvironment: require.resolve('../jest/environment'),
  setupFiles: [...unit.setupFiles, '<rootDir>/test/mutation/few-runs.ts'],
  testTimeout,
};
