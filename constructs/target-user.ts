import { IamUser } from '@cdktf/provider-aws/lib/iam-user';
import { IamUserPoliciesExclusive } from '@cdktf/provider-aws/lib/iam-user-policies-exclusive';
import { IamUserPolicy } from '@cdktf/provider-aws/lib/iam-user-policy';
import { IamUserPolicyAttachmentsExclusive } from '@cdktf/provider-aws/lib/iam-user-policy-attachments-exclusive';
import { Construct } from 'constructs';
import { ROTATION_TAG } from '../config/tenant/names';
import { type InlinePolicy, inlinePolicyText } from './inline-policy';
import { literally } from './literal-text';

/** Properties of {@link TargetUser}. */
export interface TargetUserProps {
  /** Up to 64 characters. */
  readonly userName: string;
  /**
   * Begins and ends with `/`.
   * @default /
   */
  readonly path?: string;
  /** The user's inline policies; it has no others. */
  readonly policies: readonly InlinePolicy[];
  /**
   * ARN of a managed policy.
   * @default - no boundary
   */
  readonly permissionsBoundary?: string | undefined;
  /**
   * Tags of the user.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The user whose access key the vendor comes with. The two exclusive resources make Terraform see, and take away, every
 * policy that somebody attached out of band. There is no `aws_iam_access_key` here and must never be one: Terraform keeps
 * its secret in the state.
 * https://developer.hashicorp.com/terraform/language/state/sensitive-data
 */
export class TargetUser extends Construct {
  /** A reference: what uses it waits for the user. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TargetUserProps) {
    super(scope, id);
    const user = new IamUser(
      this,
      'user',
      literally({
        name: props.userName,
        path: props.path ?? '/',
        ...(props.permissionsBoundary === undefined
          ? {}
          : { permissionsBoundary: props.permissionsBoundary }),
        // A key must not keep a revoked user alive.
        forceDestroy: true,
        tags: { ...props.tags },
        // Set by `s3-handshake keys rotate`: a deployment in the middle of a rotation must not forget it.
        lifecycle: { ignoreChanges: [`tags["${ROTATION_TAG}"]`, `tags_all["${ROTATION_TAG}"]`] },
      }),
    );
    this.arn = user.arn;
    const policies = props.policies.map(
      (policy) =>
        new IamUserPolicy(
          this,
          policy.name,
          literally({
            name: policy.name,
            user: user.name,
            policy: inlinePolicyText(policy),
          }),
        ),
    );
    new IamUserPoliciesExclusive(
      this,
      'only-these-policies',
      literally({
        userName: user.name,
        policyNames: policies.map((policy) => policy.name),
      }),
    );
    new IamUserPolicyAttachmentsExclusive(
      this,
      'no-attached-policies',
      literally({
        userName: user.name,
        policyArns: [],
      }),
    );
  }
}
