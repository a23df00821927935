/** Which tenants a change touched: those of whose stacks something is made otherwise, the record of an adoption included. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProjectBefore, selectedTenants } from '../../../actions/deploy/selected';
import { adoptionFile } from '../../../config/adoption/adoption';
import { ADOPTIONS } from '../../../config/fleet/project-files';
import { projectFolder } from '../../config/a-project-folder';

const project = projectFolder();
beforeAll(() => {
  project.write('adopts', { adopt: ['bucket'] });
  project.write('plain');
  mkdirSync(join(project.root, ADOPTIONS));
});
afterAll(() => project.remove());

const record = (name: string) => join(project.root, adoptionFile(name));

function touched(before: Partial<ProjectBefore>): readonly string[] {
  const was = { project: project.load(), adoptions: new Map(), ...before };
  return selectedTenants(project.load(), { tenants: [], before: was }).tenants.map(({ name }) => name);
}

test('a tenant is touched by its own record where it adopts, and by no other', () => {
  expect(touched({})).toEqual([]);
  for (const name of ['adopts', 'plain']) writeFileSync(record(name), 'new');
  expect(touched({})).toEqual(['adopts']);
  expect(touched({ adoptions: new Map([[adoptionFile('adopts'), 'old']]) })).toEqual(['adopts']);
  const same = new Map([[adoptionFile('adopts'), 'new']]);
  expect(touched({ adoptions: same })).toEqual([]);
  rmSync(record('adopts'));
  expect(touched({ adoptions: same })).toEqual(['adopts']);
});

test('and by its file, by who shares its bucket, and by where states lie', () => {
  const before = project.load();
  project.write('shares', { bucket: { name: 'plain-exchange', existing: true } });
  expect(touched({ project: before })).toEqual(['plain', 'shares']);
  project.write('adopts', { adopt: ['bucket'], tags: { owner: 'data' } });
  expect(touched({ project: before })).toEqual(['adopts', 'plain', 'shares']);
  const now = project.load();
  project.settings({ state: { s3: { bucket: 'acme-states', region: 'us-east-1' } } });
  expect(touched({ project: now })).toEqual(['adopts', 'plain', 'shares']);
});
