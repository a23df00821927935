/** A project that real Terraform deploys to an embedded AWS by our own commands, and by cdktf's. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import { iamClient, s3Client } from '../../../aws/clients';
import { type ChildResult, runChild } from '../../../terraform/child-process';
import { terraformEnvironment } from '../../../terraform/environment';
import { STACKS_APP } from '../../../terraform/stacks-app';
import { ROOT } from '../../a-tenant';
import { commandLine, type Printed } from '../../command-line';
import { rootOf } from '../../deployed-by-sdk';
import { providerFrom } from '../../package/programs';
import { ACCOUNT, REGION } from '../onboarding/proposed-tenant';
import { openScene } from '../onboarding/scene';

export interface RealFleet {
  readonly folder: string;
  readonly env: Record<string, string>;
  write(tenant: string, text: string): void;
  /** Our own command, in this process. */
  run(line: string, more?: Readonly<Record<string, string>>): Promise<Printed>;
  cdktf(line: string): Promise<ChildResult>;
  makeBucket(name: string): Promise<void>;
  makeRole(name: string): Promise<void>;
  hasBucket(name: string): Promise<boolean>;
  hasRole(name: string): Promise<boolean>;
  /** Addresses in a tenant's state. */
  stateOf(tenant: string): readonly string[];
  close(): Promise<void>;
}

export async function openRealFleet(tenants: Readonly<Record<string, string>>): Promise<RealFleet> {
  const scene = await openScene(tenants);
  const { folder, localAws } = scene;
  const env: Record<string, string> = {
    ...scene.env,
    ...(providerFrom(ROOT) as Record<string, string>),
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
  };
  const app = `node ${JSON.stringify(join(ROOT, STACKS_APP))}`;
  const settings = { language: 'typescript', app, projectId: 'fleet', sendCrashReports: 'false' };
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify(settings));
  const clients = { region: REGION, localAws, credentials: rootOf(ACCOUNT) };
  const [s3, iam] = [s3Client(clients), iamClient(clients)];
  const isThere = (asked: Promise<unknown>) =>
    asked.then(
      () => true,
      (error: Error) => {
        if (/^NoSuch|^NotFound/.test(error.name)) return false;
        throw error;
      },
    );
  return {
    folder,
    env,
    write: scene.write,
    run: (line, more = {}) => commandLine(line.split(' '), { cwd: folder, env: { ...env, ...more } }),
    cdktf: (line) =>
      runChild(
        process.execPath,
        [join(ROOT, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf.js'), ...line.split(' ')],
        { cwd: folder, env: { ...terraformEnvironment(ROOT, env), CI: 'true' } },
      ),
    makeBucket: async (Bucket) => void (await s3.send(new CreateBucketCommand({ Bucket }))),
    async makeRole(RoleName) {
      const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
      const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
      const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    },
    hasBucket: (Bucket) => isThere(s3.send(new HeadBucketCommand({ Bucket }))),
    hasRole: (RoleName) => isThere(iam.send(new GetRoleCommand({ RoleName }))),
    stateOf(tenant) {
      const { resources } = JSON.parse(readFileSync(join(folder, `terraform.${tenant}.tfstate`), 'utf8'));
      return resources.map(({ type, name }: Readonly<Record<string, string>>) => `${type}.${name}`).sort();
    },
    close: () => scene.close(),
  };
}
