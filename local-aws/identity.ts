/** A caller as the policy engine knows it: the principal and the policies that come with it. */
import { createHash } from 'node:crypto';
import type { Policies, Policy, PolicyKind, Principal } from '../iam';
import type { Caller, FederatedUser, RoleSession, User } from './credentials';
import type { IamState, IamUser, NamedDocument, Role } from './iam-state';
import { parsedPolicy, type ResourcePolicy } from './parsed-policies';
import type { World } from './world';

export interface Identity {
  readonly principal: Principal;
  /** All but the resource's. */
  readonly policies: Policies;
  /** The principal's own, and those of its session, which win. */
  readonly tags: Readonly<Record<string, string>>;
}

export async function identityOf(world: World, caller: Caller): Promise<Identity> {
  switch (caller.kind) {
    case 'anonymous':
      return { principal: { kind: 'anonymous' }, policies: { identity: [] }, tags: {} };
    case 'root':
      return {
        principal: { kind: 'root', account: caller.account, canonicalUser: canonicalUserId(caller.account) },
        policies: { identity: [] },
        tags: {},
      };
    case 'user':
      return identityOfUser(world, caller);
    case 'federated-user':
      return identityOfFederatedUser(world, caller);
    case 'role-session':
      return identityOfSession(world, caller);
  }
}

/** The id by which S3's older interfaces call an account. */
function canonicalUserId(account: string): string {
  return createHash('sha256').update(`canonical user of ${account}`).digest('hex');
}

async function identityOfUser(world: World, { account, name }: User): Promise<Identity> {
  const state = await world.iam.state(account);
  const user = state.users.get(name);
  const arn = user?.arn ?? `arn:aws:iam::${account}:user/${name}`;
  return {
    principal: {
      kind: 'user',
      arn,
      canonicalUser: canonicalUserId(account),
      ...(user ? { uniqueId: user.id } : {}),
    },
    policies: user ? await policiesOfUser(world, account, state, user) : { identity: [] },
    tags: user?.tags ?? {},
  };
}

async function policiesOfUser(
  world: World,
  account: string,
  state: IamState,
  user: IamUser,
): Promise<Policies> {
  const entities = [user, ...user.groups.flatMap((group) => state.groups.get(group) ?? [])];
  const identity = await Promise.all(entities.map((entity) => identityPolicies(world, account, entity)));
  return { identity: identity.flat(), boundary: await managed(world, account, user.boundary, 'boundary') };
}

async function identityOfSession(world: World, session: RoleSession): Promise<Identity> {
  const { account, roleName, roleId, sessionName } = session;
  const role = (await world.iam.state(account)).roles.get(roleName);
  const isSame = role?.id === roleId;
  return {
    principal: {
      kind: 'role-session',
      roleArn: role?.arn ?? `arn:aws:iam::${account}:role/${roleName}`,
      sessionArn: `arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`,
      uniqueId: roleId,
      canonicalUser: canonicalUserId(account),
    },
    policies: {
      identity: isSame ? await identityPolicies(world, account, role) : [],
      boundary: isSame ? await managed(world, account, role.boundary, 'boundary') : undefined,
      session: await sessionPolicies(world, session),
    },
    tags: withSessionTags(role?.tags ?? {}, session.tags),
  };
}

/**
 * A session's tag replaces the principal's own of the same key, in whatever case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
function withSessionTags(own: Identity['tags'], ofSession: Identity['tags']): Identity['tags'] {
  const given = new Set(Object.keys(ofSession).map((key) => key.toLowerCase()));
  const left = Object.entries(own).filter(([key]) => !given.has(key.toLowerCase()));
  return { ...Object.fromEntries(left), ...ofSession };
}

/** Within which the session policy of a root user's federated session chooses. */
const ALL_OF_ROOT: ResourcePolicy = {
  kind: 'identity',
  name: 'the rights of the root user',
  document: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  }),
};

async function identityOfFederatedUser(world: World, federated: FederatedUser): Promise<Identity> {
  const { account, name, userName } = federated;
  const arn = `arn:aws:sts::${account}:federated-user/${name}`;
  const session = await sessionPolicies(world, federated);
  if (userName === undefined) {
    const canonicalUser = canonicalUserId(account);
    const userArn = `arn:aws:iam::${account}:root`;
    return {
      principal: { kind: 'federated-user', arn, userArn, canonicalUser },
      policies: { identity: [parsedPolicy(ALL_OF_ROOT)], session },
      tags: federated.tags,
    };
  }
  const user = await identityOfUser(world, { kind: 'user', account, name: userName });
  return {
    principal: {
      kind: 'federated-user',
      arn,
      userArn: user.principal.kind === 'user' ? user.principal.arn : '',
      ...('uniqueId' in user.principal && user.principal.uniqueId !== undefined
        ? { uniqueId: user.principal.uniqueId }
        : {}),
      canonicalUser: canonicalUserId(account),
    },
    policies: { ...user.policies, session },
    tags: withSessionTags(user.tags, federated.tags),
  };
}

/** Undefined where the session was given none: then it has all that its role has. */
async function sessionPolicies(
  world: World,
  { account, policies, policyArns }: RoleSession | FederatedUser,
): Promise<readonly Policy[] | undefined> {
  if (policies.length + policyArns.length === 0) return undefined;
  const inline = policies.map((document) => parsedPolicy({ kind: 'session', name: 'session', document }));
  const attached = await Promise.all(policyArns.map((arn) => managed(world, account, arn, 'session')));
  return [...inline, ...attached.filter((policy) => policy !== undefined)];
}

async function identityPolicies(
  world: World,
  account: string,
  entity: Pick<Role, 'inline' | 'attached'>,
): Promise<Policy[]> {
  const inline = entity.inline.map(({ name, document }: NamedDocument) =>
    parsedPolicy({ kind: 'identity', name, document }),
  );
  const attached = await Promise.all(entity.attached.map((arn) => managed(world, account, arn, 'identity')));
  return [...inline, ...attached.filter((policy) => policy !== undefined)];
}

/** A boundary whose policy is gone allows nothing. */
async function managed(
  world: World,
  account: string,
  arn: string | undefined,
  kind: PolicyKind,
): Promise<Policy | undefined> {
  if (arn === undefined) return undefined;
  const document = await world.iam.managedPolicy(account, arn);
  if (document !== undefined) return parsedPolicy({ kind, name: arn, document });
  return kind === 'identity' ? undefined : { kind, name: arn, statements: [] };
}
