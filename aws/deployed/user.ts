/** A user as it is deployed, with all its policies and every way in that it has. */
import {
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  paginateListAccessKeys,
  paginateListGroupsForUser,
} from '@aws-sdk/client-iam';
import { allItems, required } from '../required';
import { pathOf } from './iam-path';
import { type IdentityPolicies, readIdentityPolicies } from './identity-policies';
import { type Absent, NO_SUCH_ENTITY, type Present, type Reading, read, readWhole } from './reading';
import { ownTags } from './tags';

export interface UserSettings {
  readonly arn: string;
  /** `AIDA…`: of this user and of no other that is made under its name. */
  readonly uniqueId: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  /** ARN of the policy. */
  readonly permissionsBoundary?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The secret of a key is told once, and never to a reader. */
export interface DeployedAccessKey {
  readonly id: string;
  readonly active: boolean;
  readonly created: Date;
}

export interface DeployedUser extends IdentityPolicies {
  readonly settings: Reading<UserSettings>;
  /** By name: the ARN. Never absent: without any it is an empty map. */
  readonly groups: Reading<ReadonlyMap<string, string>>;
  /** When the password was made by which the user signs in to the console; absent where there is none. */
  readonly loginProfile: Reading<Date>;
  readonly accessKeys: Reading<readonly DeployedAccessKey[]>;
}

export function readUser(
  iam: IAMClient,
  name: string,
  signal?: AbortSignal,
): Promise<Present<DeployedUser> | Absent> {
  return readWhole(async () => {
    // First of all: of a user that is not there, the calls for its parts answer as if it had none of them.
    const settings = await read({ right: 'iam:GetUser', call: () => settingsOf(iam, name) }, signal);
    const [policies, groups, loginProfile, accessKeys] = await Promise.all([
      readIdentityPolicies(iam, 'User', name, signal),
      read({ right: 'iam:ListGroupsForUser', call: () => groupsOf(iam, name) }, signal),
      read(
        { right: 'iam:GetLoginProfile', call: () => loginProfileOf(iam, name), absent: NO_SUCH_ENTITY },
        signal,
      ),
      read({ right: 'iam:ListAccessKeys', call: () => accessKeysOf(iam, name) }, signal),
    ]);
    return { settings, ...policies, groups, loginProfile, accessKeys };
  });
}

async function settingsOf(iam: IAMClient, UserName: string): Promise<UserSettings> {
  const operation = 'GetUser';
  const { User } = await iam.send(new GetUserCommand({ UserName }));
  const { Arn, UserId, PermissionsBoundary, Tags } = required(User, operation, 'User');
  const arn = required(Arn, operation, 'User.Arn');
  const boundary = PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    arn,
    uniqueId: required(UserId, operation, 'User.UserId'),
    path: pathOf(arn, operation),
    ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
    tags: ownTags(Tags ?? [], operation),
  };
}

async function groupsOf(client: IAMClient, UserName: string): Promise<ReadonlyMap<string, string>> {
  const operation = 'ListGroupsForUser';
  const groups = await allItems(paginateListGroupsForUser({ client }, { UserName }), operation, 'Groups');
  return new Map(
    groups.map(({ GroupName, Arn }) => [
      required(GroupName, operation, 'Groups.member.GroupName'),
      required(Arn, operation, 'Groups.member.Arn'),
    ]),
  );
}

async function loginProfileOf(iam: IAMClient, UserName: string): Promise<Date> {
  const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName }));
  return required(LoginProfile?.CreateDate, 'GetLoginProfile', 'LoginProfile.CreateDate');
}

async function accessKeysOf(client: IAMClient, UserName: string): Promise<readonly DeployedAccessKey[]> {
  const operation = 'ListAccessKeys';
  const member = 'AccessKeyMetadata.member';
  const keys = await allItems(
    paginateListAccessKeys({ client }, { UserName }),
    operation,
    'AccessKeyMetadata',
  );
  return keys.map(({ AccessKeyId, Status, CreateDate }) => ({
    id: required(AccessKeyId, operation, `${member}.AccessKeyId`),
    active: required(Status, operation, `${member}.Status`) !== 'Inactive',
    created: required(CreateDate, operation, `${member}.CreateDate`),
  }));
}
