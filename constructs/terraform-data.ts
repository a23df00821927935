/** Terraform's own resource, which remembers a value in the state and makes nothing. */
import { type TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { literally } from './literal-text';

/** Properties of {@link TerraformData}. */
export interface TerraformDataProps extends TerraformMetaArguments {
  /**
   * What is remembered, texts taken as they are.
   * @default - nothing
   */
  readonly input?: Readonly<Record<string, string>>;
}

/**
 * `terraform_data`. cdktf's class for it, `DataResource`, starts `terraform version` for every single one that is
 * synthesised, to demand a Terraform that is older than what the kit demands anyway.
 */
export class TerraformData extends TerraformResource {
  private readonly input: Readonly<Record<string, string>> | undefined;

  constructor(scope: Construct, id: string, { input, ...config }: TerraformDataProps) {
    super(scope, id, {
      ...config,
      terraformResourceType: 'terraform_data',
      terraformGeneratorMetadata: { providerName: 'terraform' },
    });
    this.input = input;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.input === undefined ? {} : { input: literally(this.input) };
  }

  /** What cdktf makes of a map for `--hcl`. */
  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return this.synthesizeAttributes();
  }
}
