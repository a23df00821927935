/** `adopt --record` that is killed: each record is whole or not there, and what is left beside is named by the next run. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { s3Client } from '../../aws/clients';
import { readAdoption } from '../../config/adoption/adoption-file';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { AMPERITY, type AProject, aProject } from '../actions/onboarding/a-project';
import { rootOf } from '../deployed-by-sdk';
import { filesBelow, killedAt, pointsOf } from './killed';

const ACCOUNT = '111122223333';
const NAMES = Array.from({ length: 9 }, (_, index) => `acme-${index + 1}`);
const RUN = ['adopt', 'acme-*', '--record'];

let localAws: LocalAws;
let project: AProject;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  localAws = await startLocalAws();
  env = { ...localAws.environment(ACCOUNT), HOME: '/nonexistent' };
  const s3 = s3Client({ region: 'us-east-1', localAws, credentials: rootOf(ACCOUNT) });
  for (const name of NAMES) await s3.send(new CreateBucketCommand({ Bucket: `${name}-data` }));
  const texts = NAMES.map((name) => [
    name,
    `${AMPERITY.replaceAll('acme-prod', name).replace('acme-exchange', `${name}-data`).replace('01234567890123456789', `${name}-external-ID`)}adopt: [bucket]\n`,
  ]);
  project = aProject(Object.fromEntries(texts));
});
afterAll(async () => {
  project.remove();
  await localAws.stop();
});

test('at every point that is tried', async () => {
  const folder = join(project.folder, 'adoptions');
  const where = { folder, cwd: project.folder, env };
  const changes = await killedAt(0, RUN, where);
  expect(Object.keys(filesBelow(folder))).toEqual(NAMES.map((name) => `${name}.json`));
  for (const at of pointsOf(changes)) {
    rmSync(folder, { recursive: true });
    await killedAt(at, RUN, where);
    const whole = NAMES.filter((name) => readAdoption(project.folder, name) !== undefined);
    const next = await project.run(RUN, { env });
    expect({ at, code: next.code, whole: whole.length <= NAMES.length }).toEqual({
      at,
      code: 0,
      whole: true,
    });
    const left = Object.keys(filesBelow(folder)).filter((file) => file.startsWith('.'));
    for (const file of left) expect(next.stderr).toContain(file);
    for (const name of NAMES) expect(readAdoption(project.folder, name)?.bucket?.name).toBe(`${name}-data`);
  }
});
