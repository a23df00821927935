/** What is there already: imported with all that is set, refused until it is known, and kept while others share it. */
import { Testing } from 'cdktf';
import type { AdoptedRole, Adoption } from '../../config/adoption/adoption';
import type { Tenant } from '../../config/tenant/tenant';
import { LIFECYCLE_RULES } from '../../config/values/bucket-settings';
import type { JsonRecord } from '../../config/values/json-value';
import { identityPolicies } from '../../policies/access-policy';
import { adoptionLosses } from '../../policies/adoption/adoption-losses';
import { bucketPolicy } from '../../policies/bucket-policy';
import { policyJson } from '../../policies/policy-document';
import { trustPolicy } from '../../policies/trust-policy';
import { TenantStack } from '../../stacks/tenant-stack';
import { aTenant } from '../a-tenant';

interface Synthesised {
  readonly resource: { readonly terraform_data?: Readonly<Record<string, unknown>> };
  readonly import?: readonly { readonly id: string; readonly to: string }[];
}

interface Choice {
  readonly sharers?: readonly Tenant[];
  readonly allowLoss?: boolean;
  readonly adoption?: Adoption;
}

function synth(tenant: Tenant, choice: Choice = {}): Synthesised {
  return JSON.parse(Testing.synth(new TenantStack(Testing.app(), tenant.name, { tenant, ...choice }), true));
}

const BUCKET_TYPES = [
  'aws_s3_bucket',
  'aws_s3_bucket_lifecycle_configuration',
  'aws_s3_bucket_ownership_controls',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_public_access_block',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_s3_bucket_versioning',
];

const EXPIRES = { Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } };

/** What the tenant's stack has made once is there, and nothing of it would be lost. `rules`: of the bucket, beside. */
function there(rules: JsonRecord = {}): Adoption {
  const tenant = aTenant();
  const policies = identityPolicies(tenant).map((policy) => [policy.name, policyJson(policy)]);
  return {
    bucket: {
      name: tenant.bucket.name,
      region: tenant.region,
      settings: {
        policy: policyJson(bucketPolicy(tenant, [])),
        publicAccessBlock: {},
        ownership: { ObjectOwnership: 'BucketOwnerEnforced' },
        encryption: { Algorithm: 'AES256' },
        versioning: { Status: 'Enabled' },
        lifecycle: { [LIFECYCLE_RULES.expireVersions]: EXPIRES, ...rules },
      },
    },
    role: {
      name: tenant.target.name,
      path: tenant.target.path,
      maxSessionDuration: 3600,
      trustPolicy: policyJson(trustPolicy(tenant)),
      tags: {},
      inlinePolicies: Object.fromEntries(policies),
      attachedPolicies: [],
    },
    approved: [],
  };
}

test('what is there already is imported, not made', () => {
  const stack = synth(aTenant({ adopt: ['bucket', 'role'] }), { adoption: there() });
  expect(stack.import?.map(({ id, to }) => `${to.split('.')[0]} ${id}`).sort()).toEqual(
    [
      'aws_iam_role s3-handshake-acme-prod',
      'aws_iam_role_policies_exclusive s3-handshake-acme-prod',
      'aws_iam_role_policy s3-handshake-acme-prod:s3-handshake-access',
      'aws_iam_role_policy_attachments_exclusive s3-handshake-acme-prod',
      ...BUCKET_TYPES.map((type) => `${type} acme-exchange`),
    ].sort(),
  );
  expect(synth(aTenant()).import).toBeUndefined();
});

test('what is not there is made and not imported: a bucket without versions, a role without our policy', () => {
  const { policy: _, ...others } = there().bucket?.settings ?? {};
  const stack = synth(aTenant({ adopt: ['bucket'] }), {
    adoption: {
      ...there(),
      bucket: {
        name: 'acme-exchange',
        region: 'us-east-1',
        settings: { ...others, versioning: { Status: 'Off' } },
      },
    },
  });
  const types = stack.import?.map(({ to }) => to.split('.')[0]) ?? [];
  expect(types).not.toContain('aws_s3_bucket_policy');
  expect(types).not.toContain('aws_s3_bucket_versioning');
  expect(types).toHaveLength(5);
});

describe('what is taken over is refused', () => {
  const refusalOf = (stack: Synthesised) =>
    JSON.stringify(
      Object.entries(stack.resource.terraform_data ?? {}).filter(([id]) => id.startsWith('adoption')),
    );
  const adopting = aTenant({ adopt: ['bucket', 'role'] });

  test('where nobody looked at it, or at another one', () => {
    expect(refusalOf(synth(adopting))).toContain('s3-handshake adopt acme-prod --record');
    const { role, ...without } = there();
    expect(refusalOf(synth(adopting, { adoption: without }))).toContain('the role s3-handshake-acme-prod');
    const other = { ...there(), role: { ...role, name: 'another' } as AdoptedRole };
    expect(refusalOf(synth(adopting, { adoption: other, allowLoss: true }))).toContain(
      'does not say what is there',
    );
  });

  test('where something would be lost, until that is approved', () => {
    const losing = there({ logs: { Status: 'Enabled' } });
    expect(refusalOf(synth(adopting, { adoption: losing }))).toContain('the lifecycle rule logs is removed');
    expect(refusalOf(synth(adopting, { adoption: losing, allowLoss: true }))).toBe('[]');
    const approved = adoptionLosses(adopting, [], losing).map(({ id }) => id);
    expect(refusalOf(synth(adopting, { adoption: { ...losing, approved } }))).toBe('[]');
    const changed = there({ logs: { Status: 'Disabled' } });
    expect(refusalOf(synth(adopting, { adoption: { ...changed, approved } }))).toContain(
      'the lifecycle rule logs',
    );
  });

  test('where the role would be recreated, whatever is approved', () => {
    const moved = { ...there(), role: { ...there().role, path: '/elsewhere/' } as AdoptedRole };
    expect(refusalOf(synth(adopting, { adoption: moved, allowLoss: true }))).toContain(
      'set role.path: /elsewhere/',
    );
  });
});

test('the stack of a shared bucket is not destroyed while others share it, and the error names them', () => {
  const sharer = (name: string, access: Tenant['access'] = 'active') =>
    aTenant({ name, access, bucket: { existing: true } });
  const sharers = [sharer('acme-segment'), sharer('acme-gone', 'revoked')];
  const { terraform_data: data = {} } = synth(aTenant(), { sharers }).resource;
  expect(data['shared-with-acme-segment']).toMatchObject({ lifecycle: { prevent_destroy: true } });
  expect(Object.keys(data).filter((id) => id.startsWith('shared'))).toEqual(['shared-with-acme-segment']);
});
