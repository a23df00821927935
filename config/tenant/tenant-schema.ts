/** The schema of a tenant's file: what each field may hold by itself. What fields mean together is in `tenant-rules.ts`. */
import type { z } from 'zod';
import { ACCESSES, type Access } from '../values/access';
import { ACCESS_POINT_NAME_PATTERN, accessPointNameProblem } from '../values/access-point-name';
import { ACCOUNT_PATTERN, accountProblem } from '../values/aws-account';
import { BUCKET_NAME_PATTERN, bucketNameProblem } from '../values/bucket-name';
import { EXTERNAL_ID_PATTERN, externalIdProblem } from '../values/external-id';
import { extraActionProblem } from '../values/extra-action';
import { ROLE_NAME_PATTERN, ROLE_PATH_PATTERN, roleNameProblem, rolePathProblem } from '../values/iam-name';
import { kmsKeyProblem } from '../values/kms-key';
import { managedPolicyProblem } from '../values/managed-policy';
import { logPrefixProblem, prefixProblem } from '../values/prefix';
import { principalProblem } from '../values/principal';
import { REGION_PATTERN, regionProblem } from '../values/region';
import { tagKeyProblem, tagValueProblem } from '../values/tag';
import { tagTwinProblem } from '../values/tag-keys';
import { TENANT_NAME_PATTERN, tenantNameProblem } from '../values/tenant-name';
import { TIMESTAMP_PATTERN, timestampProblem } from '../values/timestamp';
import {
  eachOnce,
  fields,
  list,
  oneOf,
  oneOrMany,
  text,
  textMap,
  wholeNumber,
  words,
  yesOrNo,
} from '../yaml/schema-parts';

/** Seconds. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const SESSION_DURATION = { least: 3600, most: 43_200 } as const;

const principalText = (description: string) =>
  text(principalProblem, {
    description,
    examples: ['arn:aws:iam::111122223333:role/name', 'arn:aws:iam::111122223333:root'],
  });

const accountText = (description: string) =>
  text(accountProblem, { description, pattern: ACCOUNT_PATTERN.source, examples: ['111122223333'] });

export const regionText = (description: string) =>
  text(regionProblem, {
    description,
    pattern: REGION_PATTERN.source,
    examples: ['us-east-1', 'eu-central-1'],
  });

export const bucketNameText = (description: string) =>
  text(bucketNameProblem, { description, pattern: BUCKET_NAME_PATTERN.source });

export const kmsKeyText = (description: string) =>
  text(kmsKeyProblem, { description, pattern: '^arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/' });

export const rolePathText = (description: string) =>
  text(rolePathProblem, { description, pattern: ROLE_PATH_PATTERN.source, examples: ['/vendors/'] });

export const sessionDuration = (description: string) =>
  wholeNumber(SESSION_DURATION.least, SESSION_DURATION.most, 'seconds', {
    description,
    default: SESSION_DURATION.least,
  });

export const noncurrentDays = (description: string) => wholeNumber(1, 3650, 'days', { description });

export const tagMap = (description: string) =>
  textMap((key, keys) => tagKeyProblem(key) ?? tagTwinProblem(key, keys), tagValueProblem, { description });

const bucket = fields(
  {
    name: bucketNameText("The bucket's name"),
    existing: yesOrNo({
      description:
        'True where somebody else makes the bucket: the kit then manages nothing on it. Default: false',
    }).optional(),
    encryption: fields(
      { kmsKeyArn: kmsKeyText("The key's ARN, in the bucket's region. An alias will not do") },
      { description: 'Encryption with a KMS key. Default: SSE-S3' },
      { kmsKeyId: 'the field is called kmsKeyArn and takes the whole ARN' },
    ).optional(),
    logging: fields(
      {
        bucket: bucketNameText('The bucket that access logs are written to: same account, same region'),
        prefix: text(logPrefixProblem, {
          description: "The prefix of the logs' keys, such as s3/acme/",
        }).optional(),
      },
      { description: 'Server access logging. Default: what the fleet says' },
    ).optional(),
    aclsDisabled: yesOrNo({
      description:
        'Of an existing bucket: its Object Ownership is “Bucket owner enforced”. A vendor that sends an ACL with its uploads is given the right to only then. Default: false',
    }).optional(),
    noncurrentVersionDays: noncurrentDays(
      'Days after which versions that were overwritten or deleted expire. Default: what the fleet says, else 30',
    ).optional(),
    preventDestroy: yesOrNo({
      description: "Terraform's prevent_destroy: a plan that would destroy the bucket fails. Default: true",
    }).optional(),
    forceDestroy: yesOrNo({
      description: "Terraform's force_destroy: a destroy empties the bucket first. Default: false",
    }).optional(),
  },
  { description: 'The bucket that is shared' },
);

/** What vendors' documents call it, in small letters. */
const ACCESS_SYNONYMS: Readonly<Record<string, Access | readonly Access[]>> = {
  read: 'get',
  download: 'get',
  getobject: 'get',
  's3:getobject': 'get',
  write: 'put',
  upload: 'put',
  create: 'put',
  putobject: 'put',
  's3:putobject': 'put',
  ls: 'list',
  browse: 'list',
  listbucket: 'list',
  's3:listbucket': 'list',
  remove: 'delete',
  deleteobject: 'delete',
  's3:deleteobject': 'delete',
  rw: ['get', 'put'],
  readwrite: ['get', 'put'],
  'read-write': ['get', 'put'],
  all: ACCESSES,
  full: ACCESSES,
  '*': ACCESSES,
  's3:*': ACCESSES,
};

