/**
 * A company's way with the package, as README tells it, from an empty folder: install, init, a tenant, deploy, verify,
 * drift by both engines, export; then an upgrade, after which nothing is left to change. The machine has Node and no
 * Terraform: `doctor --fix` fetches it from a publisher that is played, and `npx cdktf` finds it.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { motoServer } from '../../local-aws/moto-program';
import manifest from '../../package.json';
import { withoutAmbientCredentials } from '../../terraform/environment';
import { TERRAFORM } from '../../toolchain/publisher';
import { ROOT } from '../a-tenant';
import { onlyNode, programOf } from '../toolchain/bare-machine';
import { type PlayedPublisher, playPublisher, zipOf } from '../toolchain/played-publisher';
import { emptyFolder, packed, providerFrom, type Shell, shellIn } from './programs';

const TENANT = [
  'npx --no-install s3-handshake new acme-prod --vendor amperity --customer acme --account 111122223333',
  '--region us-east-1 --principal arn:aws:iam::999988887777:role/prod/amperity-plugin',
  '--external-id 01234567890123456789 --bucket acme-upgrade-exchange',
  "--grant 'to-amperity/ get,list' --grant 'from-amperity/ put,get,list,delete'",
  '--set bucket.preventDestroy=false --set bucket.forceDestroy=true --offline --yes',
].join(' ');

/** What README says to type, without what it says of it. */
function linesOfReadme(): readonly string[] {
  const [, part = ''] = readFileSync(join(ROOT, 'README.md'), 'utf8').split('## In your own repository\n');
  const [, , block = ''] = /```(sh)\n(.*?)```/s.exec(part) ?? [];
  return block
    .trim()
    .split('\n')
    .map((line) => line.replace(/\s+#.*/, ''));
}

let folder: string;
let aws: LocalAws;
let publisher: PlayedPublisher;
beforeAll(async () => {
  folder = emptyFolder();
  aws = await startLocalAws();
  publisher = await playPublisher();
  publisher.release(TERRAFORM, zipOf('terraform', readFileSync(programOf('terraform'))));
});
afterAll(async () => {
  await publisher.close();
  await aws.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function isAsItShouldBe(company: Shell): Promise<void> {
  await company.run('npx --no-install s3-handshake verify acme-prod');
  await company.run('npx --no-install s3-handshake drift acme-prod');
  await company.run('npx --no-install s3-handshake drift acme-prod --engine terraform');
}

test('a company installs, deploys and upgrades, and the upgrade changes nothing', async () => {
  const bare = withoutAmbientCredentials(process.env);
  await shellIn(ROOT, bare).run('npm run build --silent');
  const [now, next] = [await packed(folder, manifest.version, bare), await packed(folder, '0.2.1', bare)];
  const [pack, make, ...inCompany] = linesOfReadme();
  expect(pack).toBe('npm run setup && npm pack');
  await shellIn(folder, bare).run(`mkdir clone && mv ${now} clone && cd clone && ${make}`);
  const company = shellIn(join(folder, 'acme-tenants'), {
    PATH: onlyNode(join(folder, 'bin')),
    HOME: process.env.HOME,
    ...publisher.env,
    ...aws.environment('111122223333'),
    ...providerFrom(ROOT),
    HANDSHAKE_MOTO_SERVER: motoServer(),
    npm_config_prefer_offline: 'true',
  });
  expect(inCompany.at(-1)).toBe('npx s3-handshake new');
  for (const line of inCompany.slice(0, -1)) {
    if (line.endsWith('doctor --fix'))
      expect(await company.run('npx --no-install s3-handshake doctor', 2)).toContain(
        'Terraform was not found',
      );
    await company.run(line);
  }
  await company.run(TENANT);
  await company.run('npx --no-install s3-handshake validate');
  await company.run('npx --no-install cdktf deploy acme-prod --auto-approve');
  await isAsItShouldBe(company);
  await company.run('npx --no-install s3-handshake export acme-prod --to exported');
  expect(readdirSync(join(company.folder, 'exported'))).toContain('main.tf.json');

  await company.run(`npm install ${next}`);
  expect(await company.run('npx --no-install s3-handshake --version')).toContain('0.2.1');
  expect(await company.run('npx --no-install cdktf diff acme-prod')).toContain('No changes');
  await isAsItShouldBe(company);

  await company.run('npx --no-install cdktf destroy acme-prod --auto-approve');
  expect(JSON.parse(readFileSync(join(company.folder, 'terraform.acme-prod.tfstate'), 'utf8'))).toMatchObject(
    { resources: [] },
  );
  expect(existsSync(join(company.folder, 'tenants', 'acme-prod.yaml'))).toBe(true);
});
