/**
 * A host that deploys, verifies and looks for drift, as CI's is: Node, Terraform and what `npm ci --omit=dev` installs of a
 * repository that `init` made. cdktf's command line is not among it.
 */
import { existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { motoServer } from '../../local-aws/moto-program';
import manifest from '../../package.json';
import { withoutAmbientCredentials } from '../../terraform/environment';
import { ROOT } from '../a-tenant';
import { fileOf } from '../actions/deploy/a-fleet';
import { onlyNode, programOf } from '../toolchain/bare-machine';
import { emptyFolder, packed, providerFrom, shellIn } from './programs';

const ACCOUNT = '111122223333';
const COMMAND = 'npx --no-install s3-handshake';

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

test('deploys, verifies, looks for drift by both engines, and destroys', async () => {
  const bare = withoutAmbientCredentials(process.env);
  await shellIn(ROOT, bare).run('npm run build --silent');
  const tarball = await packed(folder, manifest.version, bare);
  const path = onlyNode(join(folder, 'bin'));
  symlinkSync(programOf('terraform'), join(path, 'terraform'));
  const env = {
    PATH: path,
    HOME: process.env.HOME,
    ...aws.environment(ACCOUNT),
    ...providerFrom(ROOT),
    HANDSHAKE_MOTO_SERVER: motoServer(),
    npm_config_prefer_offline: 'true',
  };
  const kit = join(ROOT, 'scripts', 's3-handshake.js');
  await shellIn(folder, env).run(`node ${kit} init company --yes --kit file:${tarball}`);
  const host = shellIn(join(folder, 'company'), env);
  await host.run('npm install --package-lock-only --ignore-scripts --no-audit --no-fund');
  await host.run('npm ci --omit=dev --no-audit --no-fund');
  const modules = join(host.folder, 'node_modules');
  expect(existsSync(join(modules, 's3-handshake', 'package.json'))).toBe(true);
  expect(readdirSync(modules)).not.toContain('cdktf-cli');
  expect(readdirSync(join(modules, '.bin'))).not.toContain('cdktf');

  writeFileSync(join(host.folder, 'tenants', 'acme-prod.yaml'), fileOf('acme-prod'));
  await host.run(`${COMMAND} validate`);
  expect(await host.run(`${COMMAND} diff`, 2)).toContain('diff of 1 tenant: 1 planned');
  expect(await host.run(`${COMMAND} deploy --yes`)).toContain('deploy of 1 tenant: 1 applied');
  expect(await host.run(`${COMMAND} status`)).toMatch(/acme-prod +\d{4}-\d\d-\d\d .*as deployed +unknown/);
  await host.run(`${COMMAND} verify acme-prod`);
  await host.run(`${COMMAND} drift acme-prod`);
  await host.run(`${COMMAND} drift acme-prod --engine terraform`);
  expect(await host.run(`${COMMAND} status`)).toMatch(/as deployed +ok \S+ \S+ +ok /);
  expect(await host.run(`${COMMAND} deploy --yes`)).toContain('1 unchanged');
  expect(await host.run(`${COMMAND} destroy acme-prod --yes`)).toContain('destroy of 1 tenant: 1 applied');
});
