/**
 * The IAM of one account at one moment: its roles, users, groups and managed policies, as moto tells them.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
import { decode } from './message';
import { childrenOf, type Element, find, parseXml, textOf } from './xml';

export interface IamState {
  /** By name: paths do not make names apart. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly users: ReadonlyMap<string, IamUser>;
  readonly groups: ReadonlyMap<string, Group>;
  /** The default version of every customer managed policy, by ARN. */
  readonly managedPolicies: ReadonlyMap<string, string>;
}

/** A policy as a JSON document, with the name by which decisions call it. */
export interface NamedDocument {
  readonly name: string;
  readonly document: string;
}

/** What users, groups and roles have in common. */
interface Entity {
  readonly name: string;
  readonly arn: string;
  /** `AROA…`, `AIDA…`, `AGPA…`: never given twice. */
  readonly id: string;
  readonly inline: readonly NamedDocument[];
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

export interface Role extends Entity {
  readonly trust: string;
  /** The ARN of a managed policy. */
  readonly boundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface IamUser extends Entity {
  /** The ARN of a managed policy. */
  readonly boundary: string | undefined;
  readonly groups: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export type Group = Entity;

export const NO_IAM: IamState = {
  roles: new Map(),
  users: new Map(),
  groups: new Map(),
  managedPolicies: new Map(),
};

/** `boundaries`: those of users by their names, which moto leaves out. */
export function parseIamState(xml: string, boundaries: ReadonlyMap<string, string>): IamState {
  const result = find(parseXml(xml), 'GetAccountAuthorizationDetailsResult');
  const listed = (name: string) => childrenOf(find(result, name), 'member');
  return {
    roles: byName(listed('RoleDetailList').map(roleOf)),
    users: byName(
      listed('UserDetailList').map((user) => ({
        ...entityOf(user, 'User', 'AIDA'),
        boundary: boundaries.get(textOf(user, 'UserName') ?? ''),
        groups: childrenOf(find(user, 'GroupList'), 'member').map(({ text }) => text),
        tags: tagsOf(user),
      })),
    ),
    groups: byName(listed('GroupDetailList').map((group) => entityOf(group, 'Group', 'AGPA'))),
    managedPolicies: new Map(
      listed('Policies').map((policy) => [textOf(policy, 'Arn') ?? '', defaultVersion(policy)]),
    ),
  };
}

function byName<T extends { readonly name: string }>(entities: readonly T[]): Map<string, T> {
  return new Map(entities.map((entity) => [entity.name, entity]));
}

function roleOf(role: Element): Role {
  return {
    ...entityOf(role, 'Role', 'AROA'),
    trust: documentOf(textOf(role, 'AssumeRolePolicyDocument')),
    boundary: textOf(role, 'PermissionsBoundary', 'PermissionsBoundaryArn'),
    tags: tagsOf(role),
  };
}

function entityOf(element: Element, kind: 'Role' | 'User' | 'Group', idPrefix: string): Entity {
  return {
    name: textOf(element, `${kind}Name`) ?? '',
    arn: textOf(element, 'Arn') ?? '',
    id: uniqueId(textOf(element, `${kind}Id`) ?? '', idPrefix),
    inline: childrenOf(find(element, `${kind}PolicyList`), 'member').map((policy) => ({
      name: textOf(policy, 'PolicyName') ?? '',
      document: documentOf(textOf(policy, 'PolicyDocument')),
    })),
    attached: childrenOf(find(element, 'AttachedManagedPolicies'), 'member').map(
      (policy) => textOf(policy, 'PolicyArn') ?? '',
    ),
  };
}

/** moto gives users and groups ids of another form than AWS does; the same one always becomes the same. */
export function uniqueId(id: string, prefix: string): string {
  return id.startsWith(prefix) ? id : `${prefix}${id.toUpperCase().slice(0, 17)}`;
}

function tagsOf(element: Element): Record<string, string> {
  const tags = childrenOf(find(element, 'Tags'), 'member');
  return Object.fromEntries(tags.map((tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? '']));
}

function defaultVersion(policy: Element): string {
  const versions = childrenOf(find(policy, 'PolicyVersionList'), 'member');
  const version = versions.find((one) => textOf(one, 'IsDefaultVersion') === 'true');
  return documentOf(textOf(version, 'Document'));
}

/** IAM percent-encodes documents in its answers; moto forgets to for trust policies in this one. */
export function documentOf(text = ''): string {
  return text.trimStart().startsWith('{') ? text : decode(text);
}
