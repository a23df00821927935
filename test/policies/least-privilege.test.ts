/** What must hold of the Allow statements of any tenant at all. */
import fc from 'fast-check';
import type { Grant, Tenant } from '../../config/tenant/tenant';
import type { Access } from '../../config/values/access';
import { PARTITIONS, parseArn } from '../../config/values/arn';
import type { Statement } from '../../policies/policy-document';
import { tenantPolicies } from '../../policies/tenant-policies';
import { aTenant } from '../a-tenant';

const REGIONS = { aws: 'eu-west-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' } as const;
const WORDS: readonly Access[] = ['get', 'put', 'list', 'delete'];

const grant: fc.Arbitrary<Grant> = fc.record({
  prefix: fc.stringMatching(/^([a-z0-9 +=.-]{1,12}\/){0,3}$/),
  allow: fc.subarray([...WORDS], { minLength: 1 }),
  extraActions: fc.subarray(['s3:PutObjectTagging', 's3:GetObjectVersion']),
});

const tenant: fc.Arbitrary<Tenant> = fc
  .record({
    partition: fc.constantFrom(...PARTITIONS),
    grants: fc.array(grant, { minLength: 1, maxLength: 4 }),
    externalIds: fc.array(fc.stringMatching(/^[\w+=,.@:/-]{2,30}$/), { maxLength: 2 }),
    accounts: fc.uniqueArray(fc.stringMatching(/^\d{12}$/), { minLength: 1, maxLength: 3 }),
    withKey: fc.boolean(),
    withPoint: fc.boolean(),
    withVerifier: fc.boolean(),
    access: fc.constantFrom('active' as const, 'suspended' as const, 'revoked' as const),
  })
  .map(({ partition, accounts, withKey, withPoint, withVerifier, ...rest }) =>
    aTenant({
      ...rest,
      partition,
      region: REGIONS[partition],
      vendorPrincipals: accounts.map((account) => `arn:${partition}:iam::${account}:root`),
      ...(withPoint ? { accessPoint: { name: 'acme-point' } } : {}),
      ...(withVerifier ? { verifier: { principal: `arn:${partition}:iam::111122223333:role/ci` } } : {}),
      bucket: withKey ? { kmsKeyArn: `arn:${partition}:kms:${REGIONS[partition]}:111122223333:key/k` } : {},
    }),
  );

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function allows(of: Tenant): readonly Statement[] {
  return tenantPolicies(of, [])
    .flatMap(({ policy }) => policy.statements.map(({ statement }) => statement))
    .filter(({ Effect }) => Effect === 'Allow');
}

/** Holds for every Allow statement of every generated tenant. */
function forEveryAllow(check: (statement: Statement, of: Tenant) => void): void {
  fc.assert(
    fc.property(tenant, (of) => {
      for (const statement of allows(of)) check(statement, of);
    }),
    { numRuns: fc.readConfigureGlobal().numRuns ?? 300 },
  );
}

test('no wildcard in an action', () => {
  forEveryAllow(({ Action }) => {
    expect(listOf(Action).length).toBeGreaterThan(0);
    for (const action of listOf(Action)) expect(action).toMatch(/^(s3|kms|sts):[A-Za-z]+$/);
  });
});

test('no resource is everything; each is an ARN of the partition; a star stands at the end, after a slash', () => {
  forEveryAllow(({ Resource }, { partition }) => {
    for (const resource of listOf(Resource)) {
      expect(parseArn(resource)?.partition).toBe(partition);
      expect(resource).toMatch(/^[^*?]*(\/\*)?$/);
    }
  });
});

test('no principal is everybody; each is an ARN of the partition', () => {
  forEveryAllow(({ Principal }, { partition }) => {
    if (Principal === undefined) return;
    if (Principal === '*') throw new Error('everybody');
    for (const principal of listOf(Principal.AWS)) expect(parseArn(principal)?.partition).toBe(partition);
  });
});

test('s3:prefix stands on s3:ListBucket alone, and there always, unless the whole bucket is listed', () => {
  forEveryAllow(({ Action, Condition = {} }, { grants }) => {
    const keys = Object.values(Condition).flatMap((block) => Object.keys(block));
    const lists = listOf(Action).includes('s3:ListBucket');
    if (keys.includes('s3:prefix')) expect(Action).toBe('s3:ListBucket');
    const wholeBucket = grants.some(({ prefix, allow }) => prefix === '' && allow.includes('list'));
    if (!lists || wholeBucket) return;
    const listed = grants.filter(({ allow }) => allow.includes('list')).map(({ prefix }) => `${prefix}*`);
    expect(listOf(Condition.StringLike?.['s3:prefix'])).toEqual(listed);
  });
});

test('an external ID is asked for by StringEquals, of every principal, wherever there is one', () => {
  forEveryAllow(({ Action, Condition = {} }, { externalIds }) => {
    const operators = Object.entries(Condition).filter(([, block]) => 'sts:ExternalId' in block);
    for (const [operator] of operators) expect(operator).toBe('StringEquals');
    if (Action === 'sts:AssumeRole' && externalIds.length > 0)
      expect(listOf(Condition.StringEquals?.['sts:ExternalId'])).toEqual(externalIds);
  });
});

test("KMS is used through S3 alone, and in the tenant's region", () => {
  forEveryAllow(({ Action, Condition = {} }, { partition, region }) => {
    if (!listOf(Action).some((action) => action.startsWith('kms:'))) return;
    const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    expect(Condition.StringEquals).toEqual({ 'kms:ViaService': `s3.${region}.${domain}` });
  });
});
