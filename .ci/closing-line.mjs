// Prints `N passed, N failed` from Jest's report. A run that ended before or while the tests ran has failed once more.
import { readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
const NOTHING = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };

/** A run that was cut off leaves no report, or half of one. */
function readReport() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return NOTHING;
  }
}

const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = readReport();
const failed = numFailedTests + numRuntimeErrorTestSuites;
const unreported = status !== '0' && failed === 0 ? 1 : 0;
console.log(`${numPassedTests} passed, ${failed + unreported} failed`);
