/** Jest run by these tests, in a copy or on another Node. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finished } from './finished';

export interface JestRun {
  readonly passed: number;
  /** Each test that failed, and each file that could not be run: where it is, and the first lines of why. */
  readonly failures: readonly string[];
}

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

export interface JestRunOptions {
  /** The project or a copy of it. */
  readonly folder: string;
  /** The name of the report: two runs in one folder must not share it. */
  readonly name: string;
  /** Patterns of test files; all of them where there is none. */
  readonly files?: readonly string[];
  /** The folder of another Node. */
  readonly programs?: string;
}

/** Throws where Jest ended without a report. */
export async function runJest({ folder, name, files = [], programs }: JestRunOptions): Promise<JestRun> {
  const report = join(folder, '.s3-handshake', `${name}.json`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const jest = join(folder, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [jest, '--ci', '--json', `--outputFile=${report}`, '--maxWorkers=100%', ...files];
  const { code, output } = await finished('node', args, { cwd: folder, programs });
  if (!existsSync(report))
    throw new Error(`Jest ended with exit ${code} and no report:\n${lastLines(output)}`);
  const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  rmSync(report);
  const failures = testResults.flatMap((file) => failuresIn(file, folder));
  if (code !== 0 && failures.length === 0)
    failures.push(`Jest ended with exit ${code}:\n${lastLines(output)}`);
  return { passed: numPassedTests, failures };
}

function failuresIn(file: Report['testResults'][number], folder: string): readonly string[] {
  const where = file.name.replace(join(folder, '/'), '');
  const failed = file.assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return file.status === 'failed' ? [`${where}: ${firstLines(file.message)}`] : [];
  return failed.map(
    ({ fullName, failureMessages }) => `${where}: ${fullName}: ${firstLines(failureMessages?.[0] ?? '')}`,
  );
}

function firstLines(text: string): string {
  return text.split('\n').slice(0, 12).join('\n');
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-20).join('\n');
}
