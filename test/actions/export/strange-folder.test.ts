/** `export` writes over nothing of a stranger's, and leaves nothing behind that would let the next one do so. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../../killed/killed';
import { AMPERITY, type AProject, aProject } from '../onboarding/a-project';

let project: AProject;
beforeEach(() => {
  project = aProject({ 'acme-prod': AMPERITY });
});
afterEach(() => project.remove());

const POLICY = { 'policies/theirs.json': '{}' };

test.each<[string, Readonly<Record<string, string>>]>([
  ["a README of somebody's", { ...POLICY, 'README.md': '# Our policies' }],
  ['an empty README', { ...POLICY, 'README.md': '' }],
  ['no README', POLICY],
])('a folder with %s is left as it is, also without its README', async (_, files) => {
  const folder = join(project.folder, 'out');
  mkdirSync(folder);
  for (const [file, text] of Object.entries(files)) project.write(`out/${file}`, text);
  const refused = async () => {
    const { code, stdout, stderr } = await project.run(['export', 'acme-prod', '--to', 'out']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('holds something else');
  };
  await refused();
  expect(filesBelow(folder)).toEqual(files);
  rmSync(join(folder, 'README.md'), { force: true });
  await refused();
  expect(filesBelow(folder)).toEqual(POLICY);
});

test('nor is a folder in the place of its README', async () => {
  mkdirSync(join(project.folder, 'out', 'README.md'), { recursive: true });
  const { code, stderr } = await project.run(['export', 'acme-prod', '--to', 'out']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('holds something else') });
});
