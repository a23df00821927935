/** The target role as it is deployed, with the policies that bear on its sessions. */
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import type { Tenant } from '../../config/tenant/tenant';
import type { Policy, PolicyKind } from '../../iam';
import { decoded, type Found, find, parsed } from './found';

/** What bears on whoever comes as the target role or as the target user. */
export interface DeployedIdentity {
  readonly arn: string;
  /** Inline and attached; of a user, those of its groups too. */
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
}

export interface DeployedRole extends DeployedIdentity {
  readonly trust: Policy;
}

export function readRole({ target: role }: Tenant, iam: IAMClient): Promise<Found<DeployedRole>> {
  return find(`the role ${role.name}`, async () => {
    const RoleName = role.name;
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const [inline, attached] = await Promise.all([
      inlinePolicies(iam, RoleName),
      attachedPolicies(iam, RoleName),
    ]);
    const boundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
    return {
      arn: Role?.Arn ?? '',
      trust: parsed(decoded(Role?.AssumeRolePolicyDocument), 'trust', 'the trust policy'),
      policies: [...inline, ...attached],
      ...(boundary === undefined ? {} : { boundary: await managedPolicy(iam, boundary, 'boundary') }),
    };
  });
}

async function inlinePolicies(iam: IAMClient, RoleName: string): Promise<readonly Policy[]> {
  const names: string[] = [];
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client: iam }, { RoleName }))
    names.push(...PolicyNames);
  return Promise.all(
    names.map(async (PolicyName) => {
      const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return parsed(decoded(PolicyDocument), 'identity', PolicyName);
    }),
  );
}

async function attachedPolicies(iam: IAMClient, RoleName: string): Promise<readonly Policy[]> {
  const arns: string[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies(
    { client: iam },
    { RoleName },
  ))
    arns.push(...AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []));
  return Promise.all(arns.map((arn) => managedPolicy(iam, arn, 'identity')));
}

export async function managedPolicy(iam: IAMClient, PolicyArn: string, kind: PolicyKind): Promise<Policy> {
  const { Policy: policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: policy?.DefaultVersionId }),
  );
  return parsed(decoded(PolicyVersion?.Document), kind, PolicyArn);
}
