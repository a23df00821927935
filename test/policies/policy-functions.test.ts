/** Policies of values, for an app that puts the parts together by itself. */
import { defineTenant } from '../../config/fleet/define-tenants';
import { targetRoleArn } from '../../config/tenant/names';
import {
  type AccessPointGrants,
  accessPointGrantsPolicy,
  closedBucketPolicy,
  grantedAccessPointArn,
} from '../../policies/access-point-grants';
import { accessPointPolicy } from '../../policies/access-point-policy';
import { bucketPolicy } from '../../policies/bucket-policy';
import { grantsPolicy } from '../../policies/grants-policy';
import { documentOf, type Policy } from '../../policies/policy-document';
import { vendorTrustPolicy } from '../../policies/vendor-trust';
import { ACME, AMPERITY, refusal } from '../package/a-definition';

describe('a grants policy', () => {
  const grants = [{ prefix: 'in/', allow: ['get'] as const }];

  test('has each statement id once, also on several buckets, with a reason for each', () => {
    const kmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000';
    const { statements } = grantsPolicy({
      region: 'us-east-1',
      buckets: ['one-bucket', 'two-bucket'].map((bucketName) => ({ bucketName, grants, kmsKeyArn })),
    });
    const ids = statements.map(({ statement }) => statement.Sid);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[A-Za-z0-9]+$/.test(id))).toEqual([]);
    expect(statements.every(({ reason }) => reason.endsWith('.'))).toBe(true);
  });

  test("keeps strangers' buckets out also where a bucket's own account is said to be undefined", () => {
    const bucket = { bucketName: 'acme', grants };
    const of = (one: object) =>
      grantsPolicy({ region: 'us-east-1', account: '111122223333', buckets: [{ ...bucket, ...one }] });
    expect(of({ account: undefined })).toEqual(of({}));
    expect(JSON.stringify(of({ account: undefined }))).toContain('"s3:ResourceAccount":"111122223333"');
    expect(JSON.stringify(of({ account: '222233334444' }))).toContain('"s3:ResourceAccount":"222233334444"');
  });

  test.each([
    ['no bucket', [], 'needs at least one bucket'],
    ['a name that AWS refuses', [{ bucketName: 'Acme', grants }], 'buckets[0].bucketName is "Acme": '],
    [
      'a bucket twice',
      [
        { bucketName: 'acme', grants },
        { bucketName: 'acme', grants },
      ],
      'put all grants there',
    ],
    ['no grant', [{ bucketName: 'acme', grants: [] }], 'at least one grant is needed'],
    [
      'a prefix without its slash',
      [{ bucketName: 'acme', grants: [{ prefix: 'in', allow: ['get'] as const }] }],
      'buckets[0].grants[0].prefix is "in": ',
    ],
    ['a wildcard', [{ bucketName: 'acme', grants: [{ prefix: '*', allow: ['get'] as const }] }], 'prefix'],
    [
      'an access point that only Terraform knows',
      [{ bucketName: 'acme', grants, accessPointArn: '${TfToken[TOKEN.1]}' }],
      'buckets[0].accessPointArn is "${TfToken[TOKEN.1]}": the ARN of an access point is needed, written out',
    ],
    [
      "a role's ARN for an access point's",
      [{ bucketName: 'acme', grants, accessPointArn: 'arn:aws:iam::111122223333:role/accesspoint/x' }],
      'the ARN of an access point is needed',
    ],
    [
      "a bucket's ARN for an access point's",
      [{ bucketName: 'acme', grants, accessPointArn: 'arn:aws:s3:::acme' }],
      'the ARN of an access point is needed',
    ],
    [
      'an account that is none',
      [{ bucketName: 'acme', account: '1234', grants }],
      'buckets[0].account is "1234": ',
    ],
    [
      'everything that is wrong, a line each',
      [
        { bucketName: 'Acme', grants },
        { bucketName: 'acme', account: '1234', grants },
      ],
      ': buckets[0].bucketName is "Acme": ',
    ],
    ['nothing allowed', [{ bucketName: 'acme', grants: [{ prefix: '', allow: [] }] }], 'is needed'],
    [
      'an action that is no action',
      [{ bucketName: 'acme', grants: [{ prefix: '', allow: ['get'] as const, extraActions: ['s3:*'] }] }],
      'extraActions[0] is "s3:*": ',
    ],
  ])('refuses %s', (_, buckets, message) => {
    expect(refusal(() => grantsPolicy({ region: 'us-east-1', buckets }))).toContain(message);
  });
});

