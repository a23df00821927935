/** The constructs in somebody's own app: by the package's index, without any file. */
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { TerraformStack, Testing } from 'cdktf';
import type { TenantFile } from '../../config/tenant/tenant-schema';
import {
  AwsAccount,
  CustomerBucket,
  defineTenant,
  defineTenants,
  documentOf,
  grantsPolicy,
  TargetRole,
  type TenantDefinition,
  TenantStack,
  VendorAccess,
  VendorAccessPoint,
  vendorTrustPolicy,
} from '../../index';
import { ACME, AMPERITY, refusal } from './a-definition';

interface Synthesised {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

function synth(build: (stack: TerraformStack) => void): Synthesised {
  const stack = new TerraformStack(Testing.app(), 'own');
  new AwsAccount(stack, 'account', { account: '111122223333', region: 'us-east-1' });
  build(stack);
  return JSON.parse(Testing.synth(stack, true));
}

function all({ resource }: Synthesised, type: string): readonly Readonly<Record<string, unknown>>[] {
  return Object.values(resource[type] ?? {});
}

describe('a tenant that is defined by values', () => {
  test("has what a file's would have", () => {
    expect(defineTenant(ACME)).toMatchObject({
      name: 'acme-prod',
      partition: 'aws',
      vendorPrincipals: [AMPERITY],
      externalIds: ['01234567890123456789'],
      target: { name: 's3-handshake-acme-prod', path: '/', maxSessionDuration: 3600 },
      bucket: { existing: false, preventDestroy: true, noncurrentVersionDays: 30 },
    });
  });

  test('is held to the same rules, all at once, and says which tenant and field', () => {
    const text = refusal(() =>
      defineTenant({
        ...ACME,
        account: '1234',
        externalId: 'x',
        bucket: { name: 'Acme' },
        grants: [{ prefix: 'in', allow: ['get'] }],
      }),
    );
    for (const field of ['account', 'externalId', 'bucket.name', 'grants[0].prefix'])
      expect(text).toContain(`tenant acme-prod: ${field}: `);
  });

  test('is held to the vendor and to the others', () => {
    expect(refusal(() => defineTenant({ ...ACME, vendor: 'ampertiy' }))).toContain('did you mean amperity?');
    const others: TenantDefinition = {
      ...ACME,
      tenant: 'other',
      customer: 'other',
      bucket: { name: 'other-exchange' },
    };
    expect(refusal(() => defineTenants([ACME, others]))).toContain('external');
    expect(refusal(() => defineTenants([ACME, ACME]))).toContain('tenant acme-prod is defined twice');
  });

  test('takes what is undefined for absent, and the defaults for what it leaves out', () => {
    const { region, target: role } = defineTenant(
      { ...ACME, region: undefined, role: { path: undefined } },
      { defaults: { region: 'eu-central-1', rolePath: '/vendors/' } },
    );
    expect({ region, path: role.path }).toEqual({ region: 'eu-central-1', path: '/vendors/' });
  });

  test("has the fields of a tenant's file, no more and no fewer", () => {
    type ReadonlyDeep<T> = T extends readonly (infer E)[]
      ? readonly ReadonlyDeep<E>[]
      : T extends object
        ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> }
        : T;
    const ofFile = (file: ReadonlyDeep<TenantFile>): TenantDefinition => file;
    const ofDefinition = (definition: TenantDefinition): ReadonlyDeep<TenantFile> => definition;
    expect(ofFile(ofDefinition(ACME))).toBe(ACME);
  });
});

describe('a stack of a defined tenant', () => {
  test('needs nothing but the tenant', () => {
    const stack = new TenantStack(Testing.app(), 'acme', { tenant: defineTenant(ACME) });
    const made: Synthesised = JSON.parse(Testing.synth(stack, true));
    expect(all(made, 'aws_iam_role')).toHaveLength(1);
    expect(all(made, 'aws_s3_bucket')).toHaveLength(1);
  });

  test('is refused where AWS would refuse a policy for its length', () => {
    const grants = Array.from({ length: 200 }, (_, index) => ({
      prefix: `a-long-name-of-a-folder-${index}/`,
      allow: ['get' as const],
    }));
    const tenant = defineTenant({ ...ACME, grants });
    expect(refusal(() => new TenantStack(Testing.app(), 'acme', { tenant }).bucketName)).toContain(
      'tenant acme-prod: grants: ',
    );
  });
});

