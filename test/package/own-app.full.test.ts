/**
 * A CDKTF app of somebody's own, with the tsconfig that `cdktf init` writes, in a folder of its own beside nothing but
 * what npm installs from the tarball: its types, its stacks, a deployment.
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { withoutAmbientCredentials } from '../../terraform/environment';
import { ROOT } from '../a-tenant';
import { emptyFolder, packed, providerFrom, shellIn } from './programs';

let folder: string;
let aws: LocalAws;
beforeAll(async () => {
  folder = emptyFolder();
  aws = await startLocalAws();
});
afterAll(async () => {
  await aws.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('it compiles, and its stacks are deployed and destroyed', async () => {
  const env = { ...withoutAmbientCredentials(process.env), ...aws.environment('111122223333') };
  await shellIn(ROOT, env).run('npm run build --silent');
  const tarball = await packed(folder, '0.2.0', env);
  const root = join(folder, 'own-app');
  cpSync(join(ROOT, 'examples', 'own-app'), root, { recursive: true });
  const app = shellIn(root, { ...env, ...providerFrom(ROOT) });
  await app.run(`npm install --prefer-offline --no-audit --no-fund ${tarball}`);
  expect(await app.run('npx --no-install tsc --noEmit')).toBe('');
  const stacks = 'own-app-amperity own-app-partner';
  expect(await app.run('npx --no-install cdktf synth')).toContain(stacks.replace(' ', ', '));
  await app.run(`npx --no-install cdktf deploy ${stacks} --auto-approve`);
  for (const stack of stacks.split(' '))
    expect(await app.run(`npx --no-install cdktf diff ${stack}`)).toContain('No changes');
  await app.run(`npx --no-install cdktf destroy ${stacks} --auto-approve`);
});
