/**
 * Every policy that the kit makes, word for word, with the reason of each statement: of tenants that between them have
 * all that a file can say. What changes here changes in customers' accounts.
 */
import { boundaryPolicy } from '../../policies/boundary-policy';
import { statementsForBucketOwner } from '../../policies/bucket-policy';
import { deployerPolicy } from '../../policies/deployer-policy';
import { statementsForKeyOwner } from '../../policies/key-policy';
import type { Policy } from '../../policies/policy-document';
import { tenantPolicies } from '../../policies/tenant-policies';
import { aKeyTenant, aTenant, type TenantChange, vendor } from '../a-tenant';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-0000-4000-8000-000000000000';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
const OF_AWS = 'arn:aws:iam::aws:policy/PowerUserAccess';

/** A statement a line, its reason below it. */
function textOf({ name, statements }: Policy): readonly string[] {
  return [name, ...statements.flatMap(({ statement, reason }) => [JSON.stringify(statement), `  ${reason}`])];
}

const TENANTS: Readonly<Record<string, TenantChange>> = {
  plain: {},
  'with an access point, a key and a verifier': {
    accessPoint: { name: 'acme-point' },
    bucket: { kmsKeyArn: KEY },
    verifier: { principal: 'arn:aws:iam::111122223333:role/ci' },
  },
  'of a vendor whose role assumes itself and asks for the whole bucket': {
    vendor: vendor('databricks'),
    externalIds: ['one', 'two'],
    bucket: { kmsKeyArn: KEY },
  },
  'of the same without an external ID': {
    vendor: vendor('databricks'),
    externalIds: [],
    acceptNoExternalId: 'tried',
  },
  'without an external ID, which the vendor does not need': { externalIds: [] },
  'of a vendor that sends tags, of two principals': {
    vendor: vendor('cribl'),
    vendorPrincipals: ['arn:aws:iam::999988887777:role/a', 'arn:aws:iam::999988887777:role/b'],
  },
  'suspended, of a vendor that sends tags': { vendor: vendor('cribl'), access: 'suspended' },
  revoked: { access: 'revoked', accessPoint: { name: 'acme-point' } },
  'resumed after a suspension': { revokeSessionsBefore: '2026-11-23T18:00:00Z' },
  'in the first phase': { awaited: ['externalId'], externalIds: [] },
  'in China, on a bucket that is there': {
    partition: 'aws-cn',
    region: 'cn-north-1',
    bucket: { existing: true, kmsKeyArn: KEY.replace('aws:', 'aws-cn:') },
    accessPoint: { name: 'acme-point' },
  },
  'that reads the whole bucket and nothing else': {
    grants: [{ prefix: '', allow: ['get', 'list'], extraActions: [] }],
  },
  'that lists alone, on a bucket with a key': {
    grants: [{ prefix: 'in/', allow: ['list'], extraActions: [] }],
    bucket: { kmsKeyArn: KEY },
  },
  'that writes with actions of its own': {
    grants: [{ prefix: 'in/', allow: ['put'], extraActions: ['s3:PutObjectTagging'] }],
    bucket: { kmsKeyArn: KEY },
  },
};

const sharer = aTenant({
  name: 'other-prod',
  accessPoint: { name: 'other-point' },
  bucket: { existing: true },
});

test.each(Object.entries(TENANTS))('a tenant %s', (_, change) => {
  const tenant = aTenant(change);
  const attached = tenantPolicies(tenant, [sharer]).map(({ kind, on, policy }) => [
    kind,
    on,
    ...textOf(policy),
  ]);
  const forOwners = [statementsForBucketOwner(tenant), statementsForKeyOwner(tenant)];
  expect([...attached, ...forOwners.map((policy) => policy && textOf(policy))]).toMatchSnapshot();
});

test.each<[string, TenantChange]>([
  ['active', {}],
  ['suspended', { access: 'suspended' }],
  ['of a vendor whose role would assume itself', { vendor: vendor('databricks') }],
])('a tenant with an access key, %s', (_, change) => {
  const tenant = aKeyTenant({ bucket: { kmsKeyArn: KEY }, accessPoint: { name: 'acme-point' }, ...change });
  const attached = tenantPolicies(tenant, []).map(({ kind, on, policy }) => [kind, on, ...textOf(policy)]);
  const forKey = statementsForKeyOwner(tenant);
  expect([...attached, forKey && textOf(forKey)]).toMatchSnapshot();
});

const named = (name: string, { target, bucket, ...change }: TenantChange = {}) => ({
  ...change,
  name,
  bucket: { name: `${name}-exchange`, ...bucket },
  target: { name: `s3-handshake-${name}`, ...target },
});
const FLEET = [
  aTenant(named('free')),
  aTenant(named('rooted', { target: { path: '/' } })),
  aTenant(
    named('bounded', { target: { permissionsBoundary: BOUNDARY }, accessPoint: { name: 'bounded-point' } }),
  ),
  aTenant(named('bounded-too', { target: { permissionsBoundary: BOUNDARY }, bucket: { existing: true } })),
  aTenant(named('of-aws', { target: { permissionsBoundary: OF_AWS }, bucket: { forceDestroy: true } })),
  aKeyTenant(named('keys')),
  aKeyTenant(named('keys-rooted', { target: { path: '/', permissionsBoundary: BOUNDARY } })),
];

test('what deploys a fleet', () => {
  expect(textOf(deployerPolicy(FLEET))).toMatchSnapshot();
});

test.each(FLEET.map((tenant) => [tenant.name, tenant] as const))('what deploys %s alone', (_, tenant) => {
  expect(textOf(deployerPolicy([tenant]))).toMatchSnapshot();
});

const west = { region: 'eu-west-1', bucket: { kmsKeyArn: KEY.replace('us-east-1', 'eu-west-1') } };
const readsNothing: TenantChange = { grants: [{ prefix: 'in/', allow: ['list'], extraActions: [] }] };
test.each([
  ['a fleet', FLEET],
  ['one that lists alone', [aTenant(readsNothing)]],
  ['one that lists alone, with a key', [aTenant({ ...readsNothing, bucket: { kmsKeyArn: KEY } })]],
  [
    'keys in two regions, twice in one',
    [aTenant({ bucket: { kmsKeyArn: KEY } }), aTenant({ bucket: { kmsKeyArn: KEY } }), aTenant(west)],
  ],
  [
    'vendors whose roles assume themselves',
    [
      aTenant({ vendor: vendor('databricks') }),
      aKeyTenant({ vendor: vendor('databricks') }),
      aTenant(named('b', { vendor: vendor('databricks'), account: '444455556666' })),
    ],
  ],
  [
    'a vendor that sends an ACL',
    [aTenant({ vendor: { ...vendor('amperity'), aclHeader: { says: 'always', source: 'a page' } } })],
  ],
] as const)('the boundary of %s', (_, tenants) => {
  expect(textOf(boundaryPolicy(tenants))).toMatchSnapshot();
});
