/** The embedded AWS with every kind of tenant deployed, made once and shared by all end-to-end tests. */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { adoptTenants } from '../../actions/adopt/adopt-tenants';
import { iamClient, s3Client } from '../../aws/clients';
import { loadProject } from '../../config';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { deployableTenants } from '../../policies/deployable';
import { deployerPolicy } from '../../policies/deployer-policy';
import { policyJson } from '../../policies/policy-document';
import { OWN_FOLDER } from '../../terraform/environment';
import { ROOT } from '../a-tenant';
import { ACCOUNT, AMPERITY, BY_HAND, KINDS, OWNERS_POLICY, REGION } from './kinds';
import { STAGE_VARIABLE } from './stage-file';
import { apply, SELDOM_COLLECTED, synthesise } from './terraform';

/** What the tests, which run in processes of their own, are told. */
export interface Stage {
  /** A project folder: tenants, cdktf.out and the states. */
  readonly folder: string;
  /** The environment of the customer's administrator. */
  readonly env: Readonly<Record<string, string>>;
  /** The environment of CI, which may enter the deployer role and do nothing else. Terraform runs in it. */
  readonly ci: Readonly<Record<string, string>>;
  /** The KMS key of the buckets that have one. */
  readonly keyArn: string;
}

/** The stage, which is set when a test runs: `environment.js` has waited for it. */
export function stage(): Stage {
  const file = process.env[STAGE_VARIABLE];
  if (file === undefined) throw new Error('the stage is not set: run the end-to-end tests by jest');
  const told = JSON.parse(readFileSync(file, 'utf8')) as Stage | { readonly failure: string };
  if ('failure' in told) throw new Error(`the stage could not be set: ${told.failure}`);
  return told;
}

/** A stage that Terraform may still be working on. */
export interface Staging {
  readonly localAws: LocalAws;
  readonly folder: string;
  /** Resolves when Terraform is done, and the tests are told; also where it has failed, which each of them then says. */
  readonly told: Promise<void>;
}

/** Resolves when all is there but what Terraform makes. */
export async function beginStage(): Promise<Staging> {
  const localAws = await startLocalAws();
  const env = { ...localAws.environment(ACCOUNT), ...SELDOM_COLLECTED };
  mkdirSync(join(ROOT, OWN_FOLDER), { recursive: true });
  const folder = mkdtempSync(join(ROOT, OWN_FOLDER, 'stage-'));
  try {
    await byHand(localAws);
    const keyArn = await makeKey(localAws);
    mkdirSync(join(folder, 'tenants'));
    for (const [name, text] of Object.entries(KINDS))
      writeFileSync(join(folder, 'tenants', `${name}.yaml`), text.replaceAll('kms-key', keyArn));
    writeFileSync(join(folder, 'handshake.yaml'), FLEET);
    const ci = { ...env, ...(await makeDeployer(localAws, folder)) };
    await recordWhatIsThere(folder, env);
    synthesise(folder, Object.keys(KINDS), env);
    const tell = tellBy(join(folder, 'stage.json'));
    const told = Promise.all(Object.keys(KINDS).map((name) => apply(folder, name, ci))).then(
      () => tell({ folder, env, ci, keyArn }),
      (error: Error) => tell({ failure: error.message }),
    );
    return { localAws, folder, told };
  } catch (error) {
    await localAws.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

export async function endStage({ localAws, folder, told }: Staging): Promise<void> {
  await told;
  await localAws.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Names the file to the processes of the run, and answers how to write it: at once, so that none reads a half of it. */
function tellBy(file: string): (what: Stage | { readonly failure: string }) => void {
  process.env[STAGE_VARIABLE] = file;
  return (what) => {
    writeFileSync(`${file}.new`, JSON.stringify(what));
    renameSync(`${file}.new`, file);
  };
}

/** What the adopting tenants take over, with an approval of what it loses. */
async function recordWhatIsThere(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const tenants = Object.keys(KINDS).filter((name) => name === 'adopted');
  if (tenants.length === 0) return;
  const options = { tenants, record: true, allowLoss: tenants, profile: undefined };
  await adoptTenants(folder, options, {
    env,
    signal: new AbortController().signal,
    onEvent: () => undefined,
  });
}

async function byHand(localAws: LocalAws): Promise<void> {
  const settings = { region: REGION, localAws, credentials: localAws.rootCredentials(ACCOUNT) };
  const s3 = s3Client(settings);
  for (const Bucket of [BY_HAND.existingBucket, BY_HAND.adoptedBucket, BY_HAND.logBucket])
    await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketPolicyCommand({ Bucket: BY_HAND.existingBucket, Policy: OWNERS_POLICY }));
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket: BY_HAND.logBucket,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'logging.s3.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: `arn:aws:s3:::${BY_HAND.logBucket}/*`,
            Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
          },
        ],
      }),
    }),
  );
  const iam = iamClient(settings);
  const { name, path } = BY_HAND.adoptedRole;
  await makeRole(iam, { name, path, trusts: AMPERITY.replace(/role.*/, 'root') });
  // Whom the tenants' files name as their verifier: IAM trusts nobody who is not there.
  await makeRole(iam, { name: 'ci', path: '/', trusts: `arn:aws:iam::${ACCOUNT}:root` });
}

async function makeRole(
  iam: IAMClient,
  { name, path, trusts }: { readonly name: string; readonly path: string; readonly trusts: string },
): Promise<void> {
  await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      Path: path,
      Description: 'made by hand',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: trusts }, Action: 'sts:AssumeRole' }],
      }),
    }),
  );
}

/** What `handshake.yaml` says: Terraform enters the account by the deployer role. */
const FLEET = 'roles: { deploy: "arn:aws:iam::{account}:role/deployer" }\n';

/**
 * A deployer role with the rights that the README prints, so that all that the tests deploy is deployed with just
 * those, and a user of CI's that may assume it. Answers the user's keys.
 */
async function makeDeployer(localAws: LocalAws, folder: string): Promise<Record<string, string>> {
  const iam = iamClient({ region: REGION, localAws, credentials: localAws.rootCredentials(ACCOUNT) });
  const { tenants } = deployableTenants(loadProject(folder), []);
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'ci' }));
  await makeRole(iam, { name: 'deployer', path: '/', trusts: User?.Arn ?? '' });
  const PolicyDocument = policyJson(deployerPolicy(tenants));
  await iam.send(new PutRolePolicyCommand({ RoleName: 'deployer', PolicyName: 'deploy', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ci' }));
  return {
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
  };
}

async function makeKey(localAws: LocalAws): Promise<string> {
  const kms = new KMSClient({
    region: REGION,
    endpoint: localAws.url,
    credentials: localAws.rootCredentials(ACCOUNT),
  });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'exchange' }));
  return KeyMetadata?.Arn ?? '';
}
