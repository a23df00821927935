/** `diff`, `deploy`, `destroy` and `status` with real Terraform, in turn with `cdktf`, on the same states. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { lostBy, plannedChanges } from '../../../actions/deploy/planned-changes';
import { deployReportSchema } from '../../../actions/deploy/report-schema';
import { makeStacks } from '../../../actions/deploy/stacks';
import { loadProject, selectTenants } from '../../../config';
import type { Tenant } from '../../../config/tenant/tenant';
import { initialise } from '../../../terraform/initialise';
import { doesNothing } from '../../../terraform/plan-document';
import { plan, showPlan } from '../../../terraform/stack-terraform';
import { fileOf } from '../../actions/deploy/a-fleet';
import type { Printed } from '../../command-line';
import { openRealFleet, type RealFleet } from './real-fleet';

const POINT = 'accessPoint: { name: ';
const maker = `${fileOf('maker', { bucket: 'shared' })}${POINT}maker-point }\n`;
const sharer = `${fileOf('sharer', { bucket: 'shared', existing: true })}${POINT}sharer-point }\n`;
const lone = (allow: string, more = '') =>
  `${fileOf('lone', { bucket: 'legacy', existing: true, allow })}${more}`;
const BY_HAND = 'made-by-hand';
const late = (more: string) => `${fileOf('late', { bucket: 'legacy', existing: true })}${more}`;

let fleet: RealFleet;
beforeAll(async () => {
  fleet = await openRealFleet({
    maker,
    sharer,
    lone: lone('get'),
    late: late(`role: { name: ${BY_HAND} }\n`),
    taken: `${fileOf('taken', { bucket: 'taken' })}adopt: [bucket]\n`,
  });
  for (const name of ['legacy-exchange', 'taken-exchange']) await fleet.makeBucket(name);
  await fleet.makeRole(BY_HAND);
});
afterAll(() => fleet?.close());

const outcomes = ({ stdout }: Printed) =>
  Object.fromEntries(
    deployReportSchema.parse(JSON.parse(stdout)).tenants.map(({ tenant, outcome }) => [tenant, outcome]),
  );

/** What the plan's stream says, and what the plan's own document does: the same. */
async function mustAgree(
  name: string,
  { destroy = false, env = {} }: { readonly destroy?: boolean; readonly env?: Record<string, string> } = {},
): Promise<readonly string[]> {
  const [tenant] = selectTenants(loadProject(fleet.folder, { tenants: [name] }), [name]) as [Tenant];
  const signal = new AbortController().signal;
  const stacks = await makeStacks(fleet.folder, [tenant], { env: { ...fleet.env, ...env }, signal });
  const stack = stacks.of(tenant);
  const file = join(stack.folder, 'agreed.tfplan');
  await initialise(stack);
  const [stream, document] = [
    await plan(stack, file, { destroy }),
    await showPlan(stack, file, (work) => work()),
  ];
  const said = (one: typeof stream) => ({
    changes: [...plannedChanges(one)].sort((a, b) => (a.address < b.address ? -1 : 1)),
    lost: [...lostBy(one)].sort(),
    nothing: doesNothing(one),
  });
  expect(said(stream)).toEqual(said(document));
  return plannedChanges(stream).map(({ effect, resource }) => `${effect} ${resource}`);
}

test('what is new, what is taken over', async () => {
  expect(await mustAgree('maker')).toContain('made aws_s3_bucket shared-exchange');
  const recorded = await fleet.run('adopt taken --record', { HANDSHAKE_ALLOW_LOSS: 'taken' });
  expect(recorded.code).toBe(0);
  expect(await mustAgree('taken')).toContain('taken over aws_s3_bucket taken-exchange');
});

test('what was reviewed is applied, without another plan', async () => {
  expect((await fleet.run('diff lone --plan plans')).code).toBe(2);
  const { code, stdout } = await fleet.run('deploy --from-plan plans --json');
  expect({ code, outcomes: outcomes({ stdout } as Printed) }).toEqual({
    code: 0,
    outcomes: { lone: 'applied' },
  });
  expect(await fleet.hasRole('s3-handshake-lone')).toBe(true);
});

