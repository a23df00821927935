/** Reads what tenants would take over and says what would be lost; writes the record of it where that is asked for. */
import { join, relative } from 'node:path';
import { type AccountSession, openSessions } from '../../aws/account-session';
import { type AdoptableReading, readAdoptables } from '../../aws/deployed/adoptable';
import { type Project, sharersOf } from '../../config';
import { type AdoptedBucket, type Adoption, adoptionFile } from '../../config/adoption/adoption';
import { adoptionText, readAdoption } from '../../config/adoption/adoption-file';
import { ADOPTIONS } from '../../config/fleet/project-files';
import type { Adoptable, Tenant } from '../../config/tenant/tenant';
import { UserError } from '../../config/user-error';
import { DECLARED_SETTINGS } from '../../config/values/bucket-settings';
import { matchesAny } from '../../config/values/name-pattern';
import { adoptionLosses, adopts, unapproved } from '../../policies/adoption/adoption-losses';
import { type Loss, loss } from '../../policies/adoption/loss';
import { deployableTenants } from '../../policies/deployable';
import { unfinishedIn, writeWhole } from '../../report/write-file';
import { type ActionHost, readProject } from '../host';
import type { TenantAdoption } from './adoption-report';

export interface AdoptOptions {
  /** Names of tenants, with `*` and `?`. */
  readonly tenants: readonly string[];
  /** Whether `adoptions/<tenant>.json` is written; AWS is only ever read. */
  readonly record: boolean;
  /** Tenants of which every loss that can be approved is approved: what HANDSHAKE_ALLOW_LOSS says. */
  readonly allowLoss: readonly string[];
  readonly profile: string | undefined;
}

/** Throws `UserError` where a tenant is not there or its file is wrong. */
export async function adoptTenants(
  root: string,
  options: AdoptOptions,
  { env, signal, onEvent }: ActionHost,
): Promise<readonly TenantAdoption[]> {
  for (const file of unfinishedIn(join(root, ADOPTIONS)))
    onEvent({
      kind: 'notice',
      message: `${relative(root, file)} was left by a run that was ended; nothing reads it: remove it`,
    });
  const project = await readProject(root, { tenants: options.tenants }, signal);
  const { tenants } = deployableTenants(project, options.tenants);
  const sessions = openSessions(env, options.profile, signal);
  try {
    const adoptions: TenantAdoption[] = [];
    for (const tenant of tenants) {
      const entered = adopts(tenant).length === 0 ? undefined : await sessions.enter(tenant);
      const there =
        entered?.state === 'present'
          ? await readThere(tenant, entered.value, signal)
          : { unread: entered ? [entered.message] : [], missing: [], found: {} };
      adoptions.push(concluded(project, tenant, there, options));
    }
    return adoptions;
  } finally {
    sessions.close();
  }
}

interface There {
  readonly found: Pick<Adoption, 'bucket' | 'role'>;
  /** What is adopted and is not there. */
  readonly missing: readonly Loss[];
  readonly unread: readonly string[];
}

async function readThere(tenant: Tenant, session: AccountSession, signal: AbortSignal): Promise<There> {
  const clients = session.clients(tenant.region);
  const { bucket, role } = await readAdoptables(tenant, adopts(tenant), clients, signal);
  const readings = [
    ['bucket', bucket],
    ['role', role],
  ] as const;
  return {
    found: {
      ...(bucket?.state === 'present' ? { bucket: bucket.value } : {}),
      ...(role?.state === 'present' ? { role: role.value } : {}),
    },
    missing: readings.flatMap(([of, reading]) => missingOf(tenant, of, reading)),
    unread: readings.flatMap(([of, reading]) => unreadOf(of, reading)),
  };
}

function unreadOf(of: Adoptable, reading: AdoptableReading<unknown> | undefined): readonly string[] {
  if (reading?.state !== 'unreadable') return [];
  return reading.parts.map(({ right, message }) => `the ${of}, by ${right}: ${message}`);
}

function missingOf(
  tenant: Tenant,
  of: Adoptable,
  reading: AdoptableReading<unknown> | undefined,
): readonly Loss[] {
  if (reading?.state !== 'absent' && reading?.state !== 'foreign') return [];
  const name = nameOf(tenant, of);
  return [
    loss({
      of,
      at: 'exists',
      value: reading.state,
      message:
        reading.state === 'absent'
          ? `there is no ${of} ${name} in the account: nothing can be taken over`
          : `the bucket ${name} is another account's: it cannot be taken over`,
      remediation:
        reading.state === 'absent'
          ? `take ${of} out of adopt, and the deployment makes it; or mend the name`
          : 'take another bucket.name',
      canBeApproved: false,
    }),
  ];
}

function nameOf({ bucket, target }: Tenant, of: Adoptable): string {
  return of === 'bucket' ? bucket.name : target.name;
}

function concluded(
  project: Project,
  tenant: Tenant,
  { found, missing, unread }: There,
  { record, allowLoss }: AdoptOptions,
): TenantAdoption {
  const { name } = tenant;
  const losses = [...missing, ...adoptionLosses(tenant, sharersOf(project, tenant), found)];
  const isAllowed = matchesAny(allowLoss, name);
  const open = new Set(unapproved(losses, approvedBefore(project.root, name), isAllowed).map(({ id }) => id));
  const judged = losses.map((each) => ({ ...each, approved: !open.has(each.id) }));
  const isWritten = record && adopts(tenant).length > 0 && unread.length + missing.length === 0;
  if (isWritten) {
    const approved = judged.filter((each) => each.approved).map(({ id }) => id);
    const text = adoptionText(name, new Date().toISOString(), { ...found, approved });
    writeRecord(project.root, name, text);
  }
  return {
    tenant: name,
    takesOver: adopts(tenant).map((of) => `the ${of} ${nameOf(tenant, of)}`),
    losses: judged,
    kept: keptOf(tenant, found.bucket),
    unread,
    ...(isWritten ? { record: adoptionFile(name) } : {}),
  };
}

/** What an earlier record approved holds for what is the same now. One that cannot be read approved nothing. */
function approvedBefore(root: string, tenant: string): readonly string[] {
  try {
    return readAdoption(root, tenant)?.approved ?? [];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function writeRecord(root: string, tenant: string, text: string): void {
  const file = adoptionFile(tenant);
  try {
    writeWhole(join(root, file), text);
  } catch (error) {
    throw new UserError(`${file} could not be written: ${(error as Error).message}`);
  }
}

/** The stack does not declare these, so Terraform leaves them as they are. */
function keptOf({ bucket: { logging } }: Tenant, bucket: AdoptedBucket | undefined): readonly string[] {
  const declared: readonly string[] = [...DECLARED_SETTINGS, 'tags', 'acl'];
  const others = Object.keys(bucket?.settings ?? {}).filter((name) => !declared.includes(name));
  const logs = bucket?.settings.logging !== undefined && !logging ? ['logging'] : [];
  return [...others, ...logs].map(
    (name) => `the bucket's ${name}: the stack does not manage it, and drift reports it as out of band`,
  );
}
