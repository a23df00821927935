/** `s3-handshake reach --of deployed`: who may do what, by what AWS has, and what somebody added to it by hand. */
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { reachReportSchema } from '../../../actions/reach/report-schema';
import { loadProject, selectTenants } from '../../../config';
import type { Tenant } from '../../../config/tenant/tenant';
import { type LocalAws, startLocalAws } from '../../../local-aws';
import { EXIT } from '../../../report/exit-codes';
import { ROOT } from '../../a-tenant';
import { commandLine } from '../../command-line';
import { type AdminClients, adminClients } from '../drift/admin';
import { deployBySdk } from '../drift/deploy-by-sdk';

/** The repository's own example. */
const NAME = 'acme-amperity';

let localAws: LocalAws;
let clients: AdminClients;
let tenant: Tenant;
let env: Record<string, string>;

beforeAll(async () => {
  localAws = await startLocalAws();
  const [found] = selectTenants(loadProject(ROOT, { tenants: [NAME] }), [NAME]);
  if (!found) throw new Error('the example is gone');
  tenant = found;
  env = localAws.environment(tenant.account);
  clients = adminClients(localAws, localAws.rootCredentials(tenant.account));
  await deployBySdk(tenant, [], clients);
});
afterAll(() => localAws?.stop());

async function printed(...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await commandLine(['reach', NAME, ...argv], { env });
  expect([code, stderr]).toEqual([EXIT.ok, '']);
  return stdout;
}

/** Who may do what, where, and by which statement, without what only one of the two sources knows. */
async function accesses(...argv: readonly string[]) {
  const report = reachReportSchema.parse(JSON.parse(await printed(...argv, '--json')));
  return report.accesses
    .map(({ state, actions, resources, statements }) =>
      JSON.stringify([state, actions.names, resources.within, statements.map(({ sid }) => sid)]),
    )
    .sort();
}

test('what is deployed is what the file says', async () => {
  expect(await accesses('--of', 'deployed')).toEqual(await accesses('--of', 'file'));
  expect(await printed('--of', 'deployed')).toMatch(/^acme-amperity: who may do what, as it is deployed$/m);
});

test('what was added by hand is listed, with its statement, and is gone with it', async () => {
  const where = ['--of', 'deployed', '--where', 'hr/salaries.csv'];
  expect(await accesses(...where)).toEqual([]);
  const added = { RoleName: tenant.target.name, PolicyName: 'by-hand' };
  const Statement = {
    Sid: 'ByHand',
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${tenant.bucket.name}/hr/*`,
  };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await clients.iam.send(new PutRolePolicyCommand({ ...added, PolicyDocument }));
  const words = await printed(...where);
  expect(words).toContain(
    'the target role may call s3:GetObject on arn:aws:s3:::acme-amperity-exchange/hr/*\n    by statement ByHand of by-hand',
  );
  expect((await accesses('--of', 'deployed')).length).toBe((await accesses('--of', 'file')).length + 1);
  await clients.iam.send(new DeleteRolePolicyCommand(added));
  expect(await accesses(...where)).toEqual([]);
});

test('what cannot be read makes the list inconclusive', async () => {
  const strangers = localAws.environment('444455556666');
  const { code, stderr } = await commandLine(['reach', NAME, '--of', 'deployed'], { env: strangers });
  expect([code, stderr]).toEqual([EXIT.error, expect.stringContaining('444455556666')]);
});
