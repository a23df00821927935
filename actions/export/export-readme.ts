/** What the customer's administrator reads first in an exported folder. */
import { targetArn, targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { markdownText } from '../../report/markdown';
import { willDeploy } from '../edit/deployment-preview';
import { TERRAFORM_VERSION } from './plain-terraform';

/** What every exported README holds, so that a folder of ours is known. */
export const EXPORT_MARK = '<!-- s3-handshake export -->';

export interface ExportedPolicy {
  /** Relative to the folder. */
  readonly file: string;
  /** What it hangs on, or is for. */
  readonly says: string;
}

/** `policies`: those in the folder. `ownersAdd`: whether one of them is for the owner of a bucket or a key to add. */
export function exportReadme(
  tenant: Tenant,
  policies: readonly ExportedPolicy[],
  ownersAdd: boolean,
): string {
  const { name, vendor, account, region, access } = tenant;
  const list = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');
  const vendorName = markdownText(vendor.name);
  return `${[
    EXPORT_MARK,
    `# ${markdownText(`${name}: access for ${vendor.name}`)}`,
    `This folder gives ${vendorName} exactly the access to S3 that is listed here, in the AWS account ${account}, region ${region}. It is plain Terraform: nothing else has to be installed.`,
    '## What it does',
    list(
      access === 'revoked'
        ? ['the access is revoked: only the bucket and its protection are kept']
        : willDeploy(tenant).map(markdownText),
    ),
    '## What to review',
    list(policies.map(({ file, says }) => `[${file}](${file}): ${markdownText(says)}`)),
    '## Apply it',
    `You need Terraform ${TERRAFORM_VERSION.replace('>= ', '')} or later, and credentials of the account ${account} with the rights in [policies/deployer.json](policies/deployer.json). With credentials of another account Terraform stops.`,
    ['```sh', 'terraform init', 'terraform plan -out=plan', 'terraform apply plan', '```'].join('\n'),
    'Terraform keeps its state in this folder. Keep the folder, or set up a backend of your own before the first `init`: with the state lost, Terraform no longer knows what it made.',
    ...(ownersAdd
      ? [
          'What `policies/add-to-*.json` hold is not applied here: add those statements to the policies of the bucket or key by yourself. They have one owner.',
        ]
      : []),
    '## Send back',
    access === 'revoked' ? 'Nothing.' : sendBack(tenant),
    '## Take it down',
    `To stop the vendor at once, ${toStop(tenant)}, and tell the sender of this folder. To remove all, \`terraform destroy\`; a bucket that is protected (\`prevent_destroy\`) makes it fail, so that no data is lost by a slip.`,
  ].join('\n\n')}\n`;
}

/** An access key is made and handed to the vendor by the administrator alone: nobody sends one back. */
function sendBack(tenant: Tenant): string {
  const arn = `\`${targetArn(tenant)}\``;
  const vendor = markdownText(tenant.vendor.name);
  return targetKind(tenant) === 'user'
    ? `What \`terraform output\` prints. The user is ${arn}. Make its access key with \`aws iam create-access-key --user-name ${tenant.target.name}\`, put both halves into ${vendor}'s form, and keep them nowhere else: never send the secret.`
    : `What \`terraform output\` prints. The role is ${arn}; ${vendor} is told its ARN.`;
}

function toStop(tenant: Tenant): string {
  return targetKind(tenant) === 'user'
    ? 'open the user in the AWS console and deactivate its access keys'
    : 'open the role in the AWS console, choose Revoke sessions, set its trust policy to deny `sts:AssumeRole`';
}
