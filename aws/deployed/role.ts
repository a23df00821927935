/** A role as it is deployed, with all its policies. */
import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { required } from '../required';
import { pathOf } from './iam-path';
import { type IdentityPolicies, readIdentityPolicies } from './identity-policies';
import { decodedPolicy } from './policy-text';
import { type Absent, type Present, type Reading, read, readWhole } from './reading';
import { ownTags } from './tags';

export interface RoleSettings {
  readonly arn: string;
  /** `AROA…`: of this role and of no other that is made under its name. */
  readonly uniqueId: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  /** The document. */
  readonly trustPolicy: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  /** ARN of the policy. */
  readonly permissionsBoundary?: string;
  /** Empty where it has none. */
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DeployedRole extends IdentityPolicies {
  readonly settings: Reading<RoleSettings>;
}

export function readRole(
  iam: IAMClient,
  name: string,
  signal?: AbortSignal,
): Promise<Present<DeployedRole> | Absent> {
  return readWhole(async () => {
    const [settings, policies] = await Promise.all([
      read({ right: 'iam:GetRole', call: () => settingsOf(iam, name) }, signal),
      readIdentityPolicies(iam, 'Role', name, signal),
    ]);
    return { settings, ...policies };
  });
}

async function settingsOf(iam: IAMClient, RoleName: string): Promise<RoleSettings> {
  const operation = 'GetRole';
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const {
    Arn,
    RoleId,
    AssumeRolePolicyDocument,
    MaxSessionDuration,
    PermissionsBoundary,
    Description,
    Tags,
  } = required(Role, operation, 'Role');
  const arn = required(Arn, operation, 'Role.Arn');
  const boundary = PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    arn,
    uniqueId: required(RoleId, operation, 'Role.RoleId'),
    path: pathOf(arn, operation),
    trustPolicy: decodedPolicy(AssumeRolePolicyDocument, operation, 'Role.AssumeRolePolicyDocument'),
    maxSessionDuration: required(MaxSessionDuration, operation, 'Role.MaxSessionDuration'),
    ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
    description: Description ?? '',
    tags: ownTags(Tags ?? [], operation),
  };
}