test('all that is wrong with values is told at once, a line each', () => {
  const grants = [{ prefix: 'in/', allow: ['get'] as const }];
  const text = refusal(() =>
    grantsPolicy({
      region: 'us-east-1',
      buckets: [
        { bucketName: 'Acme', grants },
        { bucketName: 'acme', account: '1234', grants },
      ],
    }),
  );
  expect(text.split('\n').map((line) => line.replace(/ is ".*/, ''))).toEqual([
    'a grants policy: buckets[0].bucketName',
    'a grants policy: buckets[1].account',
  ]);
});

test('through an access point the grants hold at the point too, and a sound account is taken', () => {
  const accessPointArn = 'arn:aws:s3:us-east-1:111122223333:accesspoint/acme-point';
  const { statements } = grantsPolicy({
    region: 'us-east-1',
    buckets: [
      {
        bucketName: 'acme',
        account: '111122223333',
        accessPointArn,
        grants: [{ prefix: 'in/', allow: ['get'] }],
      },
    ],
  });
  const [objects] = statements.map(({ statement }) => statement);
  expect(objects?.Resource).toEqual(['arn:aws:s3:::acme/in/*', `${accessPointArn}/object/in/*`]);
});

describe('the policies of an access point and its bucket', () => {
  const tenant = defineTenant({
    ...ACME,
    accessPoint: { name: 'acme-point' },
    grants: [
      { prefix: 'to-amperity/', allow: ['get', 'list'] },
      { prefix: 'from-amperity/', allow: ['put', 'delete'], extraActions: ['s3:PutObjectTagging'] },
    ],
  });
  const point: AccessPointGrants = {
    accessPointName: 'acme-point',
    account: tenant.account,
    region: tenant.region,
    roleArn: targetRoleArn(tenant),
    grants: tenant.grants,
  };
  const withoutIds = (policy: Policy | undefined) =>
    policy?.statements.map(({ statement: { Sid: _, ...rest } }) => rest);

  test("are those of a tenant's, but for the names of statements", () => {
    expect(withoutIds(accessPointGrantsPolicy(point))).toEqual(withoutIds(accessPointPolicy(tenant)));
    const { bucket, region } = tenant;
    const closed = closedBucketPolicy({ bucketName: bucket.name, region, accessPoints: [point] });
    expect(withoutIds(closed)).toEqual(withoutIds(bucketPolicy(tenant, [])));
    expect(grantedAccessPointArn(point)).toBe('arn:aws:s3:us-east-1:111122223333:accesspoint/acme-point');
  });

  test('have each statement id once, with several access points on one bucket', () => {
    const other = { ...point, accessPointName: 'other-point' };
    const { statements } = closedBucketPolicy({
      bucketName: 'acme-exchange',
      region: 'us-east-1',
      accessPoints: [point, other],
    });
    const ids = statements.map(({ statement }) => statement.Sid);
    expect(new Set(ids).size).toBe(ids.length);
    expect(statements.length).toBeGreaterThan(5);
  });

  test('without an access point refuses plain HTTP alone, also for a bucket that only Terraform knows', () => {
    const bucketName = '${TfToken[TOKEN.12]}';
    expect(documentOf(closedBucketPolicy({ bucketName, region: 'cn-north-1' })).Statement).toMatchObject([
      { Effect: 'Deny', Resource: [`arn:aws-cn:s3:::${bucketName}`, `arn:aws-cn:s3:::${bucketName}/*`] },
    ]);
  });

  test.each<[string, Partial<AccessPointGrants>, string]>([
    ['a name that AWS refuses', { accessPointName: 'Point' }, 'accessPointName is "Point": '],
    ['an account that is none', { account: '1234' }, 'account is "1234": '],
    ["a role's name for its ARN", { roleArn: 'acme' }, "the role's ARN is needed, written out"],
    [
      "a user's ARN",
      { roleArn: 'arn:aws:iam::111122223333:user/acme' },
      "the role's ARN is needed, written out",
    ],
    [
      'a role of another account',
      { roleArn: 'arn:aws:iam::444455556666:role/acme' },
      'the role has to be in the account 111122223333',
    ],
    ['no grant', { grants: [] }, 'at least one grant is needed'],
    [
      'a prefix without its slash',
      { grants: [{ prefix: 'in', allow: ['get'] }] },
      'grants[0].prefix is "in": ',
    ],
  ])('refuse %s, each in its words', (_, wrong, message) => {
    const broken = { ...point, ...wrong };
    expect(refusal(() => accessPointGrantsPolicy(broken))).toContain(message);
    const ofBucket = { bucketName: 'acme-exchange', region: 'us-east-1', accessPoints: [point, broken] };
    const text = refusal(() => closedBucketPolicy(ofBucket));
    expect(text).toContain('a bucket policy: accessPoints[1].');
    expect(text).toContain(message);
  });
});

describe('a trust policy of values', () => {
  const sound = { principals: [AMPERITY], externalIds: ['acme-amperity-1'] };

  test('names each statement after whom it lets in, in order, and the verifier last', () => {
    const verifier = 'arn:aws:iam::111122223333:role/ci';
    const other = 'arn:aws:iam::999988887777:role/other';
    const made = vendorTrustPolicy({
      principals: [AMPERITY, other],
      externalIds: ['old-id', 'new-id'],
      verifier,
    });
    expect(made.name).toBe('trust');
    expect(made.statements.map(({ statement: { Sid, Principal } }) => [Sid, Principal])).toEqual([
      ['Vendor1', { AWS: AMPERITY }],
      ['Vendor2', { AWS: other }],
      ['Verifier', { AWS: verifier }],
    ]);
    expect(vendorTrustPolicy(sound).statements).toHaveLength(1);
  });

  test('takes two external IDs at most, and blanks for no reason to have none', () => {
    const ids = ['a-first-id', 'a-second-id', 'a-third-id'];
    expect(refusal(() => vendorTrustPolicy({ ...sound, externalIds: ids }))).toContain(
      'two external IDs at most',
    );
    const without = { ...sound, externalIds: [], acceptNoExternalId: '  ' };
    expect(refusal(() => vendorTrustPolicy(without))).toContain('needs an external ID');
  });

  test('has one statement a principal, each with the external ID', () => {
    const { Statement } = documentOf(
      vendorTrustPolicy({ ...sound, verifier: 'arn:aws:iam::111122223333:role/ci' }),
    );
    expect(Statement.map(({ Condition }) => Condition)).toEqual(
      Array(2).fill({ StringEquals: { 'sts:ExternalId': 'acme-amperity-1' } }),
    );
  });

  test.each([
    ['nobody', { ...sound, principals: [] }, 'at least one principal'],
    ['everybody', { ...sound, principals: ['*'] }, 'principals[0] is "*": '],
    ['a verifier that is no principal', { ...sound, verifier: 'ci' }, 'verifier is "ci": '],
    ['no external ID without a reason', { ...sound, externalIds: [] }, 'acceptNoExternalId'],
    ['an external ID that AWS refuses', { ...sound, externalIds: ['a b'] }, 'externalIds[0] is "a b": '],
    ['three external IDs', { ...sound, externalIds: ['one', 'two', 'three'] }, 'two external IDs at most'],
  ])('refuses %s', (_, props, message) => {
    expect(refusal(() => vendorTrustPolicy(props))).toContain(message);
  });
});
