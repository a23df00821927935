/** The kit taken from git in place of a tarball: npm clones it, and `prepare` builds it there. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withoutAmbientCredentials } from '../../terraform/environment';
import { ROOT } from '../a-tenant';
import { emptyFolder, shellIn } from './programs';

let folder: string;
beforeAll(() => {
  folder = emptyFolder();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('it is built where it is installed, and is what a tarball holds', async () => {
  const env = withoutAmbientCredentials(process.env);
  const clone = join(folder, 'kit.git');
  await shellIn(folder, env).run(`git clone --quiet --bare ${ROOT} ${clone} && mkdir company`);
  const company = shellIn(join(folder, 'company'), env);
  await company.run(`npm init -y && npm install --prefer-offline --no-audit --no-fund git+file://${clone}`);
  const kit = join(company.folder, 'node_modules', 's3-handshake');
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly files: readonly string[];
  };
  const named = files.map((file) => file.replace(/^!/, '').split('/')[0]);
  const always = ['LICENSE', 'README.md', 'package.json'];
  expect(readdirSync(kit).filter((name) => !always.includes(name) && !named.includes(name))).toEqual([]);
  expect(await company.run(`node -p "typeof require('s3-handshake').TenantStack"`)).toBe('function');
  await company.run('npx --no-install s3-handshake init . --yes');
  const { dependencies } = JSON.parse(readFileSync(join(company.folder, 'package.json'), 'utf8'));
  expect(dependencies['s3-handshake']).toMatch(/^git\+file:/);
  expect(await company.run('npx --no-install s3-handshake vendors')).toContain('Snowflake');
});
