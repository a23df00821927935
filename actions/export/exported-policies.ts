/** The policies that an export holds, each in a file of its own: those who must approve read them beside the Terraform. */
import { makerOf, type Project, sharersOf } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { statementsForBucketOwner } from '../../policies/bucket-policy';
import { deployerPolicy } from '../../policies/deployer-policy';
import { statementsForKeyOwner } from '../../policies/key-policy';
import type { Policy } from '../../policies/policy-document';
import { type AttachedPolicy, tenantPolicies } from '../../policies/tenant-policies';

export interface PolicyFile {
  /** Relative to the export's folder. */
  readonly file: string;
  readonly says: string;
  readonly policy: Policy;
  /** Whether its statements are for the owner of a bucket or key to add. */
  readonly isForOwner: boolean;
}

const WHAT: Readonly<Record<AttachedPolicy['kind'], string>> = {
  trust: 'who may assume the role',
  role: 'what the role may do',
  user: 'what the user may do',
  bucket: "the bucket's policy",
  'access-point': "the access point's policy",
};

export function exportedPolicies(tenant: Tenant, project: Project): readonly PolicyFile[] {
  const deployed = tenantPolicies(tenant, sharersOf(project, tenant)).map(
    ({ kind, policy }): PolicyFile => ({
      file: `policies/${kind}.json`,
      says: WHAT[kind],
      policy,
      isForOwner: false,
    }),
  );
  const deployer: PolicyFile = {
    file: 'policies/deployer.json',
    says: 'the rights that applying this needs',
    policy: deployerPolicy([tenant]),
    isForOwner: false,
  };
  return [...deployed, ...(tenant.access === 'revoked' ? [] : policiesForOwners(tenant, project)), deployer];
}

function policiesForOwners(tenant: Tenant, project: Project): readonly PolicyFile[] {
  const isStrangers = tenant.bucket.existing && makerOf(project, tenant) === undefined;
  const key = statementsForKeyOwner(tenant);
  return [
    ...(isStrangers
      ? [
          {
            file: 'policies/add-to-bucket.json',
            says: `statements that the owner of the bucket ${tenant.bucket.name} adds to its policy`,
            policy: statementsForBucketOwner(tenant),
            isForOwner: true,
          },
        ]
      : []),
    ...(key
      ? [
          {
            file: 'policies/add-to-key.json',
            says: `the statement that the owner of the key ${tenant.bucket.kmsKeyArn} adds to its policy`,
            policy: key,
            isForOwner: true,
          },
        ]
      : []),
  ];
}
