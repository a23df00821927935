/**
 * A bucket and a role with years of settings are taken over by real Terraform: nothing is lost that was not approved,
 * and the plan shows what is.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalAws, startLocalAws } from '../../../local-aws';
import { OWN_FOLDER } from '../../../terraform/environment';
import { ROOT } from '../../a-tenant';
import { commandLine } from '../../command-line';
import { init, plan, SELDOM_COLLECTED, synthesise, terraform } from '../terraform';
import { ACCOUNT, asTheyAre, BUCKET, KEY, makeByHand, REGION, ROLE } from './made-by-hand';

const TENANT = 'acme-legacy';

let localAws: LocalAws;
let folder: string;
let env: Readonly<Record<string, string>>;

/** `bucket`, `more`: what the tenant's file says beside the least. */
function write(bucket: string, more = ''): void {
  writeFileSync(
    join(folder, 'tenants', `${TENANT}.yaml`),
    `tenant: ${TENANT}
customer: acme
vendor: amperity
account: "${ACCOUNT}"
region: ${REGION}
principal: arn:aws:iam::999988887777:role/prod/amperity-plugin
externalId: "legacy-external-ID"
bucket: { name: ${BUCKET}, preventDestroy: false${bucket} }
grants:
  - { prefix: to-amperity/, allow: [get, list] }
role: { name: ${ROLE.name}, path: ${ROLE.path} }
adopt: [bucket, role]
${more}`,
  );
  synthesise(folder, [TENANT], env);
}

function adopt(argv: readonly string[], approves = false) {
  return commandLine(['adopt', TENANT, ...argv], {
    cwd: folder,
    env: { ...env, ...(approves ? { HANDSHAKE_ALLOW_LOSS: TENANT } : {}) },
  });
}

/** What Terraform says, without its frames and broken lines. */
async function refusal(): Promise<string> {
  const { code, output } = await plan(folder, TENANT, env);
  expect(code).toBe(1);
  return output.replaceAll(/[│╷╵]/g, '').replaceAll(/\s+/g, ' ');
}

beforeAll(async () => {
  localAws = await startLocalAws();
  env = { ...localAws.environment(ACCOUNT), ...SELDOM_COLLECTED };
  await makeByHand(localAws);
  mkdirSync(join(ROOT, OWN_FOLDER), { recursive: true });
  folder = mkdtempSync(join(ROOT, OWN_FOLDER, 'adoption-'));
  mkdirSync(join(folder, 'tenants'));
  cpSync(join(ROOT, 'vendors'), join(folder, 'vendors'), { recursive: true });
  writeFileSync(join(folder, 'handshake.yaml'), 'state: local\n');
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await localAws.stop();
});

test('a plan is refused until it is known what is there and what is lost is approved, and then takes over the rest', async () => {
  const before = await asTheyAre(localAws);

  write('');
  await init(folder, TENANT, env);
  expect(await refusal()).toContain(`Run s3-handshake adopt ${TENANT} --record`);

  const told = await adopt([]);
  expect(told.code).toBe(2);
  for (const lost of [
    'PartnerReads',
    KEY,
    'archive-logs',
    '30 days',
    'cost-center=4711',
    'reads-the-ledger',
    'ledger-lists',
    'Legacy',
    '7200',
    'owner=finance',
  ])
    expect(told.stdout.replaceAll(/\s+/g, ' ')).toContain(lost);

  expect((await adopt(['--record'])).code).toBe(2);
  write('');
  const refused = await refusal();
  for (const lost of [
    'PartnerReads',
    KEY,
    'archive-logs',
    'reads-the-ledger',
    'ledger-lists',
    'HANDSHAKE_ALLOW_LOSS',
  ])
    expect(refused).toContain(lost);
  expect(await asTheyAre(localAws)).toEqual(before);

  // What the file can say is kept by it.
  const kept = ', encryption: { kmsKeyArn: "'.concat(KEY, '" }, noncurrentVersionDays: 3650');
  write(kept, 'tags: { cost-center: "4711" }\n');
  const less = await adopt(['--record'], true);
  expect({ code: less.code, stderr: less.stderr }).toEqual({ code: 0, stderr: '' });
  expect(less.stdout).not.toContain('no longer encrypted');
  expect(less.stdout).not.toContain('cost-center');
  write(kept, 'tags: { cost-center: "4711" }\n');

  const planned = await terraform(folder, TENANT, ['plan', '-input=false', '-no-color', '-out=plan'], env);
  expect({ code: planned.code, output: planned.code === 0 ? '' : planned.output }).toEqual({
    code: 0,
    output: '',
  });
  const shown = JSON.parse((await terraform(folder, TENANT, ['show', '-json', 'plan'], env)).output) as {
    readonly resource_changes: readonly {
      readonly type: string;
      readonly change: { readonly actions: readonly string[]; readonly importing?: object };
    }[];
  };
  const created = shown.resource_changes.filter(({ change }) => change.actions.includes('create'));
  // What is there is shown as it changes; only what is not there is made.
  expect(created.map(({ type }) => type).sort()).toEqual([
    'aws_iam_role_policy',
    'terraform_data',
    'terraform_data',
  ]);
  expect(shown.resource_changes.filter(({ change }) => change.actions.includes('delete'))).toEqual([]);
  for (const words of ['PartnerReads', 'archive-logs', 'reads-the-ledger', 'ledger-lists'])
    expect(planned.output).toContain(words);
  if (process.env.HANDSHAKE_SHOW_PLAN) process.stderr.write(planned.output);

  const applied = await terraform(folder, TENANT, ['apply', '-input=false', '-no-color', 'plan'], env);
  expect({ code: applied.code, output: applied.code === 0 ? '' : applied.output }).toEqual({
    code: 0,
    output: '',
  });
  const after = await asTheyAre(localAws);
  expect(after.bucket.settings.encryption).toEqual(before.bucket.settings.encryption);
  expect(after.bucket.settings.versioning).toEqual(before.bucket.settings.versioning);
  expect(after.bucket.settings.tags).toMatchObject({ 'cost-center': '4711' });
  expect(Object.keys(after.role.inlinePolicies)).toEqual(['s3-handshake-access']);

  // Taken over once, it is a tenant like any other: no plan is refused, and nothing is left to lose.
  const again = await plan(folder, TENANT, env);
  expect({ code: again.code, output: again.code === 0 ? '' : again.output }).toEqual({ code: 0, output: '' });
  expect((await adopt([])).code).toBe(0);
});
