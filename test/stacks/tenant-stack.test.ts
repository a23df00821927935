import { TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import type { FleetState } from '../../config/fleet/fleet';
import type { Tenant } from '../../config/tenant/tenant';
import { makeTenantResources } from '../../constructs/tenant-resources';
import { TenantStack } from '../../stacks/tenant-stack';
import { aKeyTenant, aTenant, vendor } from '../a-tenant';

interface Synthesised {
  readonly provider: { readonly aws: readonly Record<string, unknown>[] };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly removed?: readonly { readonly from: string; readonly lifecycle: { readonly destroy: boolean } }[];
  readonly import?: readonly { readonly id: string; readonly to: string }[];
  readonly terraform: { readonly backend: Readonly<Record<string, Record<string, unknown>>> };
}

interface Choice {
  readonly sharers?: readonly Tenant[];
  readonly state?: FleetState;
  readonly allowReplacement?: boolean;
  readonly local?: boolean;
}

function synth(
  tenant: Tenant,
  { sharers = [], state = { kind: 'local' }, ...rest }: Choice = {},
): Synthesised {
  const stack = new TenantStack(Testing.app(), tenant.name, {
    tenant,
    sharers,
    state,
    allowReplacement: rest.allowReplacement ?? false,
    ...(rest.local ? { localAws: { url: 'http://127.0.0.1:4566' } } : {}),
  });
  return JSON.parse(Testing.synth(stack, true)) as Synthesised;
}

/** The only resource of a type. */
function only(stack: Synthesised, type: string): Record<string, unknown> {
  const all = Object.values(stack.resource[type] ?? {});
  expect(all).toHaveLength(1);
  return all[0] ?? {};
}

function types(stack: Synthesised): readonly string[] {
  return Object.keys(stack.resource).sort();
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
const USER_TYPES = [
  'aws_iam_user',
  'aws_iam_user_policies_exclusive',
  'aws_iam_user_policy',
  'aws_iam_user_policy_attachments_exclusive',
];
const ROLE_TYPES = [
  'aws_iam_role',
  'aws_iam_role_policies_exclusive',
  'aws_iam_role_policy',
  'aws_iam_role_policy_attachments_exclusive',
];

test('a whole tenant, as it is synthesised', () => {
  const stack = synth(
    aTenant({
      accessPoint: { name: 'acme-point' },
      bucket: {
        kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d',
        logging: { bucket: 'acme-logs', prefix: 'exchange/' },
      },
      verifier: { principal: 'arn:aws:iam::111122223333:role/ci' },
      deployRole: 'arn:aws:iam::111122223333:role/deployer',
    }),
  );
  expect({ ...stack, terraform: undefined }).toMatchSnapshot();
});

test('a tenant makes its bucket with all that keeps it closed, its role, and nothing else', () => {
  expect(types(synth(aTenant()))).toEqual([...ROLE_TYPES, ...BUCKET_TYPES, 'terraform_data'].sort());
});

test('nothing is managed on an existing bucket', () => {
  const stack = synth(aTenant({ bucket: { existing: true }, accessPoint: { name: 'acme-point' } }));
  expect(types(stack)).toEqual([...ROLE_TYPES, 'aws_s3_access_point', 'terraform_data']);
  expect(only(stack, 'aws_s3_access_point').bucket).toBe('acme-exchange');
});

/** Addresses of a stack's resources, without the guards. */
function addresses({ resource }: Synthesised): readonly string[] {
  return Object.entries(resource ?? {})
    .filter(([type]) => type !== 'terraform_data')
    .flatMap(([type, made]) => Object.keys(made).map((name) => `${type}.${name}`))
    .sort();
}

const forgotten = ({ removed = [] }: Synthesised): readonly string[] =>
  removed.map(({ from }) => from).sort();

test.each([
  ['of the stack itself', (stack: TerraformStack) => stack],
  ["of an app's own construct", (stack: TerraformStack) => new Construct(new Construct(stack, 'our'), 'own')],
])('a bucket %s that the file no longer makes is forgotten, and nothing of it destroyed', (_, scopeIn) => {
  const synthesised = (existing: boolean): Synthesised => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    const bucket = existing ? { existing } : { logging: { bucket: 'logs', prefix: '' } };
    makeTenantResources(scopeIn(stack), { tenant: aTenant({ access: 'revoked', bucket }) });
    return JSON.parse(Testing.synth(stack));
  };
  const before = addresses(synthesised(false));
  expect(before).toHaveLength(BUCKET_TYPES.length + 1);
  const now = synthesised(true);
  expect(forgotten(now)).toEqual(before);
  expect(now.removed?.every(({ lifecycle }) => !lifecycle.destroy)).toBe(true);
  expect(forgotten(synthesised(false))).toEqual([]);
});

test('a revoked tenant keeps its bucket and the protection, and nothing by which a vendor gets in', () => {
  const stack = synth(aTenant({ access: 'revoked', accessPoint: { name: 'acme-point' } }));
  expect(types(stack)).toEqual([...BUCKET_TYPES, 'terraform_data']);
  expect(Object.keys(stack.output ?? {})).toEqual(['BucketName']);
});

test('a revoked tenant on an existing bucket leaves an empty stack that still synthesises', () => {
  const stack = synth(aTenant({ access: 'revoked', bucket: { existing: true } }));
  expect(stack.resource).toBeUndefined();
});

test('a suspended role denies everything, and nobody may assume it', () => {
  const stack = synth(aTenant({ access: 'suspended' }));
  const trust = JSON.parse(String(only(stack, 'aws_iam_role').assume_role_policy));
  expect(trust.Statement.map(({ Effect }: { Effect: string }) => Effect)).toEqual(['Deny']);
  const inline = JSON.parse(String(only(stack, 'aws_iam_role_policy').policy));
  expect(inline.Statement[0]).toEqual({ Sid: 'Suspended', Effect: 'Deny', Action: '*', Resource: '*' });
});

describe('a tenant whose vendor comes with an access key', () => {
  const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
  const stack = synth(aKeyTenant({ target: { permissionsBoundary: BOUNDARY } }));

  test('has a user instead of a role, with one inline policy and no others', () => {
    expect(types(stack)).toEqual([...USER_TYPES, ...BUCKET_TYPES, 'terraform_data'].sort());
    expect(only(stack, 'aws_iam_user')).toMatchObject({
      name: 's3-handshake-acme-prod',
      path: '/vendors/',
      permissions_boundary: BOUNDARY,
      force_destroy: true,
      tags: { owner: 'data-platform', 's3-handshake:tenant': 'acme-prod' },
    });
    expect(only(stack, 'aws_iam_user_policy').name).toBe('s3-handshake-access');
    expect(only(stack, 'aws_iam_user_policies_exclusive').policy_names).toHaveLength(1);
    expect(only(stack, 'aws_iam_user_policy_attachments_exclusive').policy_arns).toEqual([]);
  });

  test('keeps the key out of Terraform', () => {
    expect(JSON.stringify(stack)).not.toMatch(/aws_iam_access_key|secret/i);
    expect(Object.keys(stack.output ?? {})).toEqual(['BucketName', 'TargetUserArn']);
  });

  test('is guarded against being replaced', () => {
    const guards = Object.values(stack.resource.terraform_data ?? {}).map(({ input }) => input);
    expect(guards).toContainEqual({
      identity: 'arn:aws:iam::111122223333:user/vendors/s3-handshake-acme-prod',
    });
  });

  test('loses the user when it is revoked', () => {
    expect(types(synth(aKeyTenant({ access: 'revoked' })))).toEqual([...BUCKET_TYPES, 'terraform_data']);
  });
});

test('the policies of all who share the bucket stand in the stack that makes it', () => {
  const sharer = aTenant({
    name: 'acme-channelmix',
    vendor: vendor('channelmix'),
    bucket: { existing: true },
    accessPoint: { name: 'channelmix-point' },
    target: { name: 'channelmix' },
  });
  const policy = JSON.parse(
    String(only(synth(aTenant(), { sharers: [sharer] }), 'aws_s3_bucket_policy').policy),
  );
  const sids = policy.Statement.map(({ Sid }: { Sid: string }) => Sid);
  expect(sids).toContain('DenyPlainHttp');
  expect(sids).toContain('acmeXchannelmixObjects1');
});

test('destroying is a question of two switches, prevented by default', () => {
  const kept = only(synth(aTenant()), 'aws_s3_bucket');
  expect(kept).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
  const free = only(
    synth(aTenant({ bucket: { preventDestroy: false, forceDestroy: true } })),
    'aws_s3_bucket',
  );
  expect(free).toMatchObject({ force_destroy: true, lifecycle: { prevent_destroy: false } });
});

test('everything that takes tags says whose it is', () => {
  const stack = synth(aTenant());
  for (const type of ['aws_s3_bucket', 'aws_iam_role'])
    expect(only(stack, type).tags).toEqual({ owner: 'data-platform', 's3-handshake:tenant': 'acme-prod' });
});

test('no plan runs in another account, and the deployer enters by its role', () => {
  const plain = synth(aTenant()).provider.aws[0];
  expect(plain).toEqual({ allowed_account_ids: ['111122223333'], region: 'us-east-1' });
  const entered = synth(aTenant({ deployRole: 'arn:aws:iam::111122223333:role/deployer' })).provider.aws[0];
  expect(entered?.assume_role).toEqual([
    { role_arn: 'arn:aws:iam::111122223333:role/deployer', session_name: 's3-handshake-deploy' },
  ]);
});

test('the embedded AWS is a matter of the provider and the state alone, and no credentials stand in the stack', () => {
  const [provider] = synth(aTenant(), { local: true }).provider.aws;
  expect(provider).toMatchObject({ http_proxy: 'http://127.0.0.1:4566', s3_use_path_style: true });
  expect(provider).not.toHaveProperty('access_key');
  expect(synth(aTenant(), { local: true }).resource).toEqual(synth(aTenant()).resource);
});

describe('what would be replaced needs an approval', () => {
  test('each guarded identity is named in the error, with how to allow it', () => {
    const guards = Object.values(
      synth(aTenant({ accessPoint: { name: 'acme-point' } })).resource.terraform_data ?? {},
    );
    const messages = guards.map(({ lifecycle }) => JSON.stringify(lifecycle));
    expect(messages).toHaveLength(3);
    for (const words of ['bucket', 'target role', 'access point'])
      expect(messages.filter((message) => message.includes(`The ${words} `))).toHaveLength(1);
    for (const message of messages) expect(message).toContain('HANDSHAKE_ALLOW_REPLACE=acme-prod');
  });

  test('with the yes, the new identity is remembered', () => {
    const guards = Object.values(synth(aTenant(), { allowReplacement: true }).resource.terraform_data ?? {});
    expect(guards).toHaveLength(2);
    for (const guard of guards) expect(guard.lifecycle ?? {}).toEqual({});
  });
});

describe('the state', () => {
  test('is left to cdktf by default, which keeps it beside the project', () => {
    expect(synth(aTenant()).terraform.backend).toBeUndefined();
  });

  test('in S3 it is locked by S3 itself', () => {
    const state: FleetState = {
      kind: 's3',
      bucket: 'states',
      region: 'eu-west-1',
      keyPrefix: 'handshake/',
    };
    expect(synth(aTenant(), { state }).terraform.backend).toEqual({
      s3: {
        bucket: 'states',
        encrypt: true,
        key: 'handshake/acme-prod.tfstate',
        region: 'eu-west-1',
        use_lockfile: true,
      },
    });
  });

  test('in HCP Terraform each tenant has a workspace', () => {
    const state: FleetState = {
      kind: 'hcp',
      hostname: 'app.terraform.io',
      organization: 'acme',
      workspacePrefix: 'handshake-',
    };
    expect(JSON.stringify(synth(aTenant(), { state }).terraform)).toContain('handshake-acme-prod');
  });
});
