/** `export` that is killed: the next one completes it, and Terraform's state in the folder is left alone. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AMPERITY, type AProject, aProject } from '../actions/onboarding/a-project';
import { filesBelow, killedAt, pointsOf } from './killed';

const RUN = ['export', 'acme-prod', '--to', 'out'];
const STATE = { 'terraform.tfstate': '{ "serial": 7 }' };
const OLD = Object.fromEntries(
  ['access', 'boundary', 'bucket', 'trust'].map((name) => [`policies/${name}-of-before.json`, '{}']),
);

let project: AProject;
let folder: string;

/** A folder with an export of before, and a state. */
function prepare(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'policies'), { recursive: true });
  for (const [file, text] of Object.entries({
    ...STATE,
    ...OLD,
    'README.md': '<!-- s3-handshake export -->',
  }))
    writeFileSync(join(folder, file), text);
}

beforeAll(() => {
  project = aProject({ 'acme-prod': AMPERITY.replace('prefix: from', 'prefix: back') });
  folder = join(project.folder, 'out');
});
afterAll(() => project.remove());

test('at every point that is tried', async () => {
  const where = { folder, cwd: project.folder };
  prepare();
  const changes = await killedAt(0, RUN, where);
  const whole = filesBelow(folder);
  expect(whole).toMatchObject(STATE);
  for (const at of pointsOf(changes)) {
    prepare();
    await killedAt(at, RUN, where);
    expect({ at, state: filesBelow(folder)['terraform.tfstate'] }).toEqual({
      at,
      state: STATE['terraform.tfstate'],
    });
    const next = await project.run(RUN);
    expect({ at, code: next.code, stderr: next.stderr }).toEqual({ at, code: 0, stderr: '' });
    expect({ at, left: filesBelow(folder) }).toEqual({ at, left: whole });
  }
});
