/** A user as it is deployed, with all its policies and every way in that it has. */
import {
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  paginateListGroupsForUser,
} from '@aws-sdk/client-iam';
import { allItems, required } from '../required';
import { accessKeysOf, type DeployedAccessKey, type LastUse, lastUseOf } from './access-keys';
import { pathOf } from './iam-path';
import { type IdentityPolicies, readIdentityPolicies } from './identity-policies';
import {
  type Absent,
  NO_SUCH_ENTITY,
  type Present,
  presentValue,
  type Reading,
  read,
  readWhole,
} from './reading';
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

export interface DeployedUser extends IdentityPolicies {
  readonly settings: Reading<UserSettings>;
  /** By name: the ARN. Never absent: without any it is an empty map. */
  readonly groups: Reading<ReadonlyMap<string, string>>;
  /** When the password was made by which the user signs in to the console; absent where there is none. */
  readonly loginProfile: Reading<Date>;
  readonly accessKeys: Reading<readonly DeployedAccessKey[]>;
  /** By the ID of a key, where there are several; absent for one that nobody has used. */
  readonly lastUses: ReadonlyMap<string, Reading<LastUse>>;
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
    return {
      settings,
      ...policies,
      groups,
      loginProfile,
      accessKeys,
      lastUses: await lastUsesOf(iam, presentValue(accessKeys) ?? [], signal),
    };
  });
}

/** Of several keys alone: it tells them apart, and a single one needs no telling. */
async function lastUsesOf(
  iam: IAMClient,
  keys: readonly DeployedAccessKey[],
  signal: AbortSignal | undefined,
): Promise<DeployedUser['lastUses']> {
  const asked = keys.length > 1 ? keys : [];
  const right = 'iam:GetAccessKeyLastUsed';
  return new Map(
    await Promise.all(
      asked.map(
        // One that is taken away between the two questions is no sign that its user is gone.
        async ({ id }) =>
          [
            id,
            await read({ right, call: () => lastUseOf(iam, id), absent: NO_SUCH_ENTITY }, signal),
          ] as const,
      ),
    ),
  );
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