const grant = fields(
  {
    prefix: text(prefixProblem, {
      description: 'Where the grant begins; ends in /, or is empty for the whole bucket',
      pattern: '^$|^[^/*?].*/$',
      examples: ['to-amperity/'],
    }),
    allow: list(
      oneOf(ACCESSES, { description: 'What is allowed below the prefix' }, ACCESS_SYNONYMS),
      { description: 'What is allowed below the prefix, any of get, put, list and delete' },
      eachOnce,
    ),
    extraActions: list(
      text(extraActionProblem, {
        description: 'An S3 action on objects by its exact name',
        pattern: '^s3:[A-Za-z]+$',
      }),
      {
        description: 'S3 actions on objects beyond allow, by their exact names, such as s3:PutObjectTagging',
      },
      eachOnce,
    ).optional(),
  },
  { description: 'A prefix, and what the vendor may do below it' },
);

const role = fields(
  {
    name: text(roleNameProblem, {
      description: "The role's name. Default: s3-handshake-<tenant>",
      pattern: ROLE_NAME_PATTERN.source,
    }).optional(),
    path: rolePathText("The role's path. Default: what the fleet says, else /").optional(),
    maxSessionDuration: sessionDuration(
      'Seconds that a session may last, 3,600 to 43,200. Default: what the fleet says, else 3,600',
    ).optional(),
    permissionsBoundary: text(managedPolicyProblem, {
      description:
        "ARN of the managed policy that bounds the role's rights. Default: what the fleet says, else none",
    }).optional(),
    tags: tagMap(
      "Tags on the role alone, beside those on all that is made: an organization's policies may exempt it by them",
    ).optional(),
  },
  { description: 'The role that the vendor assumes' },
  {
    arn: "the role's ARN follows from account, path and name",
    externalId: 'externalId stands at the top of the file',
  },
);

const VPC_ONLY =
  'an access point that is only for a VPC cannot be used by a vendor outside of it; leave this out: the access point is reached over the internet, by those whom its policy lets in';

