/** A user as it is deployed, with everything that hangs on it and every way in that it has. */
import {
  GetLoginProfileCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
  ListUserPoliciesCommand,
  type User,
} from '@aws-sdk/client-iam';
import type { UserAttribute } from '../../actions/drift/attributes';
import { parseArn } from '../../config/values/arn';
import type { Json } from '../../config/values/json-value';
import { ownTags } from './bucket-settings';
import { allPages } from './paged';
import { Gone, type Reading, read } from './reading';

/** The secret of a key is told once, and never to a reader. */
export interface FoundKey {
  readonly id: string;
  readonly active: boolean;
  readonly created: Date;
}

export type FoundUser =
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'there';
      readonly attributes: Readonly<Partial<Record<UserAttribute, Reading<Json>>>>;
      /** By name: the document, which is read one by one. */
      readonly inlinePolicies: ReadonlyMap<string, Reading<string>>;
      readonly accessKeys: Reading<readonly FoundKey[]>;
    };

export async function findUser(iam: IAMClient, name: string, signal: AbortSignal): Promise<FoundUser> {
  try {
    // First of all: of a user that is not there, the calls for its parts answer as if it had none of them.
    const user = await read({ right: 'iam:GetUser', call: () => getUser(iam, name) }, signal);
    const [names, attached, groups, login, accessKeys] = await Promise.all([
      read({ right: 'iam:ListUserPolicies', call: () => inlineNames(iam, name) }, signal),
      read({ right: 'iam:ListAttachedUserPolicies', call: () => attachedPolicies(iam, name) }, signal),
      read({ right: 'iam:ListGroupsForUser', call: () => groupsOf(iam, name) }, signal),
      read(
        {
          right: 'iam:GetLoginProfile',
          call: () => loginProfile(iam, name),
          nothing: { codes: ['NoSuchEntity', 'NoSuchEntityException'], value: null },
        },
        signal,
      ),
      read({ right: 'iam:ListAccessKeys', call: () => keysOf(iam, name) }, signal),
    ]);
    const inline = names.kind === 'found' ? names.value : [];
    const documents = await Promise.all(
      inline.map(async (policy) => {
        const call = () => documentOf(iam, name, policy);
        return [policy, await read({ right: 'iam:GetUserPolicy', call }, signal)] as const;
      }),
    );
    return {
      kind: 'there',
      attributes: {
        ...attributesOf(user),
        inlinePolicies: names.kind === 'found' ? { kind: 'found', value: [...names.value] } : names,
        attachedPolicies: attached,
        groups,
        loginProfile: login,
      },
      inlinePolicies: new Map(documents),
      accessKeys,
    };
  } catch (error) {
    if (error instanceof Gone) return { kind: 'gone' };
    throw error;
  }
}

async function getUser(iam: IAMClient, UserName: string): Promise<User> {
  const { User: user } = await iam.send(new GetUserCommand({ UserName }));
  if (!user) throw new Gone('NoSuchEntity');
  return user;
}

function attributesOf(user: Reading<User>): Partial<Record<UserAttribute, Reading<Json>>> {
  if (user.kind === 'unread') return { path: user };
  const { Arn = '', UserName = '', Tags = [], PermissionsBoundary } = user.value;
  const found = (value: Json): Reading<Json> => ({ kind: 'found', value });
  return {
    path: found((parseArn(Arn)?.resource ?? '').replace(/^user/, '').slice(0, -UserName.length)),
    permissionsBoundary: found(PermissionsBoundary?.PermissionsBoundaryArn ?? null),
    tags: found(ownTags(Tags)),
  };
}

function inlineNames(iam: IAMClient, UserName: string): Promise<readonly string[]> {
  return allPages(async (Marker) => {
    const page = await iam.send(new ListUserPoliciesCommand({ UserName, ...(Marker ? { Marker } : {}) }));
    return { items: page.PolicyNames, next: page.IsTruncated ? page.Marker : undefined };
  });
}

async function documentOf(iam: IAMClient, UserName: string, PolicyName: string): Promise<string> {
  const { PolicyDocument = '' } = await iam.send(new GetUserPolicyCommand({ UserName, PolicyName }));
  return decodeURIComponent(PolicyDocument);
}

/** By ARN. */
async function attachedPolicies(iam: IAMClient, UserName: string): Promise<Json> {
  const policies = await allPages(async (Marker) => {
    const page = await iam.send(
      new ListAttachedUserPoliciesCommand({ UserName, ...(Marker ? { Marker } : {}) }),
    );
    return { items: page.AttachedPolicies, next: page.IsTruncated ? page.Marker : undefined };
  });
  return byName(policies.map(({ PolicyArn = '', PolicyName = '' }) => [PolicyArn, PolicyName]));
}

/** By name: the ARN. */
async function groupsOf(iam: IAMClient, UserName: string): Promise<Json> {
  const groups = await allPages(async (Marker) => {
    const page = await iam.send(new ListGroupsForUserCommand({ UserName, ...(Marker ? { Marker } : {}) }));
    return { items: page.Groups, next: page.IsTruncated ? page.Marker : undefined };
  });
  return byName(groups.map(({ GroupName = '', Arn = '' }) => [GroupName, Arn]));
}

function byName(entries: readonly (readonly [string, string])[]): Json {
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** A password, with which the user signs in to the console. */
async function loginProfile(iam: IAMClient, UserName: string): Promise<Json> {
  const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName }));
  return { Created: LoginProfile?.CreateDate?.toISOString().slice(0, 10) ?? '' };
}

async function keysOf(iam: IAMClient, UserName: string): Promise<readonly FoundKey[]> {
  const keys = await allPages(async (Marker) => {
    const page = await iam.send(new ListAccessKeysCommand({ UserName, ...(Marker ? { Marker } : {}) }));
    return { items: page.AccessKeyMetadata, next: page.IsTruncated ? page.Marker : undefined };
  });
  return keys.map(({ AccessKeyId = '', Status, CreateDate }) => ({
    id: AccessKeyId,
    active: Status !== 'Inactive',
    created: CreateDate ?? new Date(0),
  }));
}
