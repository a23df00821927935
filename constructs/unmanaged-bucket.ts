/**
 * A bucket that the stack made before, and whose file says `existing: true` now. Terraform would destroy what it no longer
 * finds in the configuration, `prevent_destroy` with it: the bucket's policy and its public-access block first, under
 * whoever uses it. So the stack says that it forgets them and destroys nothing.
 * https://developer.hashicorp.com/terraform/language/block/removed
 */
import { App, TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { CustomerBucket } from './customer-bucket';

/** Takes the place of the {@link CustomerBucket} that would have the ID `bucketId` in `scope`. cdktf's HCL has no word for it. */
export class UnmanagedBucket extends TerraformElement {
  private readonly addresses: readonly string[];

  constructor(scope: Construct, id: string, bucketId: string) {
    super(scope, id);
    this.addresses = addressesAt(pathInStack(scope), bucketId);
  }

  override toTerraform(): Readonly<Record<string, unknown>> {
    return { removed: this.addresses.map((from) => ({ from, lifecycle: { destroy: false } })) };
  }
}

/** IDs from below the stack down to `scope`. */
function pathInStack(scope: Construct): readonly string[] {
  const stack = TerraformStack.of(scope);
  const scopes = scope.node.scopes;
  return scopes.slice(scopes.indexOf(stack) + 1).map(({ node }) => node.id);
}

/** By path: the stacks of a fleet are all alike. */
const KNOWN = new Map<string, readonly string[]>();

/** Addresses in the state: cdktf makes them of the path in the stack, so a bucket at the same path in another has the same. */
function addressesAt(path: readonly string[], bucketId: string): readonly string[] {
  const key = [...path, bucketId].join('/');
  const known = KNOWN.get(key) ?? made(path, bucketId);
  KNOWN.set(key, known);
  return known;
}

function made(path: readonly string[], bucketId: string): readonly string[] {
  const stack = new TerraformStack(new App({ skipValidation: true, stackTraces: false }), 'stack');
  const scope = path.reduce<Construct>((above, id) => new Construct(above, id), stack);
  const logging = { bucket: 'logs', prefix: '' };
  new CustomerBucket(scope, bucketId, { bucketName: 'bucket', policy: '{}', logging });
  return stack.node
    .findAll()
    .filter(TerraformResource.isTerraformResource)
    .map(({ terraformResourceType, friendlyUniqueId }) => `${terraformResourceType}.${friendlyUniqueId}`);
}