test('many at once: one that fails stops no other, who makes a bucket comes first, and run again it goes on', async () => {
  const names = 'maker sharer lone late';
  const first = await fleet.run(`deploy ${names} --yes --json`);
  expect({ code: first.code, outcomes: outcomes(first) }).toEqual({
    code: 1,
    outcomes: { late: 'failed', lone: 'unchanged', maker: 'applied', sharer: 'applied' },
  });
  expect(first.stdout).toContain(`a role ${BY_HAND} is in the account already`);
  const order = ['maker', 'sharer'].map((name) => first.stderr.indexOf(`${name}: deployed in`));
  expect(order[0]).toBeGreaterThan(-1);
  expect(order[0]).toBeLessThan(order[1] ?? 0);
  fleet.write('late', late(''));
  // A role that was refused was never there, so another name replaces nothing.
  const second = await fleet.run(`deploy ${names} --yes --json`);
  expect({ code: second.code, outcomes: outcomes(second) }).toEqual({
    code: 0,
    outcomes: { late: 'applied', lone: 'unchanged', maker: 'unchanged', sharer: 'unchanged' },
  });
  const { outputs } = JSON.parse(second.stdout).tenants.find(
    ({ tenant }: { tenant: string }) => tenant === 'sharer',
  );
  expect(outputs.AccessPointAlias).toMatch(/-s3alias$/);
  const status = JSON.parse((await fleet.run(`status ${names} --json`)).stdout).tenants;
  for (const one of status) expect(one).toMatchObject({ deployed: 'yes', file: 'as deployed' });
});

test('cdktf and we take turns', async () => {
  expect((await fleet.cdktf('diff maker')).output).toContain('No changes');
  fleet.write('lone', lone('get, put'));
  expect(await mustAgree('lone')).toEqual(['changed aws_iam_role_policy s3-handshake-access']);
  const theirs = await fleet.cdktf('deploy lone --auto-approve');
  expect({ code: theirs.code, output: theirs.code === 0 ? '' : theirs.output }).toEqual({
    code: 0,
    output: '',
  });
  expect(outcomes(await fleet.run('diff lone --json'))).toEqual({ lone: 'nothing' });
  fleet.write('lone', lone('get, put, list'));
  expect(outcomes(await fleet.run('deploy lone --yes --json'))).toEqual({ lone: 'applied' });
  expect((await fleet.cdktf('diff lone')).output).toContain('No changes');
});

test('what is replaced is refused, then named as lost', async () => {
  fleet.write('lone', lone('get', 'role: { name: another-name }\n'));
  const refused = await fleet.run('diff lone --json');
  expect([refused.code, outcomes(refused).lone]).toEqual([1, 'failed']);
  expect(refused.stdout).toContain('HANDSHAKE_ALLOW_REPLACE=lone');
  const env = { HANDSHAKE_ALLOW_REPLACE: 'lone' };
  expect(await mustAgree('lone', { env })).toContain('replaced aws_iam_role another-name');
  const { stdout } = await fleet.run('diff lone', env);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    '! lost: the role arn:aws:iam::111122223333:role/s3-handshake-lone: the vendor gets in no more',
  );
  fleet.write('lone', lone('get, put, list'));
});

test('destroy: a bucket stays while a file shares it; all else is gone', async () => {
  expect(await mustAgree('lone', { destroy: true })).toContain('destroyed aws_iam_role s3-handshake-lone');
  const first = await fleet.run('destroy maker sharer lone late --yes --json');
  expect({ code: first.code, outcomes: outcomes(first) }).toEqual({
    code: 1,
    outcomes: { late: 'applied', lone: 'applied', maker: 'failed', sharer: 'applied' },
  });
  expect(first.stdout).toContain('terraform_data.shared-with-sharer');
  expect(await fleet.hasRole('s3-handshake-lone')).toBe(false);
  for (const name of ['sharer', 'lone', 'late']) expect(fleet.stateOf(name)).toEqual([]);
  expect(await fleet.hasBucket('shared-exchange')).toBe(true);
  rmSync(join(fleet.folder, 'tenants', 'sharer.yaml'));
  expect((await fleet.run('deploy maker --yes')).code).toBe(0);
  const second = await fleet.run('destroy maker --yes');
  expect({ code: second.code, says: second.stdout }).toEqual({ code: 0, says: expect.any(String) });
  expect(await fleet.hasBucket('shared-exchange')).toBe(false);
  const [status] = JSON.parse((await fleet.run('status maker --json')).stdout).tenants;
  expect(status.deployed).toBe('destroyed');
});
