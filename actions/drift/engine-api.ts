/** The engine that asks AWS itself: some thirty read calls a tenant, many tenants at once. */

import type { AccountSession, Clients, Sessions } from '../../aws/account-session';
import { readAccessPoint } from '../../aws/deployed/access-point';
import { readBucket } from '../../aws/deployed/bucket';
import type { Absent, Present } from '../../aws/deployed/reading';
import { readRole } from '../../aws/deployed/role';
import { readUser } from '../../aws/deployed/user';
import { makerOf, type Project, sharersOf } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { isRecord, type Json } from '../../config/values/json-value';
import { compareTenant } from './compare-tenant';
import type { Deployed, DeployedPrincipal } from './deployed-tenant';
import { type Expected, expectedOf } from './expected';
import type { TenantResult } from './finding';
import type { Locate } from './make-finding';

export interface ApiEngine {
  readonly project: Project;
  readonly sessions: Sessions;
  readonly locate: Locate;
  readonly signal: AbortSignal;
}

export async function driftByApi(tenant: Tenant, engine: ApiEngine): Promise<TenantResult> {
  const { project, sessions, locate, signal } = engine;
  const { name, account } = tenant;
  const entered = await sessions.enter(tenant);
  if (entered.state === 'unread') {
    const { right, reason, message } = entered;
    const unread = [{ tenant: name, account, resource: tenant.readRole ?? '', right, reason, message }];
    return { tenant: name, account, findings: [], unread };
  }
  const expected = expectedOf(tenant, sharersOf(project, tenant), makerOf(project, tenant));
  const clients = entered.value.clients(tenant.region);
  const [bucket, principal, accessPoint] = await Promise.all([
    bucketOf(expected, clients, signal),
    principalOf(expected, clients, signal),
    expected.accessPoint
      ? readAccessPoint(clients.s3Control, account, expected.accessPoint.name, signal)
      : undefined,
  ]);
  const accountBlocksPublicAccess = await accountBlocks(bucket, entered.value, tenant);
  const deployed = {
    bucket,
    principal,
    accountBlocksPublicAccess,
    now: new Date(),
    ...(accessPoint ? { accessPoint } : {}),
  };
  return compareTenant(expected, deployed, locate);
}

function principalOf(
  { principal: { kind, name } }: Expected,
  { iam }: Clients,
  signal: AbortSignal,
): Promise<DeployedPrincipal> {
  return kind === 'user' ? readUser(iam, name, signal) : readRole(iam, name, signal);
}

function bucketOf(
  { bucket, tenant }: Expected,
  { s3, s3Control }: Clients,
  signal: AbortSignal,
): Promise<Deployed['bucket']> {
  const asks = bucket.kind === 'existing' && bucket.policy !== undefined;
  const only = bucket.kind === 'made' ? undefined : asks ? (['policy'] as const) : [];
  return readBucket({ s3, s3Control, account: tenant.account, signal }, bucket.name, only);
}

/** Asked only where a bucket's own block is open: the account's may still hold. */
async function accountBlocks(
  bucket: Deployed['bucket'],
  session: AccountSession,
  { region }: Tenant,
): Promise<boolean> {
  if (bucket.state !== 'present') return false;
  const block = bucket.value.settings.publicAccessBlock;
  if (block === undefined || block.state === 'unread' || isClosed(block)) return false;
  return session.blocksPublicAccess(region);
}

function isClosed(block: Present<Json> | Absent): boolean {
  return block.state === 'present' && isRecord(block.value) && Object.values(block.value).every(Boolean);
}
