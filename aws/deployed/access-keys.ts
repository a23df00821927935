/** The access keys of a user, as IAM tells them at any time: all but the secret, which it tells once. */
import { GetAccessKeyLastUsedCommand, type IAMClient, paginateListAccessKeys } from '@aws-sdk/client-iam';
import { allItems, required } from '../required';

export interface DeployedAccessKey {
  readonly id: string;
  readonly active: boolean;
  readonly created: Date;
}

export interface LastUse {
  readonly at: Date;
  readonly service: string;
  readonly region: string;
}

/** The oldest first. Throws `UnusableAnswer`, and what AWS answers. */
export async function accessKeysOf(
  client: IAMClient,
  UserName: string,
): Promise<readonly DeployedAccessKey[]> {
  const operation = 'ListAccessKeys';
  const member = 'AccessKeyMetadata.member';
  const pages = paginateListAccessKeys({ client }, { UserName });
  const keys = await allItems(pages, operation, 'AccessKeyMetadata');
  return keys
    .map(({ AccessKeyId, Status, CreateDate }) => ({
      id: required(AccessKeyId, operation, `${member}.AccessKeyId`),
      active: required(Status, operation, `${member}.Status`) !== 'Inactive',
      created: required(CreateDate, operation, `${member}.CreateDate`),
    }))
    .sort((one, other) => one.created.getTime() - other.created.getTime());
}

/** What AWS names in the place of a service and a region for a key that was never used. */
const NOWHERE = 'N/A';

/** Undefined for a key that nobody has used. Throws `UnusableAnswer`, and what AWS answers. */
export async function lastUseOf(iam: IAMClient, AccessKeyId: string): Promise<LastUse | undefined> {
  const operation = 'GetAccessKeyLastUsed';
  const member = 'AccessKeyLastUsed';
  const answer = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
  const { LastUsedDate, ServiceName, Region } = required(answer.AccessKeyLastUsed, operation, member);
  const service = required(ServiceName, operation, `${member}.ServiceName`);
  const region = required(Region, operation, `${member}.Region`);
  if (service === NOWHERE && LastUsedDate === undefined) return undefined;
  return { at: required(LastUsedDate, operation, `${member}.LastUsedDate`), service, region };
}
