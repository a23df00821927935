import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePoliciesExclusive } from '@cdktf/provider-aws/lib/iam-role-policies-exclusive';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachmentsExclusive } from '@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive';
import { Construct } from 'constructs';

export interface TargetRoleProps {
  readonly roleName: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  readonly description: string;
  /** The trust policy as JSON. */
  readonly trustPolicy: string;
  /** The role's inline policies, as JSON; it has no others. */
  readonly policies: readonly { readonly name: string; readonly json: string }[];
  /** Seconds. */
  readonly maxSessionDuration: number;
  /**
   * ARN of a managed policy.
   * @default - no boundary
   */
  readonly permissionsBoundary?: string | undefined;
  /**
   * Takes over a role that is there instead of making it.
   * @default false
   */
  readonly adopt?: boolean;
  /** @default - none */
  readonly tags?: Record<string, string>;
}

/**
 * The role that the vendor assumes. The two exclusive resources make Terraform see, and take away, every policy that
 * somebody hung on it by hand.
 */
export class TargetRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TargetRoleProps) {
    super(scope, id);
    const role = new IamRole(this, 'role', {
      name: props.roleName,
      path: props.path,
      description: props.description,
      assumeRolePolicy: props.trustPolicy,
      maxSessionDuration: props.maxSessionDuration,
      ...(props.permissionsBoundary === undefined ? {} : { permissionsBoundary: props.permissionsBoundary }),
      // A policy attached by hand must not keep a revoked role alive.
      forceDetachPolicies: true,
      tags: props.tags ?? {},
    });
    if (props.adopt) role.importFrom(props.roleName);
    this.arn = role.arn;
    const policies = props.policies.map(
      ({ name, json }) => new IamRolePolicy(this, name, { name, role: role.name, policy: json }),
    );
    new IamRolePoliciesExclusive(this, 'only-these-policies', {
      roleName: role.name,
      policyNames: policies.map((policy) => policy.name),
    });
    new IamRolePolicyAttachmentsExclusive(this, 'no-attached-policies', {
      roleName: role.name,
      policyArns: [],
    });
  }
}
