/** The buckets, roles and users of an account, whoever made them. */
import {
  type IAMClient,
  paginateListRoles,
  paginateListRoleTags,
  paginateListUsers,
  paginateListUserTags,
} from '@aws-sdk/client-iam';
import {
  paginateGetResources,
  type ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { paginateListBuckets, type S3Client } from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand, type S3ControlClient } from '@aws-sdk/client-s3-control';
import { TENANT_TAG } from '../../config/tenant/names';
import { allItems, required } from '../required';
import { type PublicAccessBlock, publicAccessBlock } from './public-access-block';
import { NO_SUCH_ENTITY, type Reading, read } from './reading';

/** By name: the region, where S3 tells it. `prefix`: only names that begin so. */
export function bucketsOfAccount(
  client: S3Client,
  signal?: AbortSignal,
  prefix?: string,
): Promise<Reading<ReadonlyMap<string, string | undefined>>> {
  const call = async () => {
    // S3 tells the regions only where it may answer in pages.
    const pages = paginateListBuckets(
      { client, pageSize: 1000 },
      prefix === undefined ? {} : { Prefix: prefix },
    );
    const buckets = await allItems(pages, 'ListBuckets', 'Buckets');
    return new Map(
      buckets.map(({ Name, BucketRegion }) => [required(Name, 'ListBuckets', 'Bucket.Name'), BucketRegion]),
    );
  };
  return read({ right: 's3:ListAllMyBuckets', call }, signal);
}

/** The block on the account as a whole, which holds whatever its buckets say. */
export function accountPublicAccessBlock(
  client: S3ControlClient,
  AccountId: string,
  signal?: AbortSignal,
): Promise<Reading<PublicAccessBlock>> {
  const call = async () => {
    const answer = await client.send(new GetPublicAccessBlockCommand({ AccountId }));
    return publicAccessBlock(answer.PublicAccessBlockConfiguration);
  };
  const absent = ['NoSuchPublicAccessBlockConfiguration'];
  return read({ right: 's3:GetAccountPublicAccessBlock', call, absent }, signal);
}

/** Something that carries our tag. */
export interface Tagged {
  readonly arn: string;
  /** The tag's value. */
  readonly tenant: string;
}

/** The buckets of a region that carry our tag. */
export function taggedBuckets(
  client: ResourceGroupsTaggingAPIClient,
  signal?: AbortSignal,
): Promise<Reading<readonly Tagged[]>> {
  const operation = 'GetResources';
  const call = async () => {
    const input = { TagFilters: [{ Key: TENANT_TAG }], ResourceTypeFilters: ['s3'] };
    const resources = await allItems(
      paginateGetResources({ client }, input),
      operation,
      'ResourceTagMappingList',
    );
    return resources.flatMap(({ ResourceARN, Tags }) =>
      tagged(
        required(ResourceARN, operation, 'ResourceTagMappingList.ResourceARN'),
        required(Tags, operation, 'ResourceTagMappingList.Tags'),
        operation,
      ),
    );
  };
  return read({ right: 'tag:GetResources', call }, signal);
}

interface AwsTag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

function tagged(
  arn: string,
  tags: readonly { readonly [Member in keyof AwsTag]?: AwsTag[Member] }[],
  operation: string,
): readonly Tagged[] {
  const tag = tags.find(({ Key }) => required(Key, operation, 'Tags.member.Key') === TENANT_TAG);
  return tag ? [{ arn, tenant: tag.Value ?? '' }] : [];
}

/** Paths of the roles that AWS makes for itself. */
const OF_AWS = /^\/aws-(?:service-role|reserved)\//;

/**
 * The roles that carry our tag. The tagging API does not know roles, and a list of roles does not show tags, so each is
 * asked for its own; `known` are names that need not be asked.
 */
export async function taggedRoles(
  client: IAMClient,
  known: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<readonly Reading<readonly Tagged[]>[]> {
  const call = async () => {
    const roles = await allItems(paginateListRoles({ client, pageSize: 1000 }, {}), 'ListRoles', 'Roles');
    return roles.map(({ RoleName, Arn, Path }) => ({
      name: required(RoleName, 'ListRoles', 'Roles.member.RoleName'),
      arn: required(Arn, 'ListRoles', 'Roles.member.Arn'),
      path: required(Path, 'ListRoles', 'Roles.member.Path'),
    }));
  };
  const listed = await read({ right: 'iam:ListRoles', call }, signal);
  if (listed.state !== 'present') return [listed];
  const unknown = listed.value.filter(({ name, path }) => !known.has(name) && !OF_AWS.test(path));
  const tagsOf = (RoleName: string) =>
    allItems(paginateListRoleTags({ client }, { RoleName }), 'ListRoleTags', 'Tags');
  return taggedOf(unknown, 'ListRoleTags', tagsOf, signal);
}

/** The users that carry our tag, likewise. */
export async function taggedUsers(
  client: IAMClient,
  known: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<readonly Reading<readonly Tagged[]>[]> {
  const call = async () => {
    const users = await allItems(paginateListUsers({ client, pageSize: 1000 }, {}), 'ListUsers', 'Users');
    return users.map(({ UserName, Arn }) => ({
      name: required(UserName, 'ListUsers', 'Users.member.UserName'),
      arn: required(Arn, 'ListUsers', 'Users.member.Arn'),
    }));
  };
  const listed = await read({ right: 'iam:ListUsers', call }, signal);
  if (listed.state !== 'present') return [listed];
  const unknown = listed.value.filter(({ name }) => !known.has(name));
  const tagsOf = (UserName: string) =>
    allItems(paginateListUserTags({ client }, { UserName }), 'ListUserTags', 'Tags');
  return taggedOf(unknown, 'ListUserTags', tagsOf, signal);
}

async function taggedOf(
  identities: readonly { readonly name: string; readonly arn: string }[],
  operation: 'ListRoleTags' | 'ListUserTags',
  tagsOf: (name: string) => Promise<readonly AwsTag[]>,
  signal: AbortSignal | undefined,
): Promise<readonly Reading<readonly Tagged[]>[]> {
  const readings: Reading<readonly Tagged[]>[] = [];
  // One after the other: IAM takes few requests at once, and nobody waits for these.
  for (const { name, arn } of identities) {
    const call = async () => tagged(arn, await tagsOf(name), operation);
    // What went meanwhile has no tags.
    readings.push(await read({ right: `iam:${operation}`, call, absent: NO_SUCH_ENTITY }, signal));
  }
  return readings;
}
