/** The buckets, roles and users of an account, whoever made them. */
import {
  type IAMClient,
  ListRolesCommand,
  ListRoleTagsCommand,
  ListUsersCommand,
  ListUserTagsCommand,
} from '@aws-sdk/client-iam';
import {
  GetResourcesCommand,
  type ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { ListBucketsCommand, type S3Client } from '@aws-sdk/client-s3';
import { TENANT_TAG } from '../../config/tenant/names';
import { allPages } from './paged';
import { Gone, type Reading, read } from './reading';

/** By name: the region, where S3 tells it. */
export function bucketsOfAccount(
  s3: S3Client,
  signal: AbortSignal,
): Promise<Reading<ReadonlyMap<string, string | undefined>>> {
  const call = async () => {
    const buckets = await allPages(async (ContinuationToken) => {
      const page = await s3.send(
        // S3 tells the regions only where it may answer in pages.
        new ListBucketsCommand({ MaxBuckets: 1000, ...(ContinuationToken ? { ContinuationToken } : {}) }),
      );
      return { items: page.Buckets, next: page.ContinuationToken };
    });
    return new Map(buckets.map(({ Name = '', BucketRegion }) => [Name, BucketRegion]));
  };
  return read({ right: 's3:ListAllMyBuckets', call }, signal);
}

/** Something that carries our tag. */
export interface Tagged {
  readonly arn: string;
  /** The tag's value. */
  readonly tenant: string;
}

/** The buckets of a region that carry our tag. */
export function taggedBuckets(
  tagging: ResourceGroupsTaggingAPIClient,
  signal: AbortSignal,
): Promise<Reading<readonly Tagged[]>> {
  const call = async () => {
    const resources = await allPages(async (PaginationToken) => {
      const page = await tagging.send(
        new GetResourcesCommand({
          TagFilters: [{ Key: TENANT_TAG }],
          ResourceTypeFilters: ['s3'],
          ...(PaginationToken ? { PaginationToken } : {}),
        }),
      );
      return { items: page.ResourceTagMappingList, next: page.PaginationToken };
    });
    return resources.flatMap(({ ResourceARN = '', Tags }) => tagged(ResourceARN, Tags));
  };
  return read({ right: 'tag:GetResources', call }, signal);
}

function tagged(
  arn: string,
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): readonly Tagged[] {
  const tag = tags.find(({ Key }) => Key === TENANT_TAG);
  return tag ? [{ arn, tenant: tag.Value ?? '' }] : [];
}

/** Paths of the roles that AWS makes for itself. */
const OF_AWS = /^\/aws-(?:service-role|reserved)\//;

/**
 * The roles that carry our tag. The tagging API does not know roles, and a list of roles does not show tags, so each is
 * asked for its own; `known` are names that need not be asked.
 */
export async function taggedRoles(
  iam: IAMClient,
  known: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<readonly Reading<readonly Tagged[]>[]> {
  const listed = await read({ right: 'iam:ListRoles', call: () => allRoles(iam) }, signal);
  if (listed.kind === 'unread') return [listed];
  const unknown = listed.value.filter(({ name, path }) => !known.has(name) && !OF_AWS.test(path));
  return taggedOf(unknown, 'iam:ListRoleTags', (name) => tagsOfRole(iam, name), signal);
}

/** The users that carry our tag, likewise. */
export async function taggedUsers(
  iam: IAMClient,
  known: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<readonly Reading<readonly Tagged[]>[]> {
  const listed = await read({ right: 'iam:ListUsers', call: () => allUsers(iam) }, signal);
  if (listed.kind === 'unread') return [listed];
  const unknown = listed.value.filter(({ name }) => !known.has(name));
  return taggedOf(unknown, 'iam:ListUserTags', (name) => tagsOfUser(iam, name), signal);
}

async function taggedOf(
  identities: readonly { readonly name: string; readonly arn: string }[],
  right: string,
  tagsOf: (name: string) => Promise<Parameters<typeof tagged>[1]>,
  signal: AbortSignal,
): Promise<readonly Reading<readonly Tagged[]>[]> {
  const readings: Reading<readonly Tagged[]>[] = [];
  // One after the other: IAM takes few requests at once, and nobody waits for these.
  for (const { name, arn } of identities) {
    const call = async () => tagged(arn, await tagsOf(name));
    readings.push(await orNothing(read({ right, call }, signal)));
  }
  return readings;
}

/** What went meanwhile has no tags. */
async function orNothing(reading: Promise<Reading<readonly Tagged[]>>): Promise<Reading<readonly Tagged[]>> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Gone) return { kind: 'found', value: [] };
    throw error;
  }
}

async function allRoles(iam: IAMClient) {
  const roles = await allPages(async (Marker) => {
    const page = await iam.send(new ListRolesCommand({ MaxItems: 1000, ...(Marker ? { Marker } : {}) }));
    return { items: page.Roles, next: page.IsTruncated ? page.Marker : undefined };
  });
  return roles.map(({ RoleName = '', Arn = '', Path = '/' }) => ({ name: RoleName, arn: Arn, path: Path }));
}

async function tagsOfRole(iam: IAMClient, RoleName: string) {
  const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName }));
  return Tags;
}

async function allUsers(iam: IAMClient) {
  const users = await allPages(async (Marker) => {
    const page = await iam.send(new ListUsersCommand({ MaxItems: 1000, ...(Marker ? { Marker } : {}) }));
    return { items: page.Users, next: page.IsTruncated ? page.Marker : undefined };
  });
  return users.map(({ UserName = '', Arn = '' }) => ({ name: UserName, arn: Arn }));
}

async function tagsOfUser(iam: IAMClient, UserName: string) {
  const { Tags } = await iam.send(new ListUserTagsCommand({ UserName }));
  return Tags;
}
