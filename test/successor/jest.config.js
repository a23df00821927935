/** Each test makes a copy of the project, installs its packages and runs its tests there, which takes up to an hour. */
module.exports = {
  ...require('../jest-project'),
  displayName: 'successor',
  rootDir: '../..',
  testMatch: ['<rootDir>/test/successor/**/*.test.ts'],
  testTimeout: 3_600_000,
};
