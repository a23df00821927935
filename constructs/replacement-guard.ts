/**
 * Some changes look small in a file and replace AWS's resource: a role under another name is a role that the vendor does
 * not know. Terraform says so in a plan that few read to its end, so such a plan fails, names what would be replaced, and
 * goes on only where that is allowed.
 */
import { TerraformResource, type TerraformResourceLifecycle } from 'cdktf';
import { Construct } from 'constructs';
import { literalText } from './literal-text';
import { TerraformData } from './terraform-data';

/** Properties of {@link ReplacementGuard}. */
export interface ReplacementGuardProps {
  /** What is guarded, in the user's words: `target role`. */
  readonly what: string;
  /** What cannot change without replacing the resource: an ARN, a name. */
  readonly identity: string;
  /** Whether the plan may replace it. */
  readonly allowReplacement: boolean;
  /** How the user allows it; the last words of the error. */
  readonly howToAllow: string;
  /**
   * The construct that is guarded. Its identity is remembered once it is made, so that a name that AWS has refused is not
   * held against the next.
   * @default - the identity is remembered at once
   */
  readonly guarded?: Construct;
}

/** Remembers an identity in the state and refuses a plan that changes it. */
export class ReplacementGuard extends Construct {
  constructor(scope: Construct, id: string, props: ReplacementGuardProps) {
    super(scope, id);
    new TerraformData(this, 'identity', {
      input: { identity: props.identity },
      ...(props.guarded ? { dependsOn: firstResourceIn(props.guarded) } : {}),
      lifecycle: props.allowReplacement ? {} : refuseOtherThan(props),
    });
  }
}

/** The resource of which the construct's others hang: the role, before its policies. */
function firstResourceIn({ node }: Construct): TerraformResource[] {
  return node.children.filter(TerraformResource.isTerraformResource).slice(0, 1);
}

/** What is remembered stays as it was first written, so the condition compares it with what the file says now. */
function refuseOtherThan({ what, identity, howToAllow }: ReplacementGuardProps): TerraformResourceLifecycle {
  const [before, after] = [`The ${what} `, ` would be replaced by ${identity}. ${howToAllow}`].map(
    literalText,
  );
  return {
    ignoreChanges: ['input'],
    postcondition: [
      {
        condition: `\${self.output.identity == ${literalText(JSON.stringify(identity))}}`,
        errorMessage: `${before}\${self.output.identity}${after}`,
      },
    ],
  };
}
