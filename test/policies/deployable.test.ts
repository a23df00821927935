/** Which tenants become stacks: of those that were asked for all or none, of the others those that can. */
import type { Project } from '../../config';
import { UserError } from '../../config/user-error';
import type { Problem } from '../../config/yaml/problem';
import { deployableTenants, quotaProblemsOf } from '../../policies/deployable';
import { policyText } from '../../policies/policy-value';
import { aTenant } from '../a-tenant';

const fits = aTenant({ name: 'fits', file: 'tenants/fits.yaml' });
const long = aTenant({
  name: 'long',
  file: 'tenants/long.yaml',
  externalIds: ['x'.repeat(1_000), 'y'.repeat(1_000)],
});
const broken: Problem = {
  file: 'tenants/broken.yaml',
  line: 2,
  column: 1,
  path: 'account',
  message: 'is missing',
};

function project(tenants: Project['tenants'], problems: readonly Problem[] = []): Project {
  return {
    tenants,
    problems,
    tenantNames: tenants.map(({ name }) => name),
    locate: (name: string) => ({ file: `tenants/${name}.yaml`, line: 7, column: 3 }),
  } as unknown as Project;
}

const TOO_LONG = 'tenants/long.yaml:7 externalId: the trust policy would be';

function refusalOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
}

test('without names: those that can be deployed, and why the others are left out', () => {
  const { tenants, leftOut } = deployableTenants(project([fits, long], [broken]), []);
  expect(tenants).toEqual([fits]);
  expect(leftOut.map(({ file, path }) => [file, path])).toEqual([
    ['tenants/broken.yaml', 'account'],
    ['tenants/long.yaml', 'externalId'],
  ]);
});

test('two that are too long are both left out, and both are said where both were asked for', () => {
  const longer = { ...long, name: 'longer', file: 'tenants/longer.yaml' };
  expect(deployableTenants(project([fits, long, longer]), []).tenants).toEqual([fits]);
  const lines = refusalOf(() => deployableTenants(project([fits, long, longer]), ['*'])).split('\n');
  expect(lines).toEqual([
    expect.stringContaining('tenants/long.yaml:7'),
    expect.stringContaining('tenants/longer.yaml:7'),
  ]);
});

test('without names a file that is broken is left out, and the rest is deployed', () => {
  expect(deployableTenants(project([fits], [broken]), [])).toEqual({ tenants: [fits], leftOut: [broken] });
});

test('with names: all of them, or everything that is wrong', () => {
  expect(deployableTenants(project([fits, long]), ['fits'])).toEqual({ tenants: [fits], leftOut: [] });
  expect(refusalOf(() => deployableTenants(project([fits, long]), ['*']))).toContain(TOO_LONG);
});

test.each<[string, Project, RegExp]>([
  ['no file', project([]), /^there is no tenant: tenants\/ holds no file$/],
  ['files that are broken', project([], [broken]), /^tenants\/broken\.yaml:2 account: is missing$/],
  ['policies that are too long', project([long]), new RegExp(`^${TOO_LONG}`)],
])('%s: there is nothing to deploy, and it is said why', (_, given, says) => {
  expect(refusalOf(() => deployableTenants(given, []))).toMatch(says);
});

test('the place of a policy that is too long is the field that makes it so', () => {
  expect(quotaProblemsOf(project([long]), long)).toMatchObject([
    { file: 'tenants/long.yaml', line: 7, column: 3, path: 'externalId' },
  ]);
  expect(quotaProblemsOf(project([fits]), fits)).toEqual([]);
});

test.each([
  ['its JSON', '{ "Version": "2012-10-17" }', '{ "Version": "2012-10-17" }'],
  [
    'a document',
    { Version: '2012-10-17' as const, Statement: [] },
    '{"Version":"2012-10-17","Statement":[]}',
  ],
  ['one of ours', { name: 'a', statements: [] }, '{"Version":"2012-10-17","Statement":[]}'],
])('a policy as a construct takes it: %s', (_, policy, text) => {
  expect(policyText(policy)).toBe(text);
});
