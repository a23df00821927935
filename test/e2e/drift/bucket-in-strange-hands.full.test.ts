/**
 * A bucket that was deleted, and whose name a stranger has taken: what drift says to do about it, done word for word by
 * the command line and real Terraform, which keeps a bucket by `prevent_destroy`.
 */
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { DeleteAccessPointCommand } from '@aws-sdk/client-s3-control';
import type { Report } from '../../../actions/drift/report/document';
import { EXIT } from '../../../report/exit-codes';
import { runChild } from '../../../terraform/child-process';
import { terraformEnvironment } from '../../../terraform/environment';
import { terraformProgram } from '../../../toolchain/terraform';
import { ROOT } from '../../a-tenant';
import { adminClients } from '../../actions/drift/admin';
import { commandsIn } from '../../actions/drift/run-remediation';
import { commandLine } from '../../command-line';
import { ACCOUNT, REGION } from '../onboarding/proposed-tenant';
import { openScene, type Scene } from '../onboarding/scene';
import { synthesise } from '../terraform';

const TENANT = 'robbed';
const Bucket = 'acme-robbed-exchange';
const POINT = 'acme-robbed-point';
const FILE = `tenant: ${TENANT}
customer: acme
vendor: amperity
account: "${ACCOUNT}"
region: ${REGION}
principal: arn:aws:iam::999988887777:role/prod/${TENANT}
externalId: ${TENANT}-external-ID
bucket: { name: ${Bucket} }
accessPoint: { name: ${POINT} }
grants:
  - { prefix: to-amperity/, allow: [get, list] }
`;
/** Whoever has the name now lets us do everything, so that nothing but our own care is in the way. */
const LETS_US_IN = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
    },
  ],
});

let scene: Scene;
beforeAll(async () => {
  scene = await openScene({ [TENANT]: FILE });
  await scene.deploy(TENANT);
});
afterAll(() => scene?.close());

async function findings(): Promise<Report['findings']> {
  const { stdout, stderr } = await commandLine(['drift', TENANT, '--json'], {
    env: scene.env,
    cwd: scene.folder,
  });
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as Report).findings;
}

/** As the words say it; a deployment by the stack's own app, and Terraform by the one that the tests have. */
async function run(command: string): Promise<void> {
  const [program = '', ...argv] = command.split(' ');
  if (program === 's3-handshake' && argv[0] === 'deploy') return scene.deploy(argv[1] ?? '');
  if (program === 's3-handshake') return void (await scene.run(...argv));
  if (command === 'cdktf synth') return synthesise(scene.folder, [TENANT], scene.env);
  const env = terraformEnvironment(ROOT, { PATH: process.env.PATH, HOME: process.env.HOME, ...scene.env });
  const said = command.replaceAll(/\bterraform\b(?= -chdir)/g, terraformProgram(ROOT, env));
  const { code, output } = await runChild('sh', ['-c', said], { cwd: scene.folder, env });
  if (code !== 0) throw new Error(`${command}: ${output}`);
}

test('what drift says is done, and nothing is written to the bucket of the stranger', async () => {
  const ours = adminClients(scene.localAws, scene.localAws.rootCredentials(ACCOUNT));
  const stranger = adminClients(scene.localAws, scene.localAws.rootCredentials('444455556666'));
  await ours.s3Control.send(new DeleteAccessPointCommand({ AccountId: ACCOUNT, Name: POINT }));
  await ours.s3.send(new DeleteBucketCommand({ Bucket }));
  await stranger.s3.send(new CreateBucketCommand({ Bucket }));
  await stranger.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: LETS_US_IN }));

  const owner = (await findings()).find(({ attribute }) => attribute === 'owner');
  const commands = commandsIn(owner?.remediation ?? '');
  const [suspend = '', ...others] = commands;
  expect(suspend).toBe(`s3-handshake suspend ${TENANT} --now`);
  await run(suspend);
  scene.write(TENANT, scene.read(TENANT).replace(Bucket, 'acme-robbed-anew'));
  for (const command of others) await run(command);

  expect(await findings()).toEqual([]);
  const again = await scene.plan(TENANT);
  expect({ code: again.code, output: again.code === EXIT.ok ? '' : again.output }).toEqual({
    code: EXIT.ok,
    output: '',
  });
  const kept = await stranger.s3.send(new GetBucketPolicyCommand({ Bucket }));
  expect(JSON.parse(kept.Policy ?? '')).toEqual(JSON.parse(LETS_US_IN));
  await expect(stranger.s3.send(new GetBucketTaggingCommand({ Bucket }))).rejects.toThrow();
});