const accessPoint = fields(
  {
    name: text(accessPointNameProblem, {
      description: "The access point's name; it is published in DNS",
      pattern: ACCESS_POINT_NAME_PATTERN.source,
    }),
  },
  { description: 'An S3 access point on the bucket, through which the vendor may be sent' },
  { vpc: VPC_ONLY, vpcId: VPC_ONLY, vpcConfiguration: VPC_ONLY, networkOrigin: VPC_ONLY },
);

const externalId = text(externalIdProblem, {
  description: 'An external ID, 2 to 1,224 characters',
  pattern: EXTERNAL_ID_PATTERN.source,
});

export const tenantSchema = fields(
  {
    tenant: text(tenantNameProblem, {
      description: "The tenant's name, which is also the file's and the stack's",
      pattern: TENANT_NAME_PATTERN.source,
    }),
    customer: words({ description: 'Whose account it is. External IDs are never shared by two customers' }),
    vendor: words({
      description: 'The vendor: a profile in vendors/',
      examples: ['amperity', 'channelmix', 'custom'],
    }),
    account: accountText("The customer's AWS account, twelve digits in quotes"),
    region: regionText("The bucket's region. Default: what the fleet says").optional(),
    credentials: oneOf(
      ['role', 'access-key'],
      {
        description:
          'role: the vendor assumes a role; access-key: it comes with the key of a user, for vendors that cannot assume a role. Default: role',
        default: 'role',
      },
      { 'assume-role': 'role', key: 'access-key', keys: 'access-key', 'access-keys': 'access-key' },
    ).optional(),
    principal: oneOrMany(
      principalText("ARN of a role, a user or an account's root"),
      {
        description:
          "ARN of the vendor's principal that assumes the role, or a list of them; from the vendor's screen",
      },
      eachOnce,
    ).optional(),
    externalId: oneOrMany(
      externalId,
      {
        description:
          "The external ID, from the vendor's screen or made for it; a list of two while they are rotated",
      },
      (ids) =>
        eachOnce(ids) ??
        (ids.length > 2 ? 'holds more than two: the old one and the new one while rotating' : undefined),
    ).optional(),
    acceptNoExternalId: words({
      description:
        'Why it is accepted that the vendor uses no external ID; needed then, and shown in every report',
    }).optional(),
    bucket,
    grants: list(grant, { description: 'What the vendor may do, prefix by prefix' }),
    role: role.optional(),
    accessPoint: accessPoint.optional(),
    verifier: fields(
      { principal: principalText('ARN of who else may assume the role, to verify it') },
      { description: 'Who else may assume the role, to verify it' },
    ).optional(),
    access: oneOf(['active', 'suspended', 'revoked'], {
      description:
        'active; suspended: everything is denied, all else is untouched; revoked: role, policies and access point go, the bucket stays. Default: active',
      default: 'active',
    }).optional(),
    revokeSessionsBefore: text(timestampProblem, {
      description: 'A time in UTC: sessions that began before are denied. Written when a tenant is resumed',
      pattern: TIMESTAMP_PATTERN.source,
      examples: ['2026-11-23T18:00:00Z'],
    }).optional(),
    adopt: list(
      oneOf(['bucket', 'role'], { description: 'What is there already' }),
      { description: 'What is there already and is taken over as it is, by import: bucket, role' },
      eachOnce,
    ).optional(),
    tags: tagMap("Tags on all that is made, beside the fleet's").optional(),
  },
  { description: 'One customer environment shared with one vendor' },
  {
    roleName: "the role's name stands under role: role: { name: … }",
    bucketName: "the bucket's name stands under bucket: bucket: { name: … }",
    roleArn: "the target role's ARN follows from account and role; the vendor's ARN is called principal",
    prefix: 'prefixes stand under grants: - { prefix: …, allow: […] }',
    status: 'the field is called access: active, suspended or revoked',
    accessKey: 'the field is called credentials: access-key; the key itself stands in no file',
  },
);

/** A tenant's file as it is written. */
export type TenantFile = z.infer<typeof tenantSchema>;
