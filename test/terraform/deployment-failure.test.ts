/** From what Terraform prints to what to do about it, and the page on which it is looked up. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownText } from '../../report/markdown';
import { failuresIn, knownFailures } from '../../terraform/deployment-failure';
import { errorOf } from '../../terraform/terraform-error';
import { ROOT } from '../a-tenant';
import cases from './deployment-failures.json';

test.each(cases)('$code is told apart, with its names and its remediation', ({ output, code, names }) => {
  const found = failuresIn(output, 'acme-prod');
  expect(found.map((each) => each.code)).toEqual([code]);
  const words = found.map(({ message, remediation }) => `${message}; ${remediation}`).join('');
  for (const name of names) expect(words).toContain(name);
  // Sentences that a report ends and joins.
  expect(words).not.toMatch(/\.$|\s\s|: ;|undefined|\(\)/);
});

test('what names nothing reads as a sentence too', () => {
  for (const { code } of cases) {
    const [found] = failuresIn(`Error: ${code}`, 'acme-prod');
    if (found) expect(found.message).not.toMatch(/\s\s|\s$|:$/);
  }
});

test('several errors are told in their order, and the same one once', () => {
  const [bucket, , , role] = cases.map(({ output }) => output);
  expect(failuresIn([role, bucket, role].join('\n\n'), 'acme-prod').map(({ code }) => code)).toEqual([
    'EntityAlreadyExists',
    'BucketAlreadyOwnedByYou',
  ]);
});

test('what is no error of these gives nothing', () => {
  expect(failuresIn('Apply complete! Resources: 12 added, 0 changed, 0 destroyed.', 'acme-prod')).toEqual([]);
  expect(failuresIn('aws_s3_bucket.x: Creating... BucketAlreadyExists', 'acme-prod')).toEqual([]);
  expect(failuresIn('Error: Plugin did not respond', 'acme-prod')).toEqual([]);
});

test('the page of troubleshooting has each of them, with the same remediation', () => {
  const page = readFileSync(join(ROOT, 'docs', 'troubleshooting.md'), 'utf8');
  for (const { code, output } of cases)
    for (const { remediation } of failuresIn(output, '<tenant>'))
      expect(page).toContain(`| \`${code}\` | ${markdownText(remediation)} |`);
  expect([...new Set(cases.map(({ code }) => code))].sort()).toEqual(
    knownFailures('<tenant>')
      .map(({ code }) => code)
      .sort(),
  );
});

test.each([
  ['', 'it ended without a word'],
  ['\n\n', 'it ended without a word'],
  ['Killed\n\n', 'Killed'],
  ['│ Error: no state\n│ \n│ look there\n', 'no state look there'],
])('of %j the error is %j', (output, error) => {
  expect(errorOf(output)).toBe(error);
});
