/** The target user as it is deployed, with the policies that bear on whoever holds a key of it. */
import {
  GetGroupPolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  type IAMClient,
  paginateListAttachedGroupPolicies,
  paginateListAttachedUserPolicies,
  paginateListGroupPolicies,
  paginateListGroupsForUser,
  paginateListUserPolicies,
} from '@aws-sdk/client-iam';
import type { Tenant } from '../../config/tenant/tenant';
import type { Policy } from '../../iam';
import { type DeployedIdentity, managedPolicy } from './deployed-role';
import { decoded, type Found, find, parsed } from './found';

export function readUser({ target: role }: Tenant, iam: IAMClient): Promise<Found<DeployedIdentity>> {
  const UserName = role.name;
  return find(`the user ${UserName}`, async () => {
    const { User } = await iam.send(new GetUserCommand({ UserName }));
    const groups = await groupsOf(iam, UserName);
    const policies = await Promise.all([
      inlineOfUser(iam, UserName),
      attachedToUser(iam, UserName),
      ...groups.flatMap((GroupName) => [inlineOfGroup(iam, GroupName), attachedToGroup(iam, GroupName)]),
    ]);
    const boundary = User?.PermissionsBoundary?.PermissionsBoundaryArn;
    return {
      arn: User?.Arn ?? '',
      policies: policies.flat(),
      ...(boundary === undefined ? {} : { boundary: await managedPolicy(iam, boundary, 'boundary') }),
    };
  });
}

async function groupsOf(client: IAMClient, UserName: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { Groups = [] } of paginateListGroupsForUser({ client }, { UserName }))
    names.push(...Groups.flatMap(({ GroupName }) => GroupName ?? []));
  return names;
}

async function inlineOfUser(client: IAMClient, UserName: string): Promise<readonly Policy[]> {
  const names: string[] = [];
  for await (const { PolicyNames = [] } of paginateListUserPolicies({ client }, { UserName }))
    names.push(...PolicyNames);
  return Promise.all(
    names.map(async (PolicyName) => {
      const { PolicyDocument } = await client.send(new GetUserPolicyCommand({ UserName, PolicyName }));
      return parsed(decoded(PolicyDocument), 'identity', PolicyName);
    }),
  );
}

async function attachedToUser(client: IAMClient, UserName: string): Promise<readonly Policy[]> {
  const arns: string[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedUserPolicies({ client }, { UserName }))
    arns.push(...AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []));
  return Promise.all(arns.map((arn) => managedPolicy(client, arn, 'identity')));
}

async function inlineOfGroup(client: IAMClient, GroupName: string): Promise<readonly Policy[]> {
  const names: string[] = [];
  for await (const { PolicyNames = [] } of paginateListGroupPolicies({ client }, { GroupName }))
    names.push(...PolicyNames);
  return Promise.all(
    names.map(async (PolicyName) => {
      const { PolicyDocument } = await client.send(new GetGroupPolicyCommand({ GroupName, PolicyName }));
      return parsed(decoded(PolicyDocument), 'identity', `${PolicyName} of the group ${GroupName}`);
    }),
  );
}

async function attachedToGroup(client: IAMClient, GroupName: string): Promise<readonly Policy[]> {
  const arns: string[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedGroupPolicies({ client }, { GroupName }))
    arns.push(...AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []));
  return Promise.all(arns.map((arn) => managedPolicy(client, arn, 'identity')));
}
