import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePoliciesExclusive } from '@cdktf/provider-aws/lib/iam-role-policies-exclusive';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachmentsExclusive } from '@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive';
import { Construct } from 'constructs';
import { type PolicyValue, policyText } from '../policies/policy-value';
import { type InlinePolicy, inlinePolicyText } from './inline-policy';
import { literally, literalText } from './literal-text';

/** Properties of {@link TargetRole}. */
export interface TargetRoleProps {
  /** Up to 64 characters. Another name is another role, which the vendor does not know. */
  readonly roleName: string;
  /**
   * Begins and ends with `/`.
   * @default /
   */
  readonly path?: string;
  /**
   * What the role says of itself.
   * @default - nothing
   */
  readonly description?: string;
  /** Who may assume the role. `vendorTrustPolicy` makes it from principals and external IDs. */
  readonly trustPolicy: PolicyValue;
  /**
   * The role's inline policies; it has no others. `grantsPolicy` makes one from grants on one bucket or several,
   * `identityPolicies` those of a tenant.
   */
  readonly policies: readonly InlinePolicy[];
  /**
   * Seconds, 3,600 to 43,200.
   * @default 3600
   */
  readonly maxSessionDuration?: number;
  /**
   * ARN of a managed policy.
   * @default - no boundary
   */
  readonly permissionsBoundary?: string | undefined;
  /**
   * Takes over a role that is there instead of making it: the names of its inline policies. The plan then shows which
   * policies it loses. Its path must be the same, else Terraform makes another role.
   * @default - the role is made
   */
  readonly adopt?: readonly string[] | undefined;
  /**
   * Tags of the role.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The role that the vendor assumes. The two exclusive resources make Terraform see, and take away, every policy that
 * somebody attached out of band.
 */
export class TargetRole extends Construct {
  /** A reference: what uses it waits for the role. */
  readonly arn: string;
  /** Likewise. */
  readonly roleName: string;

  constructor(scope: Construct, id: string, props: TargetRoleProps) {
    super(scope, id);
    const role = new IamRole(
      this,
      'role',
      literally({
        name: props.roleName,
        path: props.path ?? '/',
        ...(props.description === undefined ? {} : { description: props.description }),
        assumeRolePolicy: policyText(props.trustPolicy),
        maxSessionDuration: props.maxSessionDuration ?? 3600,
        ...(props.permissionsBoundary === undefined
          ? {}
          : { permissionsBoundary: props.permissionsBoundary }),
        // A policy attached out of band must not keep a revoked role alive.
        forceDetachPolicies: true,
        tags: { ...props.tags },
      }),
    );
    this.arn = role.arn;
    this.roleName = role.name;
    const policies = props.policies.map(
      (policy) =>
        new IamRolePolicy(
          this,
          policy.name,
          literally({
            name: policy.name,
            role: role.name,
            policy: inlinePolicyText(policy),
          }),
        ),
    );
    const inline = new IamRolePoliciesExclusive(
      this,
      'only-these-policies',
      literally({
        roleName: role.name,
        policyNames: policies.map((policy) => policy.name),
      }),
    );
    const attached = new IamRolePolicyAttachmentsExclusive(
      this,
      'no-attached-policies',
      literally({
        roleName: role.name,
        policyArns: [],
      }),
    );
    if (!props.adopt) return;
    const name = literalText(props.roleName);
    for (const resource of [role, inline, attached]) resource.importFrom(name);
    for (const [index, { name: policy }] of props.policies.entries())
      if (props.adopt.includes(policy)) policies[index]?.importFrom(`${name}:${literalText(policy)}`);
  }
}
