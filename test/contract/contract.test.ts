/**
 * What an upgrade must not change: the stacks, whose addresses and names are in customers' states; the ids of checks and
 * of lint's findings, which stand in ignore lists and dashboards; the fields of files and reports. The data is what the
 * last release gave, taken from it before anything was changed.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { FINDING_KINDS } from '../../actions/lint/finding';
import { checksFor } from '../../actions/verify/planned-checks';
import type { Adoption } from '../../config/adoption/adoption';
import { loadProject } from '../../config/fleet/load-project';
import { sharersOf } from '../../config/fleet/sharing';
import { ROTATION_TAG } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { adoptionLosses } from '../../policies/adoption/adoption-losses';
import { TenantStack } from '../../stacks/tenant-stack';
import { ROOT } from '../a-tenant';
import { propertiesOf, type Schema, versionOf } from './schema-properties';

const LAST = join(__dirname, '0.1.0');
const project = loadProject(LAST);

function read(...path: readonly string[]): string {
  return readFileSync(join(...path), 'utf8');
}

test('the tenants of the last release are taken without a problem', () => {
  expect(project.problems).toEqual([]);
  expect(project.tenants.map(({ name }) => `${name}.json`)).toEqual(readdirSync(join(LAST, 'stacks')).sort());
});

describe('the stack of', () => {
  let out: string;
  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), 's3-handshake-contract-'));
    const app = new App({ outdir: out });
    for (const tenant of project.tenants)
      new TenantStack(app, tenant.name, {
        tenant,
        sharers: sharersOf(project, tenant),
        state: project.fleet.state,
        adoption: nothingThereBut(tenant),
      });
    app.synth();
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  // The Deny that came since changes the policy in place; it takes nothing from a vendor on the tenant's own bucket.
  // The record of a rotation is nobody's to take away. The guards of who shares a bucket, and the import of what says which policies a role has, add to a state.
  test.each(project.tenants)(
    '$name is the same to the byte, but for one Deny',
    ({ name, bucket, account }) => {
      const arn = `arn:aws:s3:::${bucket.name}`;
      const denial = {
        Sid: 'OtherOwner',
        Effect: 'Deny',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { StringNotEquals: { 's3:ResourceAccount': account } },
      };
      const written = JSON.stringify(`,${JSON.stringify(denial)}`).slice(1, -1);
      const parts = read(out, 'stacks', name, 'cdk.tf.json').split(written);
      expect(parts.length).toBeLessThanOrEqual(2);
      expect(withoutWhatCame(parts.join(''))).toBe(withoutWhatCame(read(LAST, 'stacks', `${name}.json`)));
    },
  );
});

/** What was taken over by the last release: a bucket and a role, without a look at what they hold. */
function nothingThereBut(tenant: Tenant): Adoption {
  const { bucket, region, target } = tenant;
  const { name, path, maxSessionDuration } = target;
  const role = { name, path, maxSessionDuration, trustPolicy: '{"Statement":[]}', attachedPolicies: [] };
  const there = {
    bucket: { name: bucket.name, region, settings: {} },
    role: { ...role, tags: {}, inlinePolicies: {} },
  };
  return { ...there, approved: adoptionLosses(tenant, [], there).map(({ id }) => id) };
}

/** The stack without what was added since and takes nothing away. */
function withoutWhatCame(text: string): string {
  const {
    import: imports,
    // What an existing bucket's stack destroys no more.
    removed: _removed,
    resource,
    ...stack
  } = JSON.parse(text, (key, value) => {
    const isList = key.endsWith('_exclusive') && Array.isArray(value);
    const isOfRotations = key === 'lifecycle' && JSON.stringify(value).includes(ROTATION_TAG);
    return isList || isOfRotations ? undefined : value;
  });
  const { terraform_data: data, ...resources } = resource;
  // A guard that waits for what it guards is made later, once.
  const guards = Object.entries<Readonly<Record<string, unknown>>>(data)
    .filter(([name]) => !name.startsWith('shared-with-'))
    .map(([name, { depends_on: _later, ...guard }]) => [name, guard]);
  const imported = imports?.filter(({ to }: { readonly to: string }) => !to.includes('_exclusive.'));
  return JSON.stringify({ ...stack, imported, ...resources, data: Object.fromEntries(guards) }, null, 2);
}

const ids: {
  readonly checks: Readonly<Record<string, readonly string[]>>;
  readonly lint: readonly string[];
} = JSON.parse(read(LAST, 'ids.json'));

describe('the checks of verify', () => {
  test.each(Object.entries(ids.checks))('%s are still there', (of, last) => {
    const [name, as] = of.split(' as ');
    const tenant = project.tenants.find((one) => one.name === name);
    if (!tenant || (as !== 'vendor' && as !== 'verifier' && as !== 'simulation')) throw new Error(of);
    const now = checksFor(tenant, { as, through: undefined, owner: 'reads and seeds' }).map(({ id }) => id);
    expect(last.filter((id) => !now.includes(id))).toEqual([]);
    expect(new Set(now).size).toBe(now.length);
  });
});

test("the kinds of lint's findings are still there", () => {
  expect(ids.lint.filter((id) => !(id in FINDING_KINDS))).toEqual([]);
});

function schema(...path: readonly string[]): Schema {
  return JSON.parse(read(...path));
}

describe('what a user writes', () => {
  test.each([
    ['tenant.schema.json', 'config'],
    ['vendor.schema.json', 'config'],
    ['handshake.schema.json', 'config'],
    ['drift-ignore.schema.json', 'report/schemas'],
  ])('%s takes every field that it took, and demands no other', (file, folder) => {
    const last = propertiesOf(schema(LAST, 'schemas', file));
    const now = propertiesOf(schema(ROOT, folder, file));
    expect([...last.all].filter((field) => !now.all.has(field))).toEqual([]);
    // What a map that is new demands within itself, nobody's file has to say.
    const wasThere = (field: string) => {
      const map = field.slice(0, field.lastIndexOf('.') + 1);
      return [...last.all].some((known) => known.startsWith(map));
    };
    const demanded = [...now.required].filter((field) => !last.required.has(field));
    expect(demanded.filter(wasThere)).toEqual([]);
  });
});

describe('what a command prints', () => {
  test.each(['drift-report.schema.json', 'validate-report.schema.json', 'verify-report.schema.json'])(
    '%s keeps every field, or has another version',
    (file) => {
      const last = schema(LAST, 'schemas', file);
      const now = schema(ROOT, 'report/schemas', file);
      expect(versionOf(now)).toBeGreaterThanOrEqual(versionOf(last));
      if (versionOf(now) > versionOf(last)) return;
      const fields = propertiesOf(now).all;
      expect([...propertiesOf(last).all].filter((field) => !fields.has(field))).toEqual([]);
    },
  );
});
