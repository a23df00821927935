/** What users write reaches Terraform as text, and only cdktf's references are evaluated. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { Fn, TerraformStack, Testing } from 'cdktf';
import { AdoptionGuard, type AdoptionGuardProps } from '../../constructs/adoption-guard';
import { AwsAccount } from '../../constructs/aws-account';
import { CustomerBucket, type CustomerBucketProps } from '../../constructs/customer-bucket';
import { literally, literalText } from '../../constructs/literal-text';
import { ReplacementGuard, type ReplacementGuardProps } from '../../constructs/replacement-guard';
import { TargetRole, type TargetRoleProps } from '../../constructs/target-role';
import { TargetUser, type TargetUserProps } from '../../constructs/target-user';
import { VendorAccessPoint, type VendorAccessPointProps } from '../../constructs/vendor-access-point';
import { TenantStack } from '../../stacks/tenant-stack';
import { aTenant, ROOT } from '../a-tenant';

/** As Terraform reads it back: `$${` is `${`, `%%{` is `%{`. */
function readBack(written: string): string {
  return written.replaceAll(/([$%])\1(?=\{)/g, '$1');
}

describe('a text', () => {
  test.each([
    ['plain', 'plain'],
    ['${path.module}', '$${path.module}'],
    ['%{ if true }x%{ endif }', '%%{ if true }x%%{ endif }'],
    ['$${x}', '$$${x}'],
    ['%%{x}', '%%%{x}'],
    ['$%{x}', '$%%{x}'],
    ['100 % and $5 {x}', '100 % and $5 {x}'],
    ['a\n"b"\\${c}', 'a\n"b"\\$${c}'],
  ])('%j is written as %j', (text, written) => {
    expect(literalText(text)).toBe(written);
    expect(readBack(written)).toBe(text);
  });

  it('is written so in lists, in maps and in their keys', () => {
    expect(literally({ a: ['${x}'], b: { '%{y}': ['%{z}', 1, true] } })).toEqual({
      a: ['$${x}'],
      b: { '%%{y}': ['%%{z}', 1, true] },
    });
  });
});

/** The stack's resources and imports, as Terraform is given them. */
function synthesised(make: (stack: TerraformStack) => void): Readonly<Record<string, unknown>> {
  const stack = new TerraformStack(Testing.app(), 'stack');
  make(stack);
  return JSON.parse(Testing.synth(stack));
}

describe('a reference', () => {
  const policyOf = (text: (name: string) => string) =>
    JSON.stringify(
      synthesised((stack) => {
        const { bucket } = new S3Bucket(stack, 'other', { bucket: 'other' });
        new TargetUser(stack, 'user', {
          userName: 'user',
          policies: [{ name: 'p', document: text(bucket) }],
        });
      }).resource,
    );

  it('stays one, beside text that looks like one', () => {
    expect(policyOf((name) => `${name}/\${x}`)).toContain('${aws_s3_bucket.other.bucket}/$${x}');
  });

  it('is refused where cdktf has not made it', () => {
    expect(() => policyOf(() => '${TfToken[TOKEN.987654]}')).toThrow('Unrecognized Token Key');
  });

  it('stays one right behind a dollar or a percent sign', () => {
    expect(policyOf((name) => `costs $${name}`)).toContain('costs ${\\"$\\"}${aws_s3_bucket.other.bucket}');
    expect(policyOf((name) => `costs %${name}`)).toContain('costs %${aws_s3_bucket.other.bucket}');
  });

  it('may be an expression that the app builds', () => {
    expect(policyOf((name) => Fn.upper(name))).toContain('${upper(aws_s3_bucket.other.bucket)}');
  });
});

/** A value for a field: its name, with a template of either kind around it. */
const marked = (field: string) => `\${path.module}[${field}]%{ if true }`;
const document = (field: string) => ({ Version: '2012-10-17' as const, Statement: [{ Sid: marked(field) }] });
const tags = (field: string) => ({ [marked(`${field} key`)]: marked(`${field} value`) });

const bucket: Required<CustomerBucketProps> = {
  bucketName: marked('bucketName'),
  policy: document('policy'),
  kmsKeyArn: marked('kmsKeyArn'),
  logging: { bucket: marked('logging.bucket'), prefix: marked('logging.prefix') },
  noncurrentVersionDays: 30,
  preventDestroy: true,
  forceDestroy: false,
  adopt: ['policy', 'publicAccessBlock', 'ownership', 'encryption', 'versioning', 'lifecycle', 'logging'],
  tags: tags('tag'),
};
const role: Required<TargetRoleProps> = {
  roleName: marked('roleName'),
  path: marked('path'),
  description: marked('description'),
  trustPolicy: JSON.stringify(document('trustPolicy')),
  policies: [{ name: marked('policy.name'), document: document('policy.document') }],
  maxSessionDuration: 3600,
  permissionsBoundary: marked('permissionsBoundary'),
  adopt: [marked('policy.name')],
  tags: tags('tag'),
};
const user: Required<TargetUserProps> = {
  userName: marked('userName'),
  path: marked('path'),
  policies: [{ name: marked('policy.name'), document: JSON.stringify(document('policy.document')) }],
  permissionsBoundary: marked('permissionsBoundary'),
  tags: tags('tag'),
};
const point: Required<VendorAccessPointProps> = {
  accessPointName: marked('accessPointName'),
  bucket: marked('bucket'),
  policy: document('policy'),
};
const guard: Required<Omit<ReplacementGuardProps, 'guarded'>> = {
  what: marked('what'),
  identity: marked('identity'),
  allowReplacement: false,
  howToAllow: marked('howToAllow'),
};

const adoption: AdoptionGuardProps = { refusal: marked('refusal') };

describe('every text that a construct takes reaches Terraform as text', () => {
  const cases: readonly (readonly [string, (stack: TerraformStack) => unknown, unknown])[] = [
    ['CustomerBucket', (stack) => new CustomerBucket(stack, 'x', bucket), bucket],
    ['TargetRole', (stack) => new TargetRole(stack, 'x', role), role],
    ['TargetUser', (stack) => new TargetUser(stack, 'x', user), user],
    ['VendorAccessPoint', (stack) => new VendorAccessPoint(stack, 'x', point), point],
    ['AdoptionGuard', (stack) => new AdoptionGuard(stack, 'x', adoption), adoption],
    ['ReplacementGuard', (stack) => new ReplacementGuard(stack, 'x', guard), guard],
    [
      'AwsAccount',
      (stack) =>
        new AwsAccount(stack, 'x', {
          region: marked('region'),
          account: marked('account'),
          deployRole: marked('deployRole'),
        }),
      [marked('region'), marked('account'), marked('deployRole')],
    ],
  ];
  test.each(cases)('%s', (_name, make, props) => {
    const { '//': _comment, ...given } = synthesised((stack) => {
      make(stack);
    });
    expect(fieldsIn(given)).toEqual(fieldsIn(props));
    expect(evaluatedIn(given)).toEqual([]);
  });

  test('TenantStack, whatever its tenant says', () => {
    const given = JSON.parse(
      Testing.synth(
        new TenantStack(Testing.app(), 'acme-prod', {
          tenant: aTenant({
            vendor: { ...aTenant().vendor, name: marked('vendor.name') },
            grants: [{ prefix: `${marked('prefix')}/`, allow: ['get', 'list'], extraActions: [] }],
            externalIds: [marked('externalId')],
            bucket: { name: marked('bucket.name') },
            target: { name: marked('role.name') },
            tags: tags('tag'),
          }),
        }),
      ),
    );
    expect(evaluatedIn({ ...given, '//': undefined })).toEqual([]);
    expect(fieldsIn(given.resource)).toEqual(
      expect.arrayContaining(['[bucket.name]', '[externalId]', '[prefix]', '[role.name]', '[vendor.name]']),
    );
  });
});

/** Which marked fields stand in a value, each once. */
function fieldsIn(value: unknown): readonly string[] {
  return [...new Set(JSON.stringify(value).match(/\[[a-zA-Z. ]+\](?=%{1,2}\{)/g))].sort();
}

/** What of the marked texts Terraform would evaluate. */
function evaluatedIn(value: unknown): readonly string[] {
  return (
    JSON.stringify(value, (key, inner) => (key === '//' ? undefined : inner)).match(
      /(?<!\$)\$\{path|(?<!%)%\{/g,
    ) ?? []
  );
}

/** A construct of Terraform's with its arguments: `new IamRole(this, 'role', …)`. */
const MADE = /new ([A-Z]\w+)\(\s*(?:this|scope|stack),(?:\s*(?:'[^']*'|[\w.]+),)?\s*(\w*[({])/g;

test.each(['constructs', 'stacks'])(
  'no resource of %s is given anything that did not pass there',
  (folder) => {
    const files = readdirSync(join(ROOT, folder));
    const made = files.flatMap((file) => {
      const text = readFileSync(join(ROOT, folder, file), 'utf8');
      const own = new Set(
        [...text.matchAll(/import \{([^}]*)\} from '(?:@cdktf|cdktf)[^']*'/g)].flatMap(([, names = '']) =>
          names.split(',').map((name) => name.trim()),
        ),
      );
      return [...text.matchAll(MADE)]
        .filter(([, name = '']) => own.has(name))
        .map(([, name, begin]) => ({ file, name, begin }));
    });
    expect(made.length).toBeGreaterThan(2);
    expect(made.filter(({ begin }) => begin !== 'literally(')).toEqual([]);
  },
);
