/** The schema of `handshake.yaml`. */
import { z } from 'zod';
import {
  bucketNameText,
  kmsKeyText,
  noncurrentDays,
  regionText,
  rolePathText,
  sessionDuration,
  tagMap,
} from '../tenant/tenant-schema';
import { bucketNameProblem } from '../values/bucket-name';
import { managedPolicyProblem } from '../values/managed-policy';
import { logPrefixProblem, prefixProblem } from '../values/prefix';
import { parsePrincipal, principalProblem } from '../values/principal';
import { templateRule } from '../values/template';
import { fields, text, words } from '../yaml/schema-parts';

function roleProblem(arn: string): string | undefined {
  const problem = principalProblem(arn);
  if (problem !== undefined) return problem;
  return parsePrincipal(arn)?.form === 'role' ? undefined : 'must be the ARN of a role';
}

const roleTemplate = (description: string) =>
  text(templateRule(roleProblem), { description, examples: ['arn:aws:iam::{account}:role/deployer'] });

const WORKSPACE_NAME = /^[\w-]*$/;

const s3State = fields(
  {
    bucket: bucketNameText(
      "The bucket of the states. It must be there already: Terraform cannot keep its own bucket's state",
    ),
    region: regionText("That bucket's region"),
    keyPrefix: text(prefixProblem, {
      description:
        'Where in the bucket; ends in /. A state lies at <keyPrefix><tenant>.tfstate. Default: s3-handshake/',
    }).optional(),
    kmsKeyArn: kmsKeyText('ARN of the KMS key that encrypts the states. Default: SSE-S3').optional(),
    role: text(roleProblem, {
      description:
        "ARN of the role by which Terraform enters the account of the states' bucket. Default: none",
    }).optional(),
    profile: words({
      description: 'Profile of the AWS configuration files to use for it. Default: none',
    }).optional(),
  },
  { description: 'States in S3, locked by S3 itself' },
  {
    key: 'there is one state per tenant: give keyPrefix',
    dynamodb_table: 'S3 locks by itself (use_lockfile): no table is needed',
    dynamodbTable: 'S3 locks by itself (use_lockfile): no table is needed',
  },
);

const hcpState = fields(
  {
    organization: words({ description: 'The organization' }),
    hostname: text(
      (host) => (/^[a-z0-9.-]+(?::\d+)?$/.test(host) ? undefined : 'must be a host name, without https://'),
      {
        description: 'The host of Terraform Enterprise. Default: app.terraform.io',
      },
    ).optional(),
    project: words({
      description: "The project that new workspaces are made in. Default: the organization's",
    }).optional(),
    workspacePrefix: text(
      (prefix) =>
        WORKSPACE_NAME.test(prefix) && prefix.length <= 40
          ? undefined
          : "must be at most 40 letters, digits, - and _: it begins workspaces' names",
      { description: "What a workspace's name begins with, before the tenant's. Default: s3-handshake-" },
    ).optional(),
  },
  { description: 'States in HCP Terraform or Terraform Enterprise, one workspace per tenant' },
);

const STATE = 'Where Terraform keeps its states: local, s3 or hcp. Default: local';

const state = z
  .union(
    [
      z.literal('local'),
      fields({ s3: s3State }, { description: 'States in S3' }),
      fields({ hcp: hcpState }, { description: 'States in HCP Terraform' }),
    ],
    { error: () => 'must be local, or a map with one of s3 and hcp' },
  )
  .meta({ description: STATE, default: 'local' });

const defaults = fields(
  {
    region: regionText("The buckets' region").optional(),
    tags: tagMap("Tags on all that is made; a tenant's own of the same key come first").optional(),
    permissionsBoundary: text(templateRule(managedPolicyProblem), {
      description: "ARN of the managed policy that bounds every target role's rights; {account} is filled in",
      examples: ['arn:aws:iam::{account}:policy/vendor-boundary'],
    }).optional(),
    rolePath: rolePathText("The target roles' path. Default: /").optional(),
    maxSessionDuration: sessionDuration(
      'Seconds that a session may last, 3,600 to 43,200. Default: 3,600',
    ).optional(),
    logging: fields(
      {
        bucket: text(templateRule(bucketNameProblem), {
          description:
            'The bucket that access logs are written to; {account}, {region} and {tenant} are filled in',
          examples: ['access-logs-{account}-{region}'],
        }),
        prefix: text(templateRule(logPrefixProblem), {
          description: "The prefix of the logs' keys; {tenant} is filled in. Default: {tenant}/",
        }).optional(),
      },
      { description: 'Server access logging of every bucket that the kit makes' },
    ).optional(),
    noncurrentVersionDays: noncurrentDays(
      'Days after which versions that were overwritten or deleted expire. Default: 30',
    ).optional(),
  },
  { description: "What holds where a tenant's file says nothing" },
);

/** Of a path that leads to a file of the project, `/` between its parts. */
function policyFileProblem(path: string): string | undefined {
  if (path.trim() === '') return 'is blank';
  if (path.includes('\\')) return 'must have / between its parts';
  if (path.startsWith('/') || path.split('/').includes('..')) return 'must be a path within the project';
  return undefined;
}

const policyLevels = (description: string) =>
  z
    .array(
      z
        .array(
          text(policyFileProblem, {
            description: 'Path of a policy document in JSON, relative to the project',
            examples: ['organization/identity-perimeter.json'],
          }),
        )
        .min(1, 'must name at least one policy: without one the level denies everything'),
    )
    .meta({ description });

const organization = fields(
  {
    id: text(
      (id) =>
        /^o-[a-z0-9]{10,32}$/.test(id) ? undefined : 'must be o- and 10 to 32 lowercase letters and digits',
      { description: "The organization's id", examples: ['o-a1b2c3d4e5'] },
    ).optional(),
    serviceControl: policyLevels(
      "Service control policies of the customers' accounts: a list of files for each level, from the root down to the account. FullAWSAccess stands for AWS's own policy",
    ).optional(),
    resourceControl: policyLevels(
      "Resource control policies likewise. AWS's own RCPFullAWSAccess is on each level by itself",
    ).optional(),
  },
  {
    description:
      "The organization's policies, which take part in every judgement. Without them a judgement says that it knows none",
  },
);

export const fleetSchema = fields(
  {
    state: state.optional(),
    defaults: defaults.optional(),
    roles: fields(
      {
        deploy: roleTemplate("The role by which Terraform enters a customer's account to deploy").optional(),
        read: roleTemplate(
          'The role of commands that only read: drift, handover, adopt, new and --of deployed; also verify, where roles.verify is missing',
        ).optional(),
        verify: roleTemplate(
          "The bucket owner's role in verify: it seeds test objects and removes them",
        ).optional(),
      },
      { description: "The roles by which commands enter a customer's account; {account} is filled in" },
    ).optional(),
    organization: organization.optional(),
  },
  { description: 'What holds for all tenants' },
  { backend: 'the field is called state: local, s3 or hcp' },
);

/** `handshake.yaml` as it is written. */
export type FleetFile = z.infer<typeof fleetSchema>;
