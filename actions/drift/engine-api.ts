/** The engine that asks AWS itself: some thirty read calls a tenant, many tenants at once. */

import type { Clients, Session, Sessions } from '../../aws/account-session';
import { findAccessPoint } from '../../aws/deployed/access-point';
import { bucketsOfAccount } from '../../aws/deployed/account';
import { findBucket } from '../../aws/deployed/bucket';
import type { Reading } from '../../aws/deployed/reading';
import { findRole } from '../../aws/deployed/role';
import { findUser } from '../../aws/deployed/user';
import { makerOf, type Project, sharersOf } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { type Bucket, compareTenant, type Found } from './compare';
import type { TenantResult } from './finding';
import type { Locate } from './make-finding';
import { type Wanted, wantedOf } from './wanted';

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
  if (entered.kind === 'unread') {
    const { right, reason, message } = entered;
    const unread = [{ tenant: name, account, resource: tenant.readRole ?? '', right, reason, message }];
    return { tenant: name, account, findings: [], unread };
  }
  const wanted = wantedOf(tenant, sharersOf(project, tenant), makerOf(project, tenant));
  const clients = entered.value.clients(tenant.region);
  const [bucket, principal, accessPoint] = await Promise.all([
    bucketOf(wanted, clients, signal),
    principalOf(wanted, clients, signal),
    wanted.accessPoint
      ? findAccessPoint(clients.s3Control, account, wanted.accessPoint.name, signal)
      : undefined,
  ]);
  const accountBlocksPublicAccess = await blocks(bucket, entered.value, tenant);
  const found = {
    bucket,
    principal,
    accountBlocksPublicAccess,
    now: new Date(),
    ...(accessPoint ? { accessPoint } : {}),
  };
  return compareTenant(wanted, found, locate);
}

async function principalOf(
  { principal }: Wanted,
  { iam }: Clients,
  signal: AbortSignal,
): Promise<Found['principal']> {
  if (principal.kind === 'user')
    return { kind: 'user', user: await findUser(iam, principal.user.name, signal) };
  return { kind: 'role', role: await findRole(iam, principal.role.name, signal) };
}

async function bucketOf({ bucket, tenant }: Wanted, clients: Clients, signal: AbortSignal): Promise<Bucket> {
  const reader = { ...clients, account: tenant.account, signal };
  const asks = bucket.kind === 'existing' && bucket.policy !== undefined;
  const only = bucket.kind === 'made' ? undefined : asks ? (['policy'] as const) : [];
  const found = await findBucket(reader, bucket.name, only);
  if (found.kind === 'gone' || !isClosed(found.attributes)) return found;
  // Every door is closed: a right is missing, or the bucket is somebody else's by now. The account's list tells.
  const own = await bucketsOfAccount(clients.s3, signal);
  return own.kind === 'found' && !own.value.has(bucket.name) ? { kind: 'strange' } : found;
}

/** The list of access points is the account's own, whosever the bucket is. */
function isClosed({ accessPoints: _, ...ofBucket }: Readonly<Record<string, Reading<unknown>>>): boolean {
  return Object.values(ofBucket).every((reading) => reading.kind === 'unread' && reading.reason === 'denied');
}

/** Asked only where a bucket's own block is open: the account's may still hold. */
async function blocks(bucket: Bucket, session: Session, { region }: Tenant): Promise<boolean> {
  if (bucket.kind !== 'there') return false;
  const block = bucket.attributes.publicAccessBlock;
  if (block?.kind !== 'found' || !JSON.stringify(block.value).includes('false')) return false;
  return session.blocksPublicAccess(region);
}
