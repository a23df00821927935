/** What the kit writes itself is what lint asks for: nothing is found in any form of it. */

import { lintText } from '../../../actions/lint/lint';
import type { Tenant } from '../../../config/tenant/tenant';
import { accessPointPolicy } from '../../../policies/access-point-policy';
import { identityPolicies } from '../../../policies/access-policy';
import { bucketPolicy, statementsForBucketOwner } from '../../../policies/bucket-policy';
import { statementsForKeyOwner } from '../../../policies/key-policy';
import { documentOf, type Policy } from '../../../policies/policy-document';
import { trustPolicy } from '../../../policies/trust-policy';
import { aTenant, type TenantChange, vendor } from '../../a-tenant';

/** No example accounts and no row of digits: lint would rightly name them. */
function tenant(change: TenantChange = {}): Tenant {
  return aTenant({
    account: '275839104628',
    vendorPrincipals: ['arn:aws:iam::640914827355:role/prod/amperity-plugin'],
    externalIds: ['48210573916602847715'],
    ...change,
  });
}

const KEY = 'arn:aws:kms:us-east-1:275839104628:key/4f0c1f9e-6a0f-4a4a-9a36-5d1f0b3a2c77';
const everything = { id: 'x', allow: ['get', 'put', 'list', 'delete'] } as const;

const tenants: Readonly<Record<string, Tenant>> = {
  plain: tenant(),
  'the whole bucket': tenant({ grants: [{ prefix: '', allow: everything.allow, extraActions: [] }] }),
  'listing only': tenant({ grants: [{ prefix: 'in/', allow: ['list'], extraActions: [] }] }),
  'reading only': tenant({
    grants: [{ prefix: 'in/', allow: ['get'], extraActions: ['s3:GetObjectTagging'] }],
  }),
  'an access point': tenant({ accessPoint: { name: 'acme-amperity' } }),
  'a KMS key': tenant({ bucket: { kmsKeyArn: KEY }, accessPoint: { name: 'acme-amperity' } }),
  suspended: tenant({ access: 'suspended', revokeSessionsBefore: '2026-03-01T00:00:00Z' }),
  'two external IDs while rotating': tenant({
    externalIds: ['48210573916602847715', '90337718254406152938'],
  }),
  'a verifier': tenant({ verifier: { principal: 'arn:aws:iam::275839104628:role/ci' } }),
  'session tags, itself, the whole bucket told of': tenant({
    vendor: {
      ...vendor('amperity'),
      selfAssume: true,
      trustActions: ['sts:TagSession'],
      bucketWideActions: ['s3:ListBucketMultipartUploads', 's3:GetBucketNotification'],
    },
  }),
  'another partition': tenant({
    partition: 'aws-cn',
    region: 'cn-north-1',
    vendorPrincipals: ['arn:aws-cn:iam::640914827355:role/loader'],
    bucket: { kmsKeyArn: KEY.replace('aws', 'aws-cn').replace('us-east-1', 'cn-north-1') },
  }),
};

function policiesOf(one: Tenant): readonly Policy[] {
  return [
    trustPolicy(one),
    ...identityPolicies(one),
    bucketPolicy(one, []),
    statementsForBucketOwner(one),
    accessPointPolicy(one),
    statementsForKeyOwner(one),
  ].filter((policy) => policy !== undefined);
}

const cases = Object.entries(tenants).flatMap(([form, one]) =>
  policiesOf(one).map((policy) => ({ form, name: policy.name, document: documentOf(policy) })),
);

it.each(cases)('$form: $name', async ({ document }) => {
  const { findings, policies } = await lintText(JSON.stringify(document, null, 2));
  expect(policies).toHaveLength(1);
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});

it.each([
  ['trust', trustPolicy],
  ['identity', (one: Tenant) => identityPolicies(one)[0]],
  ['bucket', (one: Tenant) => bucketPolicy(one, [])],
  ['access-point', accessPointPolicy],
  ['key', statementsForKeyOwner],
] as const)('tells a %s policy by itself', async (kind, policyOf) => {
  const policy = policyOf(tenant({ bucket: { kmsKeyArn: KEY }, accessPoint: { name: 'acme-amperity' } }));
  const { policies } = await lintText(policy ? JSON.stringify(documentOf(policy)) : '');
  expect(policies.map((found) => found.kind)).toEqual([kind]);
});

it('marks the trust of a vendor that supports no external ID', async () => {
  const one = tenant({
    vendor: vendor('channelmix'),
    externalIds: [],
    acceptNoExternalId: 'ChannelMix has none',
    vendorPrincipals: ['arn:aws:iam::640914827355:root'],
  });
  const { findings } = await lintText(JSON.stringify(documentOf(trustPolicy(one))));
  expect(findings.map(({ rule }) => rule)).toEqual(['trust-without-external-id']);
});
