/** `docs/handshake-file.md`: every field of `handshake.yaml`, from the schema by which it is read. */
import { fleetSchema } from '../config/fleet/fleet-schema';
import { fieldTable } from './field-table';

export function handshakeFilePage(): string {
  return [
    '<!-- made by npm run schema -->',
    '# The fields of `handshake.yaml`',
    '',
    "What holds for all tenants: where Terraform keeps its states, defaults, the roles by which commands enter the customers'",
    "accounts, and the policies of the organisation. All of it is optional; a tenant's own file comes first.",
    '`config/handshake.schema.json` is the same for editors. In templates `{account}`, `{region}`, `{partition}` and `{tenant}`',
    'are filled in.',
    '',
    '```yaml',
    EXAMPLE.trim(),
    '```',
    '',
    'How states in S3 are set up is in [real-account.md](real-account.md), in HCP Terraform in [ci.md](ci.md#hcp-terraform); which',
    "rights the roles need, and what the organisation's files are for, in [guardrails.md](guardrails.md).",
    '',
    fieldTable(fleetSchema),
  ].join('\n');
}

const EXAMPLE = `
# yaml-language-server: $schema=node_modules/s3-handshake/config/handshake.schema.json
state:
  s3: { bucket: acme-terraform-states, region: us-east-1 }
defaults:
  region: us-east-1
  permissionsBoundary: arn:aws:iam::{account}:policy/vendor-boundary
  logging: { bucket: "access-logs-{account}-{region}" }
  tags: { managed-by: s3-handshake }
roles:
  deploy: arn:aws:iam::{account}:role/handshake-deploy
  read: arn:aws:iam::{account}:role/handshake-read
  verify: arn:aws:iam::{account}:role/handshake-verify
organization:
  id: o-a1b2c3d4e5
  serviceControl: [[FullAWSAccess]]
  resourceControl: [[organization/identity-perimeter.json]]
`;
