/**
 * JUnit XML, which CI servers read. There is no standard; this is the part that Jenkins, GitLab, GitHub's actions and
 * Azure DevOps have in common, described by `report/schemas/junit.xsd`.
 * https://github.com/testmoapp/junitxml
 */

import { visible } from '../config/values/visible';
import { formatProblem, type Problem } from '../config/yaml/problem';
import { counts, type Finding } from './finding';
import { details, placeText } from './finding-words';
import { escapeMarkup } from './markup';

export type JunitStatus = 'pass' | 'fail' | 'skip' | 'error';

export interface JunitCase {
  readonly name: string;
  /** @default - none */
  readonly seconds?: number;
  readonly status: JunitStatus;
  /** What is wrong, or why it was skipped. */
  readonly message?: string;
  /** More lines, for those who look into it. */
  readonly detail?: readonly string[];
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/** A finding as a case that failed, or is skipped where it decides nothing; its name stays the same while lines move. */
export function findingCase(finding: Finding): JunitCase {
  const { rule, attribute, place, message } = finding;
  const about = attribute ?? [place?.file, place?.path].filter(Boolean).join(' ');
  return {
    name: about === '' ? rule : `${rule} ${about}`,
    status: counts(finding) ? 'fail' : 'skip',
    message,
    detail: [...details(finding), ...(place ? [`file: ${placeText(place)}`] : [])],
  };
}

/** A suite of the files that could not be read, so that nothing was done for their tenants; none where all could. */
export function leftOutSuites(problems: readonly Problem[]): readonly JunitSuite[] {
  if (problems.length === 0) return [];
  const cases = problems.map(
    (problem): JunitCase => ({ name: problem.file, status: 'error', message: formatProblem(problem) }),
  );
  return [{ name: 'files', cases }];
}

const ELEMENTS = { fail: 'failure', error: 'error', skip: 'skipped' } as const;

/** `name`: of the whole report, e.g. `s3-handshake verify`; {@link junitMark} finds it again. */
export function junitXml(name: string, suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...totals(all) })}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ];
  return lines.join('\n');
}

/** By what a report of the same name is known. */
export function junitMark(name: string): string {
  return `<testsuites${attributes({ name })} `;
}

function suiteLines({ name, cases }: JunitSuite): readonly string[] {
  return [
    `  <testsuite${attributes({ name, ...totals(cases) })}>`,
    ...cases.flatMap((one) => caseLines(name, one)),
    '  </testsuite>',
  ];
}

function caseLines(
  classname: string,
  { name, seconds, status, message, detail }: JunitCase,
): readonly string[] {
  const time = seconds === undefined ? {} : { time: seconds.toFixed(3) };
  const head = `    <testcase${attributes({ classname, name, ...time })}`;
  if (status === 'pass') return [`${head}/>`];
  const element = ELEMENTS[status];
  const said = message === undefined ? {} : { message };
  const outcome = `      <${element}${attributes(said)}`;
  const body = detail === undefined ? '/>' : `>${detail.map(xmlText).join('\n')}</${element}>`;
  return [`${head}>`, `${outcome}${body}`, '    </testcase>'];
}

function totals(cases: readonly JunitCase[]): Record<string, string> {
  const count = (status: JunitStatus): string => String(cases.filter((one) => one.status === status).length);
  const seconds = cases.reduce((sum, one) => sum + (one.seconds ?? 0), 0);
  return {
    tests: String(cases.length),
    failures: count('fail'),
    errors: count('error'),
    skipped: count('skip'),
    time: seconds.toFixed(3),
  };
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join('');
}

/** What XML 1.0 cannot hold in any form is made visible with the rest. https://www.w3.org/TR/xml/#charsets */
function xmlText(text: string): string {
  return escapeMarkup(visible(text));
}
