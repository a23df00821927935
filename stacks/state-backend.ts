/** Where a tenant's Terraform state lies: one state per tenant, so that one can be planned without the others. */
import { CloudBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from 'cdktf';
import type { FleetState } from '../config/fleet/fleet';
import { AWS_SERVICES, type LocalAws, localHost } from '../config/values/local-aws';
import { literally } from '../constructs/literal-text';

/** Leaves cdktf's own local state in place where the fleet names no other. */
export function useFleetState(
  stack: TerraformStack,
  tenant: string,
  state: FleetState,
  localAws: LocalAws | undefined,
): void {
  switch (state.kind) {
    case 'local':
      return;
    case 's3':
      new S3Backend(
        stack,
        literally({
          bucket: state.bucket,
          key: `${state.keyPrefix}${tenant}.tfstate`,
          region: state.region,
          encrypt: true,
          ...(state.kmsKeyArn === undefined ? {} : { kmsKeyId: state.kmsKeyArn }),
          ...(state.profile === undefined ? {} : { profile: state.profile }),
          ...(state.role === undefined ? {} : { assumeRole: { roleArn: state.role } }),
        }),
      );
      // S3's own locking: cdktf 0.21 knows only the table of DynamoDB that Terraform has since deprecated.
      stack.addOverride('terraform.backend.s3.use_lockfile', true);
      if (localAws) reachLocalAws(stack, localAws);
      return;
    case 'hcp':
      new CloudBackend(
        stack,
        literally({
          organization: state.organization,
          ...(state.hostname === undefined ? {} : { hostname: state.hostname }),
          workspaces: new NamedCloudWorkspace(`${state.workspacePrefix}${tenant}`, state.project),
        }),
      );
      return;
  }
}

/** cdktf's backend knows neither the endpoints as Terraform takes them today nor the proxy. */
function reachLocalAws(stack: TerraformStack, { url }: LocalAws): void {
  const backend = 'terraform.backend.s3';
  for (const service of AWS_SERVICES.filter((name) => name === 's3' || name === 'iam' || name === 'sts'))
    stack.addOverride(`${backend}.endpoints.${service}`, `http://${localHost(service)}`);
  for (const [name, value] of Object.entries({
    http_proxy: url,
    https_proxy: url,
    use_path_style: true,
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
  }))
    stack.addOverride(`${backend}.${name}`, value);
}
