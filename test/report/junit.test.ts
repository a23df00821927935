import fc from 'fast-check';
import type { Finding } from '../../report/finding';
import { findingCase, type JunitStatus, junitMark, junitXml, leftOutSuites } from '../../report/junit';
import { junitProblems } from './xsd';

const STATUSES: readonly JunitStatus[] = ['pass', 'fail', 'skip', 'error'];

describe('JUnit', () => {
  test('whatever is in the texts, the document fits the published schema', () => {
    const text = fc.string({ unit: 'binary' });
    const one = fc.record(
      {
        name: text,
        status: fc.constantFrom(...STATUSES),
        seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
        message: text,
        detail: fc.array(text),
      },
      { requiredKeys: ['name', 'status'] },
    );
    fc.assert(
      fc.property(fc.array(fc.record({ name: text, cases: fc.array(one) })), text, (suites, name) => {
        expect(junitProblems(junitXml(name, suites as Parameters<typeof junitXml>[1]))).toEqual([]);
      }),
    );
  });

  test('it counts, and says what is wrong and why something was skipped', () => {
    const xml = junitXml('s3-handshake verify', [
      {
        name: 'acme',
        cases: [
          { name: 'one', status: 'pass', seconds: 0.5 },
          { name: 'two', status: 'fail', message: 'not "denied"', detail: ['a < b', 'c'] },
          { name: 'three', status: 'skip', message: 'not possible' },
          { name: 'four', status: 'error', seconds: 0.25, message: 'no answer' },
        ],
      },
    ]);
    expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="s3-handshake verify" tests="4" failures="1" errors="1" skipped="1" time="0.750">
  <testsuite name="acme" tests="4" failures="1" errors="1" skipped="1" time="0.750">
    <testcase classname="acme" name="one" time="0.500"/>
    <testcase classname="acme" name="two">
      <failure message="not &quot;denied&quot;">a &lt; b
c</failure>
    </testcase>
    <testcase classname="acme" name="three">
      <skipped message="not possible"/>
    </testcase>
    <testcase classname="acme" name="four" time="0.250">
      <error message="no answer"/>
    </testcase>
  </testsuite>
</testsuites>
`);
    expect(xml).toContain(junitMark('s3-handshake verify'));
  });

  test('the check by schema refuses what the schema does', () => {
    const good = junitXml('a', [{ name: 'b', cases: [{ name: 'c', status: 'fail', message: 'd' }] }]);
    const broken: readonly (readonly [string, string])[] = [
      ['tests="1" failures="1"', 'failures="1"'],
      ['tests="1"', 'tests="one"'],
      ['time="0.000"', 'time="soon"'],
      ['<failure', '<flop'],
      ['<failure message="d"/>', '<failure message="d"/><skipped/>'],
      ['</testsuites>', ''],
      ['name="c"', 'name="&c"'],
      ['<testcase', '<testcase colour="red"'],
    ];
    for (const [from, to] of broken) {
      expect(good).toContain(from);
      expect(junitProblems(good.replace(from, to))).not.toEqual([]);
    }
  });

  test.each<[string, Partial<Finding>]>([
    ['can-more trust', { attribute: 'trust', place: { file: 'a.yaml', path: 'grants' } }],
    ['can-more a.yaml grants', { place: { file: 'a.yaml', line: 7, path: 'grants' } }],
    ['can-more a.yaml', { place: { file: 'a.yaml', line: 7 } }],
    ['can-more', {}],
  ])('a finding is a case that failed, named %s', (name, change) => {
    const finding = {
      rule: 'can-more',
      severity: 'high',
      message: 'too much',
      remediation: 'r',
      fingerprint: 'f',
    } as const;
    const { place } = change;
    expect(findingCase({ ...finding, ...change })).toEqual({
      name,
      status: 'fail',
      message: 'too much',
      detail: [
        'remediation: r',
        ...(place ? [place.line === undefined ? 'file: a.yaml' : 'file: a.yaml:7'] : []),
      ],
    });
  });

  test('files that were left out are errors of a suite of their own, which is there for them alone', () => {
    expect(leftOutSuites([])).toEqual([]);
    expect(
      leftOutSuites([{ file: 'b.yaml', line: 2, column: 1, path: 'grants', message: 'is empty' }]),
    ).toEqual([
      { name: 'files', cases: [{ name: 'b.yaml', status: 'error', message: 'b.yaml:2 grants: is empty' }] },
    ]);
  });
});
