/** What carries our tag in an account, and no tenant's file asks for. */

import type { Entrance, Sessions } from '../../aws/account-session';
import {
  bucketsOfAccount,
  type Tagged,
  taggedBuckets,
  taggedRoles,
  taggedUsers,
} from '../../aws/deployed/account';
import { presentValue, type Reading, type Unread as UnreadPart } from '../../aws/deployed/reading';
import type { Project } from '../../config';
import { targetArn, targetKind } from '../../config/tenant/names';
import { bucketArn } from '../../config/values/arn';
import { fingerprintOf, type ResourceKind } from '../../report/finding';
import type { DriftFinding, Unread } from './finding';
import { ruleOf } from './rules';

export interface Orphans {
  readonly account: string;
  readonly findings: readonly DriftFinding[];
  readonly unread: readonly Unread[];
}

/** Where what could not be read is said to belong. */
export const NO_TENANT = '(orphans)';

export async function findOrphans(
  entrance: Entrance,
  project: Project,
  sessions: Sessions,
  signal: AbortSignal,
): Promise<Orphans> {
  const { account } = entrance;
  const entered = await sessions.enter(entrance);
  if (entered.state === 'unread') return { account, findings: [], unread: [unreadOf(account, entered)] };
  const own = project.tenants.filter((tenant) => tenant.account === account);
  const { s3, iam } = entered.value.clients(entrance.region);
  const buckets = await bucketsOfAccount(s3, signal);
  const regions = new Set([entrance.region, ...own.map(({ region }) => region)]);
  for (const region of presentValue(buckets)?.values() ?? []) if (region) regions.add(region);
  const taggedThere = await Promise.all(
    [...regions].map((region) => taggedBuckets(entered.value.clients(region).tagging, signal)),
  );
  const known = (kind: 'role' | 'user') =>
    new Set(own.filter((tenant) => targetKind(tenant) === kind).map(({ target: role }) => role.name));
  const readings: readonly Reading<unknown>[] = [buckets, ...taggedThere];
  const roles = await taggedRoles(iam, known('role'), signal);
  const users = await taggedUsers(iam, known('user'), signal);
  const expected = expectedBy(project);
  return {
    account,
    findings: [
      ...found('bucket', taggedThere, account, expected),
      ...found('role', roles, account, expected),
      ...found('user', users, account, expected),
    ],
    unread: [...readings, ...roles, ...users].flatMap((reading) =>
      reading.state === 'unread' ? [unreadOf(account, reading)] : [],
    ),
  };
}

interface Expected {
  /** Names of all tenants' files, broken ones too. */
  readonly files: ReadonlySet<string>;
  /** By tenant: the ARNs that its file asks for. Not there for a broken file, of which nobody can tell. */
  readonly arns: ReadonlyMap<string, ReadonlySet<string>>;
}

function expectedBy({ tenants, tenantNames }: Project): Expected {
  return {
    files: new Set(tenantNames),
    arns: new Map(
      tenants.map((tenant) => [
        tenant.name,
        new Set([bucketArn(tenant.partition, tenant.bucket.name), targetArn(tenant)]),
      ]),
    ),
  };
}

function found(
  kind: ResourceKind,
  readings: readonly Reading<readonly Tagged[]>[],
  account: string,
  { files, arns }: Expected,
): readonly DriftFinding[] {
  const all = readings.flatMap((reading) => presentValue(reading) ?? []);
  const each = [...new Map(all.map((tagged) => [tagged.arn, tagged])).values()];
  return each.flatMap(({ arn, tenant }) => {
    const isExpected = files.has(tenant) && (arns.get(tenant)?.has(arn) ?? true);
    return isExpected ? [] : [orphan(kind, arn, tenant, account, files.has(tenant))];
  });
}

function orphan(
  kind: ResourceKind,
  arn: string,
  tenant: string,
  account: string,
  hasFile: boolean,
): DriftFinding {
  const words = hasFile
    ? `the ${kind} carries the tag of ${tenant}, whose file asks for another`
    : `the ${kind} carries the tag of ${tenant}, which has no file any more`;
  const attribute = 'exists';
  const identity = { rule: ruleOf('orphan', kind, attribute), tenant, resource: { kind, arn }, attribute };
  return {
    ...identity,
    account,
    expected: false,
    actual: true,
    class: 'security',
    severity: kind === 'role' || kind === 'user' ? 'high' : 'medium',
    cause: 'orphan',
    message: words,
    remediation: orphanRemediation(kind, tenant),
    fingerprint: fingerprintOf(identity),
  };
}

function unreadOf(account: string, { right, reason, message }: UnreadPart): Unread {
  return { tenant: NO_TENANT, account, resource: '', right, reason, message };
}

export function orphanRemediation(kind: string, tenant: string): string {
  return `restore tenants/${tenant}.yaml and run npx s3-handshake destroy ${tenant}, or delete the ${kind} in AWS`;
}
