/** What every project of Jest has here: those of `npm test`, and `test/successor`. */
module.exports = {
  runtime: '<rootDir>/test/jest/runtime.js',
  testEnvironment: '<rootDir>/test/jest/environment.js',
  modulePathIgnorePatterns: ['<rootDir>/.s3-handshake/'],
  setupFiles: ['<rootDir>/test/no-ambient-credentials.ts', '<rootDir>/test/property-seed.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
};
