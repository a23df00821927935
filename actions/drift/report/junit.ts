/** The report as JUnit: a suite for each tenant, a case for each finding and for each thing that could not be read. */
import { findingCase, type JunitCase, type JunitSuite, junitXml, leftOutSuites } from '../../../report/junit';
import { DRIFT, type Report } from './document';

export function reportJunit({ tenants, findings, incomplete, leftOut }: Report): string {
  const names = new Set([
    ...tenants.map(({ name }) => name),
    ...[...findings, ...incomplete].map(({ tenant }) => tenant),
  ]);
  const suites = [...names].map((name): JunitSuite => {
    const cases = [
      ...findings.filter(({ tenant }) => tenant === name).map(findingCase),
      ...incomplete.filter(({ tenant }) => tenant === name).map(unreadCase),
    ];
    return { name, cases: cases.length > 0 ? cases : [{ name: 'as the file says', status: 'pass' }] };
  });
  return junitXml(DRIFT, [...suites, ...leftOutSuites(leftOut)]);
}

function unreadCase({ resource, right, reason, message }: Report['incomplete'][number]): JunitCase {
  return { name: `${right} ${resource}`.trim(), status: 'error', message: `${reason}: ${message}` };
}
