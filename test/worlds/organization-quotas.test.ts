/** What AWS would refuse of an organisation's policies is told at its line, and nothing is proven meanwhile. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject } from '../../config';
import { readOrganization } from '../../worlds/organization';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'organization-'));
  mkdirSync(join(folder, 'tenants'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Control = 'serviceControl' | 'resourceControl';

/** A policy of so many characters without white space, written with much of it. */
function policyOf(control: Control, characters: number): string {
  const statement = { Effect: 'Deny', ...(control === 'resourceControl' ? { Principal: '*' } : {}) };
  const document = (sid: string) => ({
    Version: '2012-10-17',
    Statement: [{ Sid: sid, ...statement, Action: 's3:PutBucketPolicy', Resource: '*' }],
  });
  const rest = JSON.stringify(document('')).length;
  return JSON.stringify(document('x'.repeat(characters - rest)), undefined, 4);
}

function problemsWith(control: Control, policies: number, characters: number): readonly string[] {
  const names = Array.from({ length: policies }, (_, at) => `policy-${at}.json`);
  for (const name of names) writeFileSync(join(folder, name), policyOf(control, characters));
  writeFileSync(
    join(folder, 'handshake.yaml'),
    `organization:\n  ${control}:\n    - [${names.join(', ')}]\n`,
  );
  const { organization, problems } = readOrganization(loadProject(folder));
  expect(organization === undefined).toBe(problems.length > 0);
  return problems.map(({ line, path, message }) => `${line} ${path}: ${message}`);
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const QUOTAS = [
  ['serviceControl', 10, 10_240],
  ['resourceControl', 5, 5_120],
] as const;

describe.each(QUOTAS)('%s', (control, policies, characters) => {
  test('as many and as long as AWS allows', () => {
    expect(problemsWith(control, policies, characters)).toEqual([]);
  });

  test('one too many on a level', () => {
    const message = `has ${policies + 1} policies; AWS allows ${policies} on one level`;
    expect(problemsWith(control, policies + 1, 200)).toEqual([`3 organization.${control}[0]: ${message}`]);
  });

  test('a character too long', () => {
    const message = `"policy-0.json" has ${characters + 1} characters; AWS allows ${characters}`;
    expect(problemsWith(control, 1, characters + 1)).toEqual([`3 organization.${control}[0][0]: ${message}`]);
  });
});
