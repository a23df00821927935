// Prints `N passed, N failed` from Jest's report. A run that ended before the tests began has failed once.
import { existsSync, readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
const nothing = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : nothing;
const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
const unseen = status !== '0' && failed === 0 ? 1 : 0;
console.log(`${report.numPassedTests} passed, ${failed + unseen} failed`);
