/** The values that go into the vendors' forms, of several tenants. */
import { GetAccessPointCommand } from '@aws-sdk/client-s3-control';
import { type ClientSettings, s3Client, s3ControlClient } from '../../aws/clients';
import { settingsFor } from '../../aws/customer-account';
import { required } from '../../aws/required';
import type { Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { deployableTenants } from '../../policies/deployable';
import { type ActionHost, readProject } from '../host';
import type { Deployed } from './form-fields';
import { type HandoverDocument, handoverDocument } from './handover-document';
import { listVisibleFiles } from './visible-files';

export interface HandoverOptions {
  readonly profile: string | undefined;
  /** Also list the files that the vendor can see: AWS is asked for them. */
  readonly withFiles: boolean;
}

/** `patterns`: names of tenants. Throws `UserError`, also for a tenant whose access is revoked. */
export async function handOver(
  project: string,
  patterns: readonly string[],
  options: HandoverOptions,
  host: ActionHost,
): Promise<readonly HandoverDocument[]> {
  const { tenants } = deployableTenants(
    await readProject(project, { tenants: patterns }, host.signal),
    patterns,
  );
  const revoked = tenants.find(({ access }) => access === 'revoked');
  if (revoked)
    throw new UserError(
      `${revoked.file}: the access of ${revoked.name} is revoked; there is nothing to hand over`,
    );
  const documents: HandoverDocument[] = [];
  for (const tenant of tenants) {
    host.signal.throwIfAborted();
    documents.push(await documentFor(tenant, options, host));
  }
  return documents;
}

async function documentFor(
  tenant: Tenant,
  { withFiles, profile }: HandoverOptions,
  host: ActionHost,
): Promise<HandoverDocument> {
  const settings = settingsFor(tenant.region, tenant.readRole, host, profile);
  const visible = withFiles ? await listVisibleFiles(tenant, s3Client(settings)) : undefined;
  return handoverDocument(tenant, await deployedOf(tenant, settings, host), visible);
}

/** Without an access point AWS is not asked at all; where it does not answer, the form says what is missing. */
async function deployedOf(
  { accessPoint, account }: Tenant,
  settings: ClientSettings,
  { onEvent, signal }: ActionHost,
): Promise<Deployed> {
  if (!accessPoint) return {};
  const client = s3ControlClient({ ...settings, maxAttempts: 1 });
  try {
    const { Alias } = await client.send(
      new GetAccessPointCommand({ AccountId: account, Name: accessPoint.name }),
    );
    return { accessPointAlias: required(Alias, 'GetAccessPoint', 'Alias') };
  } catch (error) {
    signal.throwIfAborted();
    onEvent({
      kind: 'notice',
      message: `The access point's alias could not be asked for: ${(error as Error).message}`,
    });
    return {};
  }
}
