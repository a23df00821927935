/** What is printed of all tenants, one of which has a broken file: nobody takes the others for all. */
import { EXIT } from '../../report/exit-codes';
import { commandLine } from '../command-line';
import { projectFolder } from '../config/a-project-folder';

const project = projectFolder();
beforeAll(() => {
  project.write('acme-sound', { bucket: { name: 'acme-sound', existing: true } });
  project.write('acme-broken', { account: '1234' });
});
afterAll(() => project.remove());

const LEFT_OUT = /^left out: tenants\/acme-broken\.yaml:4 account: .+$/m;

test.each([
  { argv: ['policies'] },
  { argv: ['policies', '--json'], isDocument: true },
  { argv: ['bucket-policy'] },
  { argv: ['bucket-policy', '--json'], isDocument: true },
  { argv: ['status'] },
  { argv: ['status', '--json'], isDocument: true },
  { argv: ['deployer-policy'] },
  { argv: ['deployer-policy', '--with-boundary'] },
])('$argv', async ({ argv, isDocument = false }) => {
  const all = await commandLine(['--quiet', ...argv], { cwd: project.root });
  expect(all.code).toBe(EXIT.error);
  expect(all.stdout).toContain('acme-sound');
  expect(all.stderr).toMatch(LEFT_OUT);
  if (isDocument)
    expect(JSON.parse(all.stdout)).toMatchObject({
      tenants: [{ tenant: 'acme-sound' }],
      leftOut: [{ file: 'tenants/acme-broken.yaml', path: 'account' }],
    });
  const named = await commandLine([...argv, 'acme-sound'], { cwd: project.root });
  expect(named.code).toBe(EXIT.ok);
  expect(named.stderr).not.toContain('left out');
});
