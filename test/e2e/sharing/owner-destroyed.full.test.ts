/** The stack of a bucket that others share is not destroyed while they do: Terraform says so itself, and changes nothing. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { GetBucketPolicyCommand, GetPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import { s3Client } from '../../../aws/clients';
import { EXIT } from '../../../report/exit-codes';
import { commandLine } from '../../command-line';
import { rootOf } from '../../deployed-by-sdk';
import { ACCOUNT, REGION } from '../onboarding/proposed-tenant';
import { openScene, type Scene } from '../onboarding/scene';
import { synthesise, terraform } from '../terraform';

const BUCKET = 'acme-exchange';

function fileOf(name: string, bucket: string): string {
  return `tenant: ${name}
customer: acme
vendor: amperity
account: "${ACCOUNT}"
region: ${REGION}
principal: arn:aws:iam::999988887777:role/prod/${name}
externalId: ${name}-external-ID
bucket: { name: ${BUCKET}, ${bucket} }
accessPoint: { name: ${name}-point }
grants:
  - { prefix: ${name}/, allow: [get, list] }
`;
}

let scene: Scene;
beforeAll(async () => {
  scene = await openScene({
    // With both switches open, nothing but the guard is in the way.
    owner: fileOf('owner', 'preventDestroy: false, forceDestroy: true'),
    'sharer-one': fileOf('sharer-one', 'existing: true'),
    'sharer-two': fileOf('sharer-two', 'existing: true'),
  });
  for (const name of ['sharer-one', 'sharer-two']) await scene.vendorIsThere(name);
  for (const name of ['owner', 'sharer-one', 'sharer-two']) await scene.deploy(name);
});
afterAll(() => scene?.close());

async function protection(Bucket = BUCKET): Promise<unknown> {
  const s3 = s3Client({ region: REGION, localAws: scene.localAws, credentials: rootOf(ACCOUNT) });
  const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  return { Policy, PublicAccessBlockConfiguration };
}

const destroyed = (name: string) =>
  terraform(scene.folder, name, ['destroy', '-auto-approve', '-input=false', '-no-color'], scene.env);

test('it is refused and names all who share, and is possible when none does any more', async () => {
  const before = await protection();
  const { code, output } = await destroyed('owner');
  expect(code).toBe(1);
  // Terraform folds its lines.
  const said = output.replaceAll(/\s+/g, ' ');
  for (const name of ['sharer-one', 'sharer-two'])
    expect(said).toContain(`Resource terraform_data.shared-with-${name} has lifecycle.prevent_destroy set`);
  expect(output).not.toContain('Destruction complete');
  expect(await protection()).toEqual(before);

  const env = { ...scene.env, PATH: process.env.PATH, HOME: process.env.HOME };
  const ours = await commandLine(['destroy', 'owner', '--yes'], { env, cwd: scene.folder });
  expect(ours.code).toBe(EXIT.error);
  expect(ours.stdout + ours.stderr).toContain('shared-with-sharer-');
  expect(await protection()).toEqual(before);

  for (const name of ['sharer-one', 'sharer-two']) {
    expect((await destroyed(name)).code).toBe(0);
    rmSync(join(scene.folder, 'tenants', `${name}.yaml`));
  }
  // The bucket's owner learns of it by a deployment, which takes their statements and guards away.
  await scene.deploy('owner');
  synthesise(scene.folder, ['owner'], scene.env);
  const gone = await destroyed('owner');
  expect({ code: gone.code, output: gone.code === 0 ? '' : gone.output }).toEqual({ code: 0, output: '' });
});

test('a bucket that the file calls existing from now on is left as it is, open switches or not', async () => {
  const file = (bucket: string) => fileOf('leaver', bucket).replace(BUCKET, 'leavers-exchange');
  scene.write('leaver', file('preventDestroy: false, forceDestroy: true'));
  await scene.deploy('leaver');
  const before = await protection('leavers-exchange');

  scene.write('leaver', file('existing: true'));
  synthesise(scene.folder, ['leaver'], scene.env);
  const { code, output } = await terraform(
    scene.folder,
    'leaver',
    ['apply', '-auto-approve', '-input=false', '-no-color'],
    scene.env,
  );
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
  expect(output).toMatch(/aws_s3_bucket_policy\S+ will no longer be managed by Terraform/);
  expect(output).not.toMatch(/aws_s3_bucket\S* will be destroyed/);
  expect(await protection('leavers-exchange')).toEqual(before);
});
