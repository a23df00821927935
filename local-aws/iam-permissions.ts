/**
 * Which permission an IAM operation takes: the action goes by the operation's name, the resource by its parameters.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
import { type Keys, optional, prefixed, requestTags } from './global-keys';
import type { IamState } from './iam-state';
import type { Query } from './message';
import type { Permission } from './permission';

interface IamResource {
  readonly arn: string;
  readonly boundary?: string | undefined;
  readonly tags?: Readonly<Record<string, string>>;
}

/** `state`: what is written in the account, for the paths of names that are there already. */
export function iamPermission(account: string, state: IamState, form: Query): Permission {
  const action = form.get('Action') ?? '';
  const { arn, boundary, tags } = resourceOf(account, state, action, form);
  const keys: Keys = {
    ...optional('iam:PolicyARN', /^(?:Attach|Detach)/.test(action) ? form.get('PolicyArn') : undefined),
    ...(ACTIONS_WITH_BOUNDARY.has(action)
      ? optional('iam:PermissionsBoundary', form.get('PermissionsBoundary') ?? boundary)
      : {}),
    ...prefixed('iam:ResourceTag/', tags ?? {}),
    ...prefixed('aws:ResourceTag/', tags ?? {}),
    ...requestTags(listedTags(form)),
  };
  const isTagKnown = tags !== undefined;
  return {
    action: `iam:${action}`,
    arn,
    account,
    keys,
    knownKeys: isTagKnown ? [...IAM_KEYS, 'iam:ResourceTag/*', 'aws:ResourceTag/*'] : IAM_KEYS,
  };
}

/**
 * The actions with which AWS sends the boundary of the role or user, without `iam:`. With the others, such as `TagRole`,
 * it has no such key.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const ACTIONS_WITH_BOUNDARY: ReadonlySet<string> = new Set([
  'AttachRolePolicy',
  'AttachUserPolicy',
  'CreateRole',
  'CreateUser',
  'DeleteRole',
  'DeleteRolePermissionsBoundary',
  'DeleteRolePolicy',
  'DeleteUserPermissionsBoundary',
  'DeleteUserPolicy',
  'DetachRolePolicy',
  'DetachUserPolicy',
  'GetRole',
  'PutRolePermissionsBoundary',
  'PutRolePolicy',
  'PutUserPermissionsBoundary',
  'PutUserPolicy',
  'UpdateAssumeRolePolicy',
  'UpdateRole',
  'UpdateRoleDescription',
]);

const IAM_KEYS = ['iam:PolicyARN', 'iam:PermissionsBoundary', 'aws:CalledVia*'] as const;

/** In this order: what stands first is what the others are attached to, or put into. */
function resourceOf(account: string, state: IamState, action: string, form: Query): IamResource {
  const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
  const isList = /^List(?:Roles|Users|Groups|Policies|InstanceProfiles|AccountAliases)$/.test(action);
  const path = form.get('Path') ?? '/';
  const [role, user, group] = ['RoleName', 'UserName', 'GroupName'].map((name) => form.get(name));
  const profile = form.get('InstanceProfileName');
  if (isList) return { arn: '*' };
  if (profile !== undefined) return { arn: iam(`instance-profile${path}${profile}`) };
  if (group !== undefined) return { arn: state.groups.get(group)?.arn ?? iam(`group${path}${group}`) };
  if (role !== undefined) return state.roles.get(role) ?? { arn: iam(`role${path}${role}`), tags: {} };
  if (user !== undefined) return state.users.get(user) ?? { arn: iam(`user${path}${user}`), tags: {} };
  if (action === 'CreatePolicy') return { arn: iam(`policy${path}${form.get('PolicyName') ?? ''}`) };
  for (const name of [
    'PolicyArn',
    'PolicySourceArn',
    'OpenIDConnectProviderArn',
    'SAMLProviderArn',
    'SerialNumber',
  ]) {
    const arn = form.get(name);
    if (arn !== undefined) return { arn };
  }
  return { arn: '*' };
}

/** `Tags.member.1.Key=…&Tags.member.1.Value=…` */
export function listedTags(form: Query): Record<string, string> {
  const tags = new Map<string, string>();
  for (let index = 1; form.has(`Tags.member.${index}.Key`); index += 1) {
    tags.set(form.get(`Tags.member.${index}.Key`) ?? '', form.get(`Tags.member.${index}.Value`) ?? '');
  }
  return Object.fromEntries(tags);
}

/** `<name>.member.1=…` */
export function listed(form: Query, name: string, field = ''): string[] {
  const values: string[] = [];
  for (let index = 1; form.has(`${name}.member.${index}${field}`); index += 1) {
    values.push(form.get(`${name}.member.${index}${field}`) ?? '');
  }
  return values;
}
