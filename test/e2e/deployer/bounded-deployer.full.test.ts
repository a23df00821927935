/**
 * Tenants with a boundary, made, changed and destroyed by real Terraform with what `deployer-policy` prints and nothing
 * else; the boundary is what `deployer-policy --with-boundary` prints.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../../../aws/clients';
import { assumed } from '../../../aws/credentials';
import { rootOf } from '../../deployed-by-sdk';
import { ACCOUNT, REGION } from '../onboarding/proposed-tenant';
import { openScene, type Scene } from '../onboarding/scene';
import { apply, plan, SELDOM_COLLECTED, synthesise, terraform } from '../terraform';

const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/s3-handshake-boundary`;
const FILES: Readonly<Record<string, string>> = {
  roled: `tenant: roled
customer: acme
vendor: amperity
account: "${ACCOUNT}"
region: ${REGION}
principal: arn:aws:iam::999988887777:role/prod/roled
externalId: roled-external-ID
bucket: { name: roled-exchange, preventDestroy: false, forceDestroy: true }
accessPoint: { name: roled-point }
role: { path: /vendors/ }
grants:
  - { prefix: to-amperity/, allow: [get, list] }
`,
  keyed: `tenant: keyed
customer: acme
vendor: channelmix
account: "${ACCOUNT}"
region: ${REGION}
credentials: access-key
bucket: { name: keyed-exchange, preventDestroy: false, forceDestroy: true }
grants:
  - { prefix: acme/reports/, allow: [get, list] }
`,
};
const NAMES = Object.keys(FILES);

let scene: Scene;
/** Of a session that may do what the deployer may. */
let env: Record<string, string>;

beforeAll(async () => {
  scene = await openScene(FILES);
  boundedBy(BOUNDARY);
  await scene.vendorIsThere('roled');
  env = await deployer();
});
afterAll(() => scene?.close());

/** What the fleet's tenants have as their boundary: a role and a user alike. */
function boundedBy(arn: string | undefined): void {
  const defaults = arn === undefined ? '{}' : `{ permissionsBoundary: "${arn}" }`;
  writeFileSync(join(scene.folder, 'handshake.yaml'), `defaults: ${defaults}\n`);
}

const admin = () => iamClient({ region: REGION, localAws: scene.localAws, credentials: rootOf(ACCOUNT) });

async function deployer(): Promise<Record<string, string>> {
  const iam = admin();
  const boundary = await scene.run('deployer-policy', '--with-boundary');
  await iam.send(new CreatePolicyCommand({ PolicyName: 's3-handshake-boundary', PolicyDocument: boundary }));
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'ci' }));
  const RoleName = 'deployer';
  const trust = { Effect: 'Allow', Principal: { AWS: User?.Arn }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = await scene.run('deployer-policy');
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'deploy', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ci' }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const session = await assumed(
    `arn:aws:iam::${ACCOUNT}:role/${RoleName}`,
    { region: REGION, localAws: scene.localAws, credentials },
    { sessionName: 'deploy' },
  )();
  return {
    ...scene.env,
    ...SELDOM_COLLECTED,
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken ?? '',
  };
}

async function expectNothingToDo(name: string): Promise<void> {
  const { code, output } = await plan(scene.folder, name, env);
  expect({ name, code, output: code === 0 ? '' : output }).toEqual({ name, code: 0, output: '' });
}

test('they are made, changed and destroyed', async () => {
  synthesise(scene.folder, NAMES, env);
  for (const name of NAMES) {
    await apply(scene.folder, name, env);
    await expectNothingToDo(name);
  }
  // More of everything that a file may say, within the boundary of the tenants as they are then.
  scene.write(
    'roled',
    `${FILES.roled}  - { prefix: from-amperity/, allow: [put, list, delete] }\ntags: { owner: data }\nrevokeSessionsBefore: 2026-11-23T18:00:00Z\n`
      .replace('path: /vendors/,', 'path: /vendors/, maxSessionDuration: 7200,')
      .replace('externalId: roled-external-ID', 'externalId: [roled-external-ID, roled-second-ID]'),
  );
  scene.write('keyed', `${FILES.keyed}tags: { owner: data }\n`.replace('[get, list]', '[get, put, list]'));
  const boundary = await scene.run('deployer-policy', '--with-boundary');
  await admin().send(
    new CreatePolicyVersionCommand({ PolicyArn: BOUNDARY, PolicyDocument: boundary, SetAsDefault: true }),
  );
  synthesise(scene.folder, NAMES, env);
  for (const name of NAMES) {
    await apply(scene.folder, name, env);
    await expectNothingToDo(name);
  }
  // A role that goes, and all that is left of it.
  scene.write('roled', `${scene.read('roled')}access: revoked\n`);
  synthesise(scene.folder, NAMES, env);
  await apply(scene.folder, 'roled', env);
  for (const name of NAMES) {
    const gone = await terraform(scene.folder, name, ['destroy', '-auto-approve', '-no-color'], env);
    expect({ name, code: gone.code, output: gone.code === 0 ? '' : gone.output }).toEqual({
      name,
      code: 0,
      output: '',
    });
    rmSync(join(scene.folder, 'tenants', `${name}.yaml`));
  }
});

test('without the boundary, or with another one, Terraform is refused', async () => {
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  const { Policy } = await admin().send(
    new CreatePolicyCommand({
      PolicyName: 'another',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [everything] }),
    }),
  );
  for (const boundary of [undefined, Policy?.Arn]) {
    boundedBy(boundary);
    for (const [name, text] of Object.entries(FILES)) {
      scene.write(name, text);
      synthesise(scene.folder, [name], env);
      await expect(apply(scene.folder, name, env)).rejects.toThrow(/AccessDenied|not authorized/);
    }
  }
});
