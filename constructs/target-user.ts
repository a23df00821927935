import { IamUser } from '@cdktf/provider-aws/lib/iam-user';
import { IamUserPoliciesExclusive } from '@cdktf/provider-aws/lib/iam-user-policies-exclusive';
import { IamUserPolicy } from '@cdktf/provider-aws/lib/iam-user-policy';
import { IamUserPolicyAttachmentsExclusive } from '@cdktf/provider-aws/lib/iam-user-policy-attachments-exclusive';
import { Construct } from 'constructs';

export interface TargetUserProps {
  readonly userName: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  /** The user's inline policies, as JSON; it has no others. */
  readonly policies: readonly { readonly name: string; readonly json: string }[];
  /**
   * ARN of a managed policy.
   * @default - no boundary
   */
  readonly permissionsBoundary?: string | undefined;
  /** @default - none */
  readonly tags?: Record<string, string>;
}

/**
 * The user whose access key the vendor comes with. The two exclusive resources make Terraform see, and take away, every
 * policy that somebody hung on it by hand. There is no `aws_iam_access_key` here and must never be one: Terraform keeps
 * its secret in the state.
 * https://developer.hashicorp.com/terraform/language/state/sensitive-data
 */
export class TargetUser extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TargetUserProps) {
    super(scope, id);
    const user = new IamUser(this, 'user', {
      name: props.userName,
      path: props.path,
      ...(props.permissionsBoundary === undefined ? {} : { permissionsBoundary: props.permissionsBoundary }),
      // A key must not keep a revoked user alive.
      forceDestroy: true,
      tags: props.tags ?? {},
    });
    this.arn = user.arn;
    const policies = props.policies.map(
      ({ name, json }) => new IamUserPolicy(this, name, { name, user: user.name, policy: json }),
    );
    new IamUserPoliciesExclusive(this, 'only-these-policies', {
      userName: user.name,
      policyNames: policies.map((policy) => policy.name),
    });
    new IamUserPolicyAttachmentsExclusive(this, 'no-attached-policies', {
      userName: user.name,
      policyArns: [],
    });
  }
}
