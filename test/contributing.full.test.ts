/** What CONTRIBUTING.md says, done in a copy: a vendor, a check, a rule of lint and one for tenants' files. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './a-tenant';
import { finished } from './successor/finished';
import { runJest } from './successor/jest-run';
import { copyProject, placeForCopy } from './successor/project-copy';

const copy = placeForCopy('contributing');

beforeAll(async () => {
  await copyProject(copy);
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), text);
}

/** Puts `more` behind the first `place` in a file, which must be there. */
function add(file: string, place: string, more: string): void {
  const text = readFileSync(join(copy, file), 'utf8');
  expect({ file, isThere: text.includes(place) }).toEqual({ file, isThere: true });
  write(
    file,
    text.replace(place, () => place + more),
  );
}

async function passes(name: string, ...args: readonly string[]): Promise<void> {
  const { failures, passed } = await runJest({ folder: copy, name, files: args });
  expect(failures).toEqual([]);
  expect(passed).toBeGreaterThan(0);
}

test('a vendor', async () => {
  const custom = readFileSync(join(copy, 'vendors', 'custom.yaml'), 'utf8');
  write(
    'vendors/harbour.yaml',
    custom
      .replace('vendor: custom', 'vendor: harbour')
      .replace('name: the vendor', 'name: Harbour')
      .replace('generic: true\n', ''),
  );
  const cli = join(copy, 'scripts', 's3-handshake.js');
  expect(await finished('node', [cli, 'vendors', 'harbour'], { cwd: copy })).toMatchObject({
    code: 0,
    output: expect.stringContaining('Harbour'),
  });
  await passes('vendor', 'test/config/catalogue');
});

test('a check of verify, with a sabotage that it finds', async () => {
  const NAME = 'the role may copy the bucket elsewhere by replication';
  add(
    'actions/verify/administration-checks.ts',
    '    ...outsideEverything(tenant),',
    "\n    judged('deny.replication', 'copy it elsewhere', ['s3:PutReplicationConfiguration'], 'bucket'),",
  );
  const file = 'test/e2e/verify/sabotages.json';
  const sabotages = JSON.parse(readFileSync(join(copy, file), 'utf8')) as unknown[];
  const statement = {
    Sid: 'Copies',
    Effect: 'Allow',
    Action: 's3:PutReplicationConfiguration',
    Resource: '{bucketArn}',
  };
  const sabotage = {
    name: NAME,
    tenant: 'plain',
    changes: [{ policy: 'role', add: [statement] }],
    fails: { simulation: ['deny.replication'] },
  };
  // The first one is in every sample.
  write(file, JSON.stringify([sabotage, ...sabotages]));
  await passes('check', 'test/e2e/verify/sabotage', '-t', NAME);
});

test('a rule of lint', async () => {
  add(
    'actions/lint/kinds/policy-language.ts',
    'export const POLICY_LANGUAGE_KINDS = {',
    "\n  'sid-shouting': {\n    severity: 'note',\n    asks: 'A Sid in capitals',\n    why: 'It reads badly.',\n    remediation: 'Write it in small letters.',\n  },",
  );
  write(
    'actions/lint/rules/shouting.ts',
    `import { flaw } from '../finding';
import type { Rule } from '../rule';

export const shoutingRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ elements }) => {
    const sid = elements.get('Sid')?.value;
    if (sid?.kind !== 'string' || !/^[A-Z]{4,}$/.test(sid.value)) return [];
    return [flaw('sid-shouting', sid, 'the Sid is in capitals', 'write it in small letters')];
  });
`,
  );
  add(
    'actions/lint/all-rules.ts',
    "import type { Rule } from './rule';\n",
    "import { shoutingRule } from './rules/shouting';\n",
  );
  add('actions/lint/all-rules.ts', 'export const RULES: readonly Rule[] = [', '\n  shoutingRule,');
  const policy = (sid: string) =>
    `{ "Version": "2012-10-17", "Statement": [{ "Sid": "${sid}", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::acme-exchange/in/*" }] }`;
  write(
    'test/actions/lint/corpus/shouting.yaml',
    [
      `- name: a Sid in capitals\n  text: '${policy('READS')}'\n  findings: ["note sid-shouting 1:51"]`,
      `- name: a Sid in small letters\n  text: '${policy('Reads')}'\n  findings: []`,
      '',
    ].join('\n'),
  );
  await passes('lint', 'test/actions/lint/corpus');
});

test("a rule for tenants' files", async () => {
  write(
    'config/tenant/customer-rules.ts',
    `import { problem, type TenantRule } from './tenant-draft';

export const customerIsNoExample: TenantRule = ({ says }) =>
  says.customer === 'example' ? [problem(['customer'], 'is an example; name the customer')] : [];
`,
  );
  add(
    'config/tenant/tenant-rules.ts',
    "import { isKnownRegion } from '../values/region';\n",
    "import { customerIsNoExample } from './customer-rules';\n",
  );
  add('config/tenant/tenant-rules.ts', 'const OF_ALL: readonly TenantRule[] = [', '\n  customerIsNoExample,');
  const sound = readFileSync(join(copy, 'test', 'config', 'broken', 'region-zone.yaml'), 'utf8');
  write(
    'test/config/broken/customer-unnamed.yaml',
    sound
      .replaceAll('region-zone', 'customer-unnamed')
      .replace(/^customer: .*$/m, 'customer: example')
      .replace(/^region: .*$/m, 'region: us-east-1'),
  );
  const file = 'test/config/broken/expected.json';
  const expected = JSON.parse(readFileSync(join(copy, file), 'utf8')) as object;
  const found = [{ line: 2, path: 'customer', message: 'is an example' }];
  write(file, JSON.stringify({ ...expected, 'customer-unnamed': found }));
  await passes('tenant', 'test/config/broken');
});
