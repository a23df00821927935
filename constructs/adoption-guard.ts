/**
 * What is taken over without anybody having looked at it is overwritten, and Terraform calls that "create". So a plan
 * fails until it is known what is there, and what of it would be lost is approved.
 */
import { TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import { literally, literalText } from './literal-text';
import { TerraformData } from './terraform-data';

/** Properties of {@link AdoptionGuard}. */
export interface AdoptionGuardProps {
  /** Why the plan fails, in lines. */
  readonly refusal: string;
}

/** Fails every plan, and so is made only where there is something to refuse. */
export class AdoptionGuard extends Construct {
  constructor(scope: Construct, id: string, { refusal }: AdoptionGuardProps) {
    super(scope, id);
    // Terraform refuses a condition that refers to nothing.
    const approved = new TerraformLocal(this, 'approved', literally(false));
    new TerraformData(this, 'refused', {
      lifecycle: {
        precondition: [{ condition: approved.asBoolean, errorMessage: literalText(refusal) }],
      },
    });
  }
}
