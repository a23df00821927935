/**
 * A CDKTF app of somebody's own, with the tsconfig that `cdktf init` writes, in a folder of its own beside nothing but
 * what npm installs from the tarball: its types, its stacks, a deployment.
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { iamClient, s3Client, stsClient } from '../../aws/clients';
import { sessionCredentials } from '../../aws/credentials';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { withoutAmbientCredentials } from '../../terraform/environment';
import { ROOT } from '../a-tenant';
import { emptyFolder, packed, providerFrom, shellIn } from './programs';

const ACCOUNT = '111122223333';
const REGION = 'us-east-1';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/own-app-partner`;

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

/** A session of the role that the app makes, as somebody of the partner's account gets it. */
async function partnersSession(): Promise<AwsCredentialIdentity> {
  const account = '444455556666';
  const iam = iamClient({ region: REGION, localAws: aws, credentials: aws.rootCredentials(account) });
  const UserName = 'reader';
  await iam.send(new CreateUserCommand({ UserName }));
  const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ROLE }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'enter', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const sts = stsClient({ region: REGION, localAws: aws, credentials });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'partner', ExternalId: 'own-app-partner-1' }),
  );
  return sessionCredentials(Credentials);
}

/** Through the access point the partner reads what it is granted, and neither writes nor reads elsewhere. */
async function partnerReadsWhatIsGranted(): Promise<void> {
  const owner = s3Client({
    region: REGION,
    localAws: aws,
    credentials: aws.rootCredentials(ACCOUNT),
  });
  for (const Key of ['daily/a.txt', 'other/a.txt'])
    await owner.send(new PutObjectCommand({ Bucket: 'own-app-events', Key, Body: Key }));
  const partner = s3Client({ region: REGION, localAws: aws, credentials: await partnersSession() });
  const Bucket = `arn:aws:s3:${REGION}:${ACCOUNT}:accesspoint/own-app-partner`;
  const { Body } = await partner.send(new GetObjectCommand({ Bucket, Key: 'daily/a.txt' }));
  expect(await Body?.transformToString()).toBe('daily/a.txt');
  const denied = { name: 'AccessDenied' };
  await expect(partner.send(new GetObjectCommand({ Bucket, Key: 'other/a.txt' }))).rejects.toMatchObject(
    denied,
  );
  await expect(
    partner.send(new PutObjectCommand({ Bucket, Key: 'daily/b.txt', Body: 'b' })),
  ).rejects.toMatchObject(denied);
  await partner.send(new PutObjectCommand({ Bucket: 'own-app-audiences', Key: 'in/a.txt', Body: 'a' }));
}

test('it compiles, and its stacks are deployed, used and destroyed', async () => {
  const env = { ...withoutAmbientCredentials(process.env), ...aws.environment(ACCOUNT) };
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
  await partnerReadsWhatIsGranted();
  await app.run(`npx --no-install cdktf destroy ${stacks} --auto-approve`);
});
