/**
 * A company's way with the package, from an empty folder: install, init, a tenant, deploy, verify, drift by both engines,
 * export; then an upgrade, after which nothing is left to change. In the full run: npm installs what the package needs.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalAws } from '../../local-aws';
import { terraformEnvironment, withoutAmbientCredentials } from '../../terraform/environment';
import { ROOT } from '../a-tenant';
import { emptyFolder, packed, type Shell, shellIn } from './programs';

const TENANT = [
  'npx --no-install s3-handshake new acme-prod --vendor amperity --customer acme --account 111122223333',
  '--region us-east-1 --principal arn:aws:iam::999988887777:role/prod/amperity-plugin',
  '--external-id 01234567890123456789 --bucket acme-upgrade-exchange',
  "--grant 'to-amperity/ get,list' --grant 'from-amperity/ put,get,list,delete'",
  '--set bucket.preventDestroy=false --set bucket.forceDestroy=true --offline --yes',
].join(' ');

async function isAsItShouldBe(company: Shell): Promise<void> {
  await company.run('npx --no-install s3-handshake verify acme-prod');
  await company.run('npx --no-install s3-handshake drift acme-prod');
  await company.run('npx --no-install s3-handshake drift acme-prod --engine terraform');
}

test('a company installs, deploys and upgrades, and the upgrade changes nothing', async () => {
  const folder = emptyFolder();
  const aws = await startLocalAws();
  const bare = withoutAmbientCredentials(process.env);
  try {
    await shellIn(ROOT, bare).run('npm run build --silent');
    const [now, next] = [await packed(folder, '0.2.0', bare), await packed(folder, '0.2.1', bare)];
    await shellIn(folder, bare).run('mkdir company');
    const root = join(folder, 'company');
    const env = { ...bare, ...aws.environment('111122223333') };
    const empty = shellIn(root, env);
    await empty.run(`npm install --prefer-offline --no-audit --no-fund ${now}`);
    await empty.run('npx --no-install s3-handshake init . --yes');
    await empty.run('npm install --prefer-offline --no-audit --no-fund');
    await empty.run('npx --no-install s3-handshake doctor --fix');
    // What doctor has found, Terraform is told.
    const company = shellIn(root, terraformEnvironment(root, env));
    await company.run(TENANT);
    await company.run('npx --no-install s3-handshake validate');
    await company.run('npx --no-install cdktf deploy acme-prod --auto-approve');
    await isAsItShouldBe(company);
    await company.run('npx --no-install s3-handshake export acme-prod --to exported');
    expect(readdirSync(join(company.folder, 'exported'))).toContain('main.tf.json');

    await company.run(`npm install --prefer-offline --no-audit --no-fund ${next}`);
    expect(await company.run('npx --no-install s3-handshake --version')).toContain('0.2.1');
    expect(await company.run('npx --no-install cdktf diff acme-prod')).toContain('No changes');
    await isAsItShouldBe(company);
  } finally {
    await aws.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
