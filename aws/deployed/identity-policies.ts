/** The inline and attached policies of a role, a user or a group: three times the same questions. */
import {
  GetGroupPolicyCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  type IAMClient,
  paginateListAttachedGroupPolicies,
  paginateListAttachedRolePolicies,
  paginateListAttachedUserPolicies,
  paginateListGroupPolicies,
  paginateListRolePolicies,
  paginateListUserPolicies,
} from '@aws-sdk/client-iam';
import { allItems, required } from '../required';
import { decodedPolicy } from './policy-text';
import { NO_SUCH_ENTITY, presentValue, type Reading, read } from './reading';

export interface IdentityPolicies {
  /** By name: the document. Never absent: without any it is an empty map. */
  readonly inlinePolicies: Reading<ReadonlyMap<string, Reading<string>>>;
  /** By ARN: the name. Likewise. */
  readonly attachedPolicies: Reading<ReadonlyMap<string, string>>;
}

export type IdentityKind = 'Role' | 'User' | 'Group';

interface Calls {
  inline(): Promise<readonly string[]>;
  document(policy: string): Promise<string | undefined>;
  attached(): ReturnType<typeof paginateListAttachedRolePolicies>;
}

function callsOf(client: IAMClient, kind: IdentityKind, name: string): Calls {
  switch (kind) {
    case 'Role': {
      const RoleName = name;
      return {
        inline: () =>
          allItems(paginateListRolePolicies({ client }, { RoleName }), 'ListRolePolicies', 'PolicyNames'),
        document: async (PolicyName) =>
          (await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }))).PolicyDocument,
        attached: () => paginateListAttachedRolePolicies({ client }, { RoleName }),
      };
    }
    case 'User': {
      const UserName = name;
      return {
        inline: () =>
          allItems(paginateListUserPolicies({ client }, { UserName }), 'ListUserPolicies', 'PolicyNames'),
        document: async (PolicyName) =>
          (await client.send(new GetUserPolicyCommand({ UserName, PolicyName }))).PolicyDocument,
        attached: () => paginateListAttachedUserPolicies({ client }, { UserName }),
      };
    }
    case 'Group': {
      const GroupName = name;
      return {
        inline: () =>
          allItems(paginateListGroupPolicies({ client }, { GroupName }), 'ListGroupPolicies', 'PolicyNames'),
        document: async (PolicyName) =>
          (await client.send(new GetGroupPolicyCommand({ GroupName, PolicyName }))).PolicyDocument,
        attached: () => paginateListAttachedGroupPolicies({ client }, { GroupName }),
      };
    }
  }
}

/** Each document is asked for by itself, so that one that is denied hides no other. */
export async function readIdentityPolicies(
  iam: IAMClient,
  kind: IdentityKind,
  name: string,
  signal?: AbortSignal,
): Promise<IdentityPolicies> {
  const calls = callsOf(iam, kind, name);
  const [names, attachedPolicies] = await Promise.all([
    read({ right: `iam:List${kind}Policies`, call: () => inlineNames(calls, kind) }, signal),
    read({ right: `iam:ListAttached${kind}Policies`, call: () => attachedByArn(calls, kind) }, signal),
  ]);
  if (names.state !== 'present') return { inlinePolicies: names, attachedPolicies };
  const operation = `Get${kind}Policy`;
  const documents = await Promise.all(
    (presentValue(names) ?? []).map(async (policy) => {
      const call = async () => decodedPolicy(await calls.document(policy), operation, 'PolicyDocument');
      // One that is taken away between the two questions is no sign that its role is gone.
      const reading = await read({ right: `iam:${operation}`, call, absent: NO_SUCH_ENTITY }, signal);
      return [policy, reading] as const;
    }),
  );
  return { inlinePolicies: { state: 'present', value: new Map(documents) }, attachedPolicies };
}

async function inlineNames(calls: Calls, kind: IdentityKind): Promise<readonly string[]> {
  const names = await calls.inline();
  return names.map((name) => required(name, `List${kind}Policies`, 'PolicyNames.member'));
}

async function attachedByArn(calls: Calls, kind: IdentityKind): Promise<ReadonlyMap<string, string>> {
  const operation = `ListAttached${kind}Policies`;
  const policies = await allItems(calls.attached(), operation, 'AttachedPolicies');
  return new Map(
    policies.map(({ PolicyArn, PolicyName }) => [
      required(PolicyArn, operation, 'AttachedPolicies.member.PolicyArn'),
      PolicyName ?? '',
    ]),
  );
}