describe('vendor access in a stack of its own', () => {
  const existing = defineTenant({
    ...ACME,
    bucket: { name: 'acme-exchange', existing: true },
    accessPoint: { name: 'acme-point' },
  });

  test('uses a bucket that the app makes, and waits for it', () => {
    const made = synth((stack) => {
      const bucket = new S3Bucket(stack, 'mine', { bucket: 'acme-exchange' });
      new VendorAccess(stack, 'amperity', { tenant: existing, bucket });
    });
    expect(all(made, 'aws_s3_bucket')).toHaveLength(1);
    expect(all(made, 'aws_s3_access_point')).toMatchObject([{ bucket: '${aws_s3_bucket.mine.bucket}' }]);
  });

  test('uses a bucket by its name', () => {
    const made = synth((stack) => void new VendorAccess(stack, 'amperity', { tenant: existing }));
    expect(all(made, 'aws_s3_bucket')).toEqual([]);
    expect(all(made, 'aws_s3_access_point')).toMatchObject([{ bucket: 'acme-exchange' }]);
  });

  test('gives one role grants on several buckets', () => {
    const made = synth(
      (stack) =>
        void new VendorAccess(stack, 'amperity', {
          tenant: existing,
          furtherBuckets: [
            { bucketName: 'acme-events', grants: [{ prefix: '', allow: ['get'] }] },
            { bucketName: 'acme-audiences', grants: [{ prefix: 'out/', allow: ['list'] }] },
          ],
        }),
    );
    expect(all(made, 'aws_iam_role')).toHaveLength(1);
    expect(all(made, 'aws_iam_role_policy').map(({ name }) => name)).toEqual([
      's3-handshake-access',
      's3-handshake-further-buckets',
    ]);
  });

  test('refuses a bucket where the tenant makes its own', () => {
    const make = () =>
      synth((stack) => void new VendorAccess(stack, 'amperity', { tenant: defineTenant(ACME), bucket: 'x' }));
    expect(refusal(make)).toContain("a bucket of the app's own needs existing: true");
  });
});

describe('the parts alone', () => {
  const trustPolicy = vendorTrustPolicy({ principals: [AMPERITY], externalIds: ['acme-amperity-1'] });

  test('take policies in every form: made by a function, as a document, as JSON', () => {
    const document = documentOf(trustPolicy);
    const made = [trustPolicy, document, JSON.stringify(document)].map((form) =>
      synth(
        (stack) => void new TargetRole(stack, 'role', { roleName: 'r', trustPolicy: form, policies: [] }),
      ),
    );
    const texts = made.map((stack) => all(stack, 'aws_iam_role')[0]?.assume_role_policy);
    expect(new Set(texts)).toEqual(new Set([JSON.stringify(document)]));
  });

  test("take a bucket's name that is known only to Terraform", () => {
    const made = synth((stack) => {
      const bucket = new S3Bucket(stack, 'mine', { bucketPrefix: 'acme-' });
      const policy = grantsPolicy({
        region: 'us-east-1',
        buckets: [{ bucketName: bucket.bucket, grants: [{ prefix: 'in/', allow: ['put'] }] }],
      });
      new TargetRole(stack, 'role', { roleName: 'r', trustPolicy, policies: [policy] });
      new VendorAccessPoint(stack, 'point', { accessPointName: 'acme-point', bucket, policy });
    });
    const [policy] = all(made, 'aws_iam_role_policy').map((resource) => JSON.parse(String(resource.policy)));
    expect(policy.Statement[0].Resource).toBe('arn:aws:s3:::${aws_s3_bucket.mine.bucket}/in/*');
    expect(all(made, 'aws_s3_access_point')).toMatchObject([{ bucket: '${aws_s3_bucket.mine.bucket}' }]);
  });

  test('have the safe defaults', () => {
    const made = synth(
      (stack) =>
        void new CustomerBucket(stack, 'bucket', { bucketName: 'acme-exchange', policy: trustPolicy }),
    );
    expect(all(made, 'aws_s3_bucket')).toMatchObject([
      { force_destroy: false, lifecycle: { prevent_destroy: true } },
    ]);
    expect(all(made, 'aws_s3_bucket_public_access_block')).toMatchObject([{ restrict_public_buckets: true }]);
  });
});
