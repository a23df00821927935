/**
 * Every change that somebody makes out of band, found by drift, and then what the findings say is done: nothing differs
 * any more. A deployment is played by SDK calls, with the documents of the constructs; Terraform itself does not run here.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { DeleteAccessPointCommand } from '@aws-sdk/client-s3-control';
import type { Report } from '../../../actions/drift/report/document';
import { kmsClient } from '../../../aws/clients';
import { loadProject } from '../../../config';
import { type LocalAws, startLocalAws } from '../../../local-aws';
import { commandLine } from '../../command-line';
import { type Change, changeOutOfBand, type Subject, subjectOf } from '../../e2e/drift/change-out-of-band';
import changes from '../../e2e/drift/changes.json';
import { FULL } from '../../full';
import { drift, makeProject, removeProject } from './a-project';
import { type AdminClients, adminClients } from './admin';
import { deployBySdk, redeployBySdk } from './deploy-by-sdk';
import { commandsIn, type Runner, runRemediation } from './run-remediation';

const ACCOUNT = '111122223333';
const TENANT = 'drifting';
const LOGS = 'drifting-logs';
const FILE = `tenant: ${TENANT}
customer: acme
vendor: amperity
account: "${ACCOUNT}"
region: us-east-1
principal: arn:aws:iam::999988887777:role/prod/amperity-plugin
externalId: Acme-External-ID
bucket: { name: acme-drifting-exchange, logging: { bucket: ${LOGS}, prefix: drifting/ } }
grants:
  - { prefix: to-amperity/, allow: [get, list] }
  - { prefix: from-amperity/, allow: [put, get, list, delete] }
accessPoint: { name: acme-drifting-amperity }
role: { path: /vendors/, maxSessionDuration: 7200 }
tags: { owner: data-platform, cost-center: "4711" }
`;

let localAws: LocalAws;
let folder: string;
let clients: AdminClients;
let env: Record<string, string>;
let subject: Subject;
let runner: Runner;

beforeAll(async () => {
  localAws = await startLocalAws();
  folder = makeProject({ [`tenants/${TENANT}.yaml`]: FILE });
  env = localAws.environment(ACCOUNT);
  const credentials = localAws.rootCredentials(ACCOUNT);
  clients = adminClients(localAws, credentials);
  await makeLogBucket();
  const kms = kmsClient({ region: 'us-east-1', localAws, credentials });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  kms.destroy();
  const project = loadProject(folder);
  subject = subjectOf(project, TENANT, { logBucket: LOGS, key: KeyMetadata?.Arn ?? '' });
  const [tenant] = project.tenants;
  if (!tenant) throw new Error(JSON.stringify(project.problems));
  await deployBySdk(tenant, [], clients);
  runner = {
    clients,
    deploy: () => redeployBySdk(tenant, clients),
    async kit(argv) {
      const { code, stderr } = await commandLine(argv, { env, cwd: folder });
      if (code !== 0) throw new Error(stderr);
    },
  };
});

/** S3's logging service must be let in before a bucket can name it. */
async function makeLogBucket(): Promise<void> {
  await clients.s3.send(new CreateBucketCommand({ Bucket: LOGS }));
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${LOGS}/*`,
    Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await clients.s3.send(new PutBucketPolicyCommand({ Bucket: LOGS, Policy }));
}

afterAll(async () => {
  if (folder) removeProject(folder);
  await localAws?.stop();
});

async function reportOf(): Promise<Report> {
  const { stdout, stderr } = await drift(folder, [TENANT, '--json'], env);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

test('what is deployed is clean', async () => {
  const { findings, incomplete } = await reportOf();
  expect([findings, incomplete]).toEqual([[], []]);
});

/** More than that many different things no change needs. */
const MOST_STEPS = 6;

const tried = (changes as readonly Change[]).filter((_, at) => FULL || at % 9 === 0);

test.each(tried)('$name: what the findings say ends them', async (change) => {
  await changeOutOfBand(change, subject, clients);
  let { findings } = await reportOf();
  expect(findings.length).toBeGreaterThan(0);
  for (const { remediation } of findings) expect(commandsIn(remediation)).not.toEqual([]);
  for (let step = 0; findings.length > 0 && step < MOST_STEPS; step++) {
    await runRemediation(findings[0]?.remediation ?? '', runner);
    ({ findings } = await reportOf());
  }
  expect(findings.map(({ attribute, remediation }) => [attribute, remediation])).toEqual([]);
});

/** Last, since it gives the bucket away. */
test("the bucket's name in a stranger's hands: suspended, another name, and nothing is written to the stranger's", async () => {
  const Bucket = 'acme-drifting-exchange';
  const stranger = adminClients(localAws, localAws.rootCredentials('444455556666'));
  await clients.s3Control.send(
    new DeleteAccessPointCommand({ AccountId: ACCOUNT, Name: 'acme-drifting-amperity' }),
  );
  await clients.s3.send(new DeleteBucketCommand({ Bucket }));
  await stranger.s3.send(new CreateBucketCommand({ Bucket }));
  const letsUsIn = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [letsUsIn] });
  await stranger.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));

  const { findings } = await reportOf();
  const owner = findings.find(({ attribute }) => attribute === 'owner');
  expect(owner).toMatchObject({ severity: 'high', resource: { kind: 'bucket' } });
  // Nothing else is said of a bucket that is not ours.
  expect(findings.filter(({ resource: { kind } }) => kind === 'bucket')).toEqual([owner]);
  const commands = commandsIn(owner?.remediation ?? '');
  // What Terraform must forget has no part here; `test/e2e/drift/bucket-in-strange-hands` runs it.
  const [suspend, resume, deploy, ...more] = commands.filter(
    (each) => !/^terraform |^cdktf synth/.test(each),
  );
  expect([suspend, resume, deploy, more]).toEqual([
    `s3-handshake suspend ${TENANT} --now`,
    `s3-handshake resume ${TENANT}`,
    `s3-handshake deploy ${TENANT} --refresh`,
    [],
  ]);

  await runRemediation(suspend ?? '', runner);
  const file = join(folder, 'tenants', `${TENANT}.yaml`);
  writeFileSync(file, readFileSync(file, 'utf8').replace(Bucket, 'acme-drifting-anew'));
  await runRemediation(resume ?? '', runner);
  await runRemediation(deploy ?? '', {
    ...runner,
    deploy: async () => {
      for (const tenant of loadProject(folder).tenants) await redeployBySdk(tenant, clients);
    },
  });
  expect((await reportOf()).findings).toEqual([]);
  const kept = await stranger.s3.send(new GetBucketPolicyCommand({ Bucket }));
  expect(JSON.parse(kept.Policy ?? '')).toEqual(JSON.parse(Policy));
  await expect(stranger.s3.send(new GetBucketTaggingCommand({ Bucket }))).rejects.toThrow();
});
