import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject, type Project } from '../../config';

const ROOT = join(__dirname, '..', '..');
const USER = 'arn:aws:iam::999988887777:user/abc1-b-self1234';
const MASTER_ROLE = 'arn:aws:iam::414351767826:role/unity-catalog-prod-UCMasterRole-14S5ZJVKOTYTL';

interface Case {
  readonly name: string;
  readonly vendor: string;
  /** What the file says of principal and external ID. */
  readonly says: string;
  /** What is awaited still, or the field that has a problem. */
  readonly awaited: readonly string[] | { readonly problem: string };
}

const CASES: readonly Case[] = [
  { name: 'nothing-yet', vendor: 'snowflake', says: '', awaited: ['principal', 'externalId'] },
  { name: 'own-id', vendor: 'snowflake', says: 'externalId: made-by-us', awaited: ['principal'] },
  { name: 'user-only', vendor: 'snowflake', says: `principal: ${USER}`, awaited: ['externalId'] },
  {
    name: 'complete',
    vendor: 'snowflake',
    says: `principal: ${USER}\nexternalId: ACC_SFCRole=2_x=`,
    awaited: [],
  },
  { name: 'published', vendor: 'databricks', says: `principal: ${MASTER_ROLE}`, awaited: ['externalId'] },
  { name: 'unnamed', vendor: 'databricks', says: '', awaited: { problem: 'principal' } },
  {
    name: 'placeholder',
    vendor: 'snowflake',
    says: 'externalId: "0000"',
    awaited: { problem: 'externalId' },
  },
  { name: 'one-phase', vendor: 'amperity', says: 'externalId: some-id', awaited: { problem: 'principal' } },
];

let root: string;
let project: Project;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'phases-'));
  mkdirSync(join(root, 'tenants'));
  cpSync(join(ROOT, 'vendors'), join(root, 'vendors'), { recursive: true });
  for (const { name, vendor, says } of CASES)
    writeFileSync(
      join(root, 'tenants', `${name}.yaml`),
      [
        `tenant: ${name}`,
        'customer: acme',
        `vendor: ${vendor}`,
        'account: "111122223333"',
        'region: us-east-1',
        ...(says === '' ? [] : [says]),
        `bucket: { name: acme-${name} }`,
        'grants: [{ prefix: exchange/, allow: [get, list] }]',
        '',
      ].join('\n'),
    );
  project = loadProject(root, { now: new Date('2026-11-24T00:00:00Z') });
});

afterAll(() => rmSync(root, { recursive: true }));

test.each(CASES)('$name', ({ name, awaited }) => {
  const problems = project.problems.filter(({ file }) => file === `tenants/${name}.yaml`);
  if ('problem' in awaited) {
    expect(problems.map(({ path }) => path)).toEqual([awaited.problem]);
    return;
  }
  expect(problems).toEqual([]);
  expect(project.tenants.find((tenant) => tenant.name === name)?.awaited).toEqual(awaited);
  const notices = project.notices.filter(({ message }) => message.startsWith('the first of two phases'));
  const own = notices.filter(({ file }) => file === `tenants/${name}.yaml`);
  expect(own.map(({ path }) => path)).toEqual(awaited.slice(0, 1));
  if (awaited.length > 0)
    expect(own[0]?.message).toContain(
      `s3-handshake set ${name} ${awaited.map((field) => `${field}=…`).join(' ')}`,
    );
});
