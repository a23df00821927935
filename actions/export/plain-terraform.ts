/** A stack as plain Terraform takes it: without what belongs to this project, its machine, its state or its roles. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** Terraform that knows import blocks, removed blocks, `terraform_data` and all else that the stacks use. */
export const TERRAFORM_VERSION = '>= 1.7.0';

/**
 * `synthesised` is the text of `cdk.tf.json`. The backend goes (the state is whoever's who applies), the provider's own
 * role (nobody else may assume it), cdktf's notes, and the guards, whose yes is given by a command of ours.
 */
export function plainTerraform(synthesised: string): string {
  const { terraform, provider, resource, ...rest } = withoutNotes(JSON.parse(synthesised)) as {
    readonly terraform: JsonObject;
    readonly provider: { readonly aws: readonly JsonObject[] };
    readonly resource?: JsonObject;
  };
  const { backend: _backend, cloud: _cloud, ...settings } = terraform;
  const { terraform_data: _guards, ...resources } = resource ?? {};
  const aws = provider.aws.map(({ assume_role: _role, ...block }) => block);
  const plain = {
    terraform: { required_version: TERRAFORM_VERSION, ...settings },
    provider: { ...provider, aws },
    ...(Object.keys(resources).length > 0 ? { resource: resources } : {}),
    ...rest,
  };
  return `${JSON.stringify(plain, null, 2)}\n`;
}

/** cdktf's `//` holds the paths of its constructs. */
function withoutNotes(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === '//' ? [] : [[key, withoutNotes(inner as Json)]],
    ),
  );
}
