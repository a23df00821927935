/**
 * Destroying the stack of a bucket's owner takes the policy and the public-access block away from those who share the
 * bucket, and stops only at the bucket itself. Terraform looks at no condition of ours when it destroys, but at
 * `prevent_destroy`, and it names what stands in the way by its address; so each sharer stands there by its name.
 */
import { Construct } from 'constructs';
import { TerraformData } from './terraform-data';

/** Refuses a plan that destroys the stack as long as `sharer` shares the bucket. */
export class SharingGuard extends Construct {
  constructor(scope: Construct, id: string, sharer: string) {
    super(scope, id);
    const guard = new TerraformData(this, 'sharer', { lifecycle: { preventDestroy: true } });
    // In an error of Terraform's it is read by people: terraform_data.shared-with-acme-segment.
    guard.overrideLogicalId(`shared-with-${sharer}`);
  }
}
