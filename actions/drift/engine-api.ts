/** The engine that asks AWS itself: some thirty read calls a tenant, many tenants at once. */

import type { Sessions } from '../../aws/account-session';
import type { BucketPart } from '../../aws/deployed/bucket';
import { BUCKET_SETTINGS } from '../../aws/deployed/bucket-settings';
import { DECIDING_PARTS, readDeployedTenant } from '../../aws/deployed/tenant-readings';
import { makerOf, type Project, sharersOf } from '../../config';
import type { Tenant } from '../../config/tenant/tenant';
import { counts } from '../../report/finding';
import { comparedTexts } from '../../report/finding-words';
import type { ActionHost } from '../host';
import { deployedPicture } from '../picture/deployed-picture';
import { comparePolicies } from './compare-policies';
import { compareTenant } from './compare-tenant';
import { type Expected, expectedOf } from './expected';
import type { TenantResult } from './finding';
import type { Locate } from './make-finding';
import type { Rewritten } from './policy-findings';
import { differingParts } from './statement-change';

/** Whose access is drawn: of nobody, of tenants with findings, or of all. */
export type Pictures = 'none' | 'differing' | 'all';

export interface ApiEngine {
  readonly project: Project;
  readonly sessions: Sessions;
  readonly locate: Locate;
  readonly signal: AbortSignal;
  readonly onEvent: ActionHost['onEvent'];
  readonly pictures: Pictures;
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
  const deployed = await readDeployedTenant(tenant, clients, signal, partsOf(expected));
  const now = new Date();
  const policies = await comparePolicies(project, expected, deployed, now, signal);
  for (const each of policies.rewritten)
    engine.onEvent({ kind: 'detail', message: `${name}, ${rewrittenText(each)}` });
  const result = compareTenant(expected, deployed, policies, now, locate);
  const isDrawn =
    engine.pictures === 'all' || (engine.pictures === 'differing' && result.findings.some(counts));
  const picture = isDrawn ? await deployedPicture(project, tenant, deployed, signal) : undefined;
  return picture ? { ...result, picture } : result;
}

/** `role trust.Vendor1: written otherwise, and means the same: …` */
function rewrittenText({ on, attribute, change }: Rewritten): string {
  const { expected, actual } = differingParts(change);
  const [should, is] = comparedTexts(expected, actual);
  return `${on} ${attribute}: written otherwise than the file's policies, and means the same; expected ${should}; actual ${is}`;
}

/** Of a bucket that is somebody else's, what decides about requests. */
function partsOf({ bucket }: Expected): readonly BucketPart[] {
  return bucket.kind === 'made' ? EVERYTHING : DECIDING_PARTS;
}

const EVERYTHING: readonly BucketPart[] = [...BUCKET_SETTINGS.map(({ name }) => name), 'accessPoints'];
