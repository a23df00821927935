/** A role as it is deployed, with everything that hangs on it. */
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  type Role,
} from '@aws-sdk/client-iam';
import type { RoleAttribute } from '../../actions/drift/attributes';
import { parseArn } from '../../config/values/arn';
import type { Json } from '../../config/values/json-value';
import { ownTags } from './bucket-settings';
import { allPages } from './paged';
import { Gone, type Reading, read } from './reading';

export type FoundRole =
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'there';
      readonly attributes: Readonly<Partial<Record<RoleAttribute, Reading<Json>>>>;
      /** By name: the document, which is read one by one. */
      readonly inlinePolicies: ReadonlyMap<string, Reading<string>>;
    };

export async function findRole(iam: IAMClient, name: string, signal: AbortSignal): Promise<FoundRole> {
  try {
    const [role, names, attached] = await Promise.all([
      read({ right: 'iam:GetRole', call: () => getRole(iam, name) }, signal),
      read({ right: 'iam:ListRolePolicies', call: () => inlineNames(iam, name) }, signal),
      read({ right: 'iam:ListAttachedRolePolicies', call: () => attachedPolicies(iam, name) }, signal),
    ]);
    const inline = names.kind === 'found' ? names.value : [];
    const documents = await Promise.all(
      inline.map(async (policy) => {
        const call = () => documentOf(iam, name, policy);
        return [policy, await read({ right: 'iam:GetRolePolicy', call }, signal)] as const;
      }),
    );
    return {
      kind: 'there',
      attributes: {
        ...attributesOf(role),
        inlinePolicies: names.kind === 'found' ? { kind: 'found', value: [...names.value] } : names,
        attachedPolicies: attached,
      },
      inlinePolicies: new Map(documents),
    };
  } catch (error) {
    if (error instanceof Gone) return { kind: 'gone' };
    throw error;
  }
}

async function getRole(iam: IAMClient, RoleName: string): Promise<Role> {
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
  if (!role) throw new Gone('NoSuchEntity');
  return role;
}

function attributesOf(role: Reading<Role>): Partial<Record<RoleAttribute, Reading<Json>>> {
  if (role.kind === 'unread') return { trust: role };
  const { Arn = '', RoleName = '', AssumeRolePolicyDocument = '', Tags = [], ...rest } = role.value;
  const found = (value: Json): Reading<Json> => ({ kind: 'found', value });
  return {
    path: found((parseArn(Arn)?.resource ?? '').replace(/^role/, '').slice(0, -RoleName.length)),
    trust: found(decodeURIComponent(AssumeRolePolicyDocument)),
    maxSessionDuration: found(rest.MaxSessionDuration ?? null),
    permissionsBoundary: found(rest.PermissionsBoundary?.PermissionsBoundaryArn ?? null),
    description: found(rest.Description ?? ''),
    tags: found(ownTags(Tags)),
  };
}

function inlineNames(iam: IAMClient, RoleName: string): Promise<readonly string[]> {
  return allPages(async (Marker) => {
    const page = await iam.send(
      new ListRolePoliciesCommand({ RoleName, ...(Marker === undefined ? {} : { Marker }) }),
    );
    return { items: page.PolicyNames, next: page.IsTruncated ? page.Marker : undefined };
  });
}

async function documentOf(iam: IAMClient, RoleName: string, PolicyName: string): Promise<string> {
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return decodeURIComponent(PolicyDocument);
}

/** By ARN. */
async function attachedPolicies(iam: IAMClient, RoleName: string): Promise<Json> {
  const policies = await allPages(async (Marker) => {
    const page = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName, ...(Marker === undefined ? {} : { Marker }) }),
    );
    return { items: page.AttachedPolicies, next: page.IsTruncated ? page.Marker : undefined };
  });
  if (policies.length === 0) return null;
  return Object.fromEntries(policies.map(({ PolicyArn = '', PolicyName = '' }) => [PolicyArn, PolicyName]));
}
