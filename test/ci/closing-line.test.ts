/** The line that CI ends with, whatever Jest left behind. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scripts } from '../../package.json';
import { ROOT } from '../a-tenant';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'closing-line-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function closingLine(report: string | undefined, status: number): string {
  const file = join(folder, 'report.json');
  rmSync(file, { force: true });
  if (report !== undefined) writeFileSync(file, report);
  const args = [join(ROOT, '.ci', 'closing-line.mjs'), file, String(status)];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return stdout + stderr;
}

function report(numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number): string {
  return JSON.stringify({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults: [] });
}

test.each([
  ['all passed', report(2_800, 0, 0), 0, '2800 passed, 0 failed\n'],
  ['some failed', report(2_790, 10, 0), 1, '2790 passed, 10 failed\n'],
  ['a file could not be run', report(2_700, 1, 2), 1, '2700 passed, 3 failed\n'],
  ['Jest failed by something else, a threshold say', report(2_800, 0, 0), 1, '2800 passed, 1 failed\n'],
  ['the run ended before the tests', undefined, 1, '0 passed, 1 failed\n'],
  ['the run was cut off while it wrote', report(2_800, 0, 0).slice(0, 30), 137, '0 passed, 1 failed\n'],
])('%s', (_name, text, status, line) => {
  expect(closingLine(text, status)).toBe(line);
});

test("what CI adds to `npm test` reaches Jest: it is the script's last command", () => {
  expect(readFileSync(join(ROOT, '.ci', 'run'), 'utf8')).toContain('npm test -- --ci --json');
  expect(scripts.test.split('&&').at(-1)).toMatch(/(?:^|\s)jest(?:\s|$)/);
});
