/**
 * Quotas are judged first: of what AWS would refuse for its length nothing is proven, compared or tried. Nobody asks AWS
 * anything, so that no credentials are needed to hear of it.
 */
import { deployerDocument } from '../../actions/policy-documents/deployer-document';
import { loadProject } from '../../config';
import { deployableTenants } from '../../policies/deployable';
import { EXIT } from '../../report/exit-codes';
import { commandLine } from '../command-line';
import { projectFolder } from '../config/a-project-folder';

const GRANTS = Array.from({ length: 60 }, (_, at) => ({
  prefix: `${'long/'.repeat(20)}${at}/`,
  allow: ['get'],
}));
const TOO_LONG =
  /the role's inline policies, with the Denies of a suspension, would be \d+ characters long; AWS allows 10240/;

const project = projectFolder();
beforeAll(() => {
  project.write('acme-short');
  project.write('acme-long', { grants: GRANTS });
});
afterAll(() => project.remove());

test.each([
  ['validate', EXIT.finding],
  ['verify', EXIT.error],
  ['drift', EXIT.error],
  ['handover', EXIT.error],
])('%s of a tenant whose policies are too long', async (command, exitCode) => {
  const { stdout, stderr, code } = await commandLine([command, 'acme-long'], { cwd: project.root });
  expect(`${stdout}${stderr}`.replaceAll(/\s+/g, ' ')).toMatch(TOO_LONG);
  expect(code).toBe(exitCode);
});

test('of all tenants that one is left out, which is told and is never clean', () => {
  const { tenants, leftOut } = deployableTenants(loadProject(project.root), []);
  expect(tenants.map(({ name }) => name)).toEqual(['acme-short']);
  expect(leftOut).toMatchObject([{ file: 'tenants/acme-long.yaml', path: 'grants' }]);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
test("the deployer's policy says when AWS would not take it as one managed policy, and what to do", () => {
  const fleet = projectFolder();
  try {
    for (let at = 10; at < 60; at++)
      fleet.write(`acme-${at}`, { bucket: { name: `acme-exchange-${at}` }, role: { path: '/vendors/' } });
    const remarkOn = (names: readonly string[]) => deployerDocument(fleet.root, names).remarks[0];
    expect(remarkOn([])).toMatch(
      /^This policy is \d{4,} characters long without white space; AWS allows 6144 in a managed policy: /,
    );
    expect(remarkOn(['acme-10', 'acme-11'])).not.toContain('characters');
  } finally {
    fleet.remove();
  }
});
