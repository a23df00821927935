/** Each example is deployed as it stands; in the full run it is planned again, and destroyed. */
import { join } from 'node:path';
import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../../aws/clients';
import { localAws } from '../../config/values/local-aws';
import { runChild } from '../../terraform/child-process';
import { terraformEnvironment } from '../../terraform/environment';
import { ROOT } from '../a-tenant';
import { EXAMPLES, type InstalledExample, installedExample } from '../examples/installed-example';
import { FULL } from '../full';
import { stage } from './stage';
import { apply, plan, terraform } from './terraform';

const { env } = stage();

/** The stacks of each, in the order in which its README deploys them. */
const STACKS: Readonly<Record<string, readonly string[]>> = {
  'access-key': ['access-key-channelmix'],
  'existing-bucket': ['data-lake'],
  'own-app': ['own-app-amperity', 'own-app-partner'],
  'own-vendor': ['own-vendor-harbour'],
  'two-vendors-one-bucket': ['two-vendors-amperity', 'two-vendors-partner'],
};
const SAMPLE = ['existing-bucket'];

test('every example is deployed', () => {
  expect(Object.keys(STACKS)).toEqual(EXAMPLES);
});

function environment(example: InstalledExample): NodeJS.ProcessEnv {
  return terraformEnvironment(ROOT, {
    HOME: process.env.HOME,
    ...env,
    PATH: example.path,
    CDKTF_OUTDIR: join(example.folder, 'cdktf.out'),
    // The types are checked once, in test/package: here it is about what is deployed.
    TS_NODE_TRANSPILE_ONLY: 'true',
  });
}

test.each(Object.entries(STACKS).filter(([name]) => FULL || SAMPLE.includes(name)))(
  '%s is deployed',
  async (name, stacks) => {
    const example = installedExample(name);
    try {
      const { folder, app } = example;
      const made = await runChild('sh', ['-c', app], { cwd: folder, env: environment(example) });
      expect({ code: made.code, output: made.code === 0 ? '' : made.output }).toEqual({
        code: 0,
        output: '',
      });
      for (const stack of stacks) await apply(folder, stack, env);
      if (name === 'existing-bucket') await hasGrantsOnBothBuckets();
      // Seconds of a processor for each: that is for the full run.
      if (!FULL) return;
      for (const stack of stacks) {
        const { code, output } = await plan(folder, stack, env);
        expect({ stack, code, output: code === 0 ? '' : output }).toEqual({ stack, code: 0, output: '' });
      }
      for (const stack of [...stacks].reverse()) {
        const { code, output } = await terraform(
          folder,
          stack,
          ['destroy', '-auto-approve', '-no-color'],
          env,
        );
        expect({ stack, code, output: code === 0 ? '' : output }).toEqual({ stack, code: 0, output: '' });
      }
    } finally {
      example.remove();
    }
  },
);

/** One role reaches the bucket of the app and the one that it only knows by name. */
async function hasGrantsOnBothBuckets(): Promise<void> {
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
  };
  const iam = iamClient({ region: 'us-east-1', credentials, localAws: localAws(env) });
  const texts = await Promise.all(
    ['s3-handshake-access', 's3-handshake-further-buckets'].map(async (PolicyName) => {
      const RoleName = 's3-handshake-data-lake';
      const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return decodeURIComponent(PolicyDocument);
    }),
  );
  expect(texts[0]).toContain('arn:aws:s3:::acme-data-lake/amperity/*');
  expect(texts[1]).toContain('arn:aws:s3:::acme-data-archive/amperity/*');
}
