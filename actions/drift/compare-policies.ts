/** What the deployed policies and settings allow against what the tenant's file asks for, by what they mean. */

import type { Unread as UnreadPart } from '../../aws/deployed/reading';
import type { DeployedTenant } from '../../aws/deployed/tenant-readings';
import type { Project } from '../../config';
import { type Policy, type PolicyKind, parsePolicy } from '../../iam';
import {
  type Beyond,
  type CompareOptions,
  type Comparison,
  compareInSteps,
  type Facts,
  type World,
} from '../../iam/reach';
import type { ResourceKind } from '../../report/finding';
import { beyondText } from '../../worlds/beyond-text';
import { factsFor } from '../../worlds/facts';
import { inSlices } from '../../worlds/in-slices';
import { type PolicyText, policyTexts } from './compared-documents';
import { comparedWorlds } from './compared-worlds';
import { delegationsOf } from './delegations';
import type { Expected } from './expected';
import { expectedKeyPolicy } from './expected-key';
import {
  delegationFindings,
  type PolicyFinding,
  type PolicySurroundings,
  policyFindings,
  type Rewritten,
  rewrittenIn,
  settingFindings,
} from './policy-findings';
import { isTenants } from './policy-scope';
import { statementChanges } from './statement-change';

export interface PolicyComparison {
  readonly findings: readonly PolicyFinding[];
  readonly unread: readonly { readonly on: ResourceKind; readonly part: UnreadPart }[];
  readonly undecided: readonly Undecided[];
  /** What is written otherwise and means the same. Empty where the policies do not tell everything. */
  readonly rewritten: readonly Rewritten[];
}

/** What the policies do not tell, though all of them were read. */
export interface Undecided {
  readonly on: ResourceKind;
  /** One sentence without a full stop. */
  readonly message: string;
}

/** `at`: no request is made before it. Throws the signal's reason once it is aborted. */
export async function comparePolicies(
  project: Project,
  expected: Expected,
  deployed: DeployedTenant,
  at: Date,
  signal: AbortSignal,
): Promise<PolicyComparison> {
  const { tenant } = expected;
  const { here, there, ids, unread } = await inSlices(comparedWorlds(project, tenant, deployed), signal);
  const texts = policyTexts(expected, deployed, expectedKeyPolicy(project, tenant));
  return {
    ...(await compareWorlds(expected, { here, there, ids, at }, texts, signal)),
    unread: unread.map((part) => ({ on: onOf(part.right, expected.principal.kind), part })),
  };
}

const DECISIVE_POLICY: Policy = (() => {
  const statement = { Effect: 'Allow', Action: ['s3:*', 'kms:*', 'sts:*'], Resource: '*' };
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: [statement] }, 'identity', 'decisive');
  if (!parsed.ok) throw new Error('the policy of decisive services cannot be read');
  return parsed.policy;
})();

/**
 * The services by which somebody gets at a tenant's data. Of others that a deployed policy names it is told that they are
 * allowed, but not action by action: AWS has hundreds, and `AdministratorAccess` is all of them.
 */
const DECISIVE: World = {
  account: '',
  region: '',
  actor: { kind: 'role', arn: '', identity: [DECISIVE_POLICY] },
};

interface Worlds {
  /** What is deployed. */
  readonly here: World;
  /** What would be deployed. */
  readonly there: World;
  /** Unique ids of principals that are there, by ARN. */
  readonly ids: NonNullable<Facts['ids']>;
  readonly at: Date;
}

export async function compareWorlds(
  { bucket, principal }: Expected,
  { here, there, ids, at }: Worlds,
  texts: readonly PolicyText[],
  signal: AbortSignal,
): Promise<Omit<PolicyComparison, 'unread'>> {
  const known = { ...(await factsFor([there, DECISIVE], at.toISOString())), ids };
  // By what new objects are encrypted is compared alone, so that no statement is blamed for it.
  const judged = (one: World, other: World, options?: CompareOptions): Promise<Comparison> =>
    inSlices(compareInSteps(one, other, known, options), signal);
  const statements = await judged(encryptedAs(here, there), there);
  const encryption = await judged(encryptedAs(there, here), there, ENCRYPTION);
  const uniqueIds = new Set(Object.values(ids));
  const surroundings: PolicySurroundings = {
    target: principal.kind,
    isBounded: here.actor?.boundary !== undefined,
    others: bucket.kind === 'made' ? ['key'] : ['key', 'bucket'],
    counts: (difference, on, cause) => isTenants(difference, on, cause, bucket, uniqueIds),
  };
  const meant = policyFindings(statements, texts, surroundings);
  const delegated: PolicyFinding[] = [];
  for (const text of texts) {
    if (!isChanged(text) || meant.some((finding) => isOn(finding, text))) continue;
    const alone = delegationsOf(there, text);
    const delegations = alone && (await judged(alone.here, alone.there, { dormant: false }));
    delegated.push(...delegationFindings(delegations, text, surroundings));
  }
  const isTold = ({ on, attribute }: Rewritten): boolean =>
    delegated.some((finding) => finding.on === on && finding.judged.attribute === attribute);
  const rewritten = statements.beyond.length > 0 ? [] : rewrittenIn(statements, texts, surroundings);
  return {
    rewritten: rewritten.filter((each) => !isTold(each)),
    findings: [
      ...meant,
      ...delegated,
      ...settingFindings(encryption, { on: 'bucket', attribute: 'encryption' }, surroundings),
    ],
    undecided: [...statements.beyond, ...encryption.beyond].map((beyond) =>
      undecidedOf(beyond, principal.kind),
    ),
  };
}

function isChanged({ expected, actual }: PolicyText): boolean {
  return expected !== undefined && actual !== undefined && statementChanges(expected, actual).length > 0;
}

function isOn({ on, judged }: PolicyFinding, { on: kind, attribute }: PolicyText): boolean {
  return on === kind && judged.attribute.startsWith(`${attribute}.`);
}

/** Another key allows nobody more; what the account's others may is not the tenant's. */
const ENCRYPTION = { directions: ['less'], dormant: false } as const;

function encryptedAs(world: World, other: World): World {
  const { bucket } = world;
  if (!bucket) return world;
  const { defaultKey: _, ...rest } = bucket;
  const defaultKey = other.bucket?.defaultKey;
  return { ...world, bucket: { ...rest, ...(defaultKey ? { defaultKey } : {}) } };
}

function undecidedOf(beyond: Beyond, target: 'role' | 'user'): Undecided {
  const [first] = beyond.statements;
  return {
    on: first ? onOfPolicy(first.policyKind, target) : 'bucket',
    message: `it cannot be told whether the policies allow what the file says: ${beyondText(beyond)}`,
  };
}

function onOfPolicy(kind: PolicyKind, target: 'role' | 'user'): ResourceKind {
  return kind === 'bucket' || kind === 'access-point' || kind === 'key' ? kind : target;
}

function onOf(right: string, target: 'role' | 'user'): ResourceKind {
  if (right.startsWith('iam:')) return target;
  if (right.startsWith('kms:')) return 'key';
  if (right === 's3:GetAccountPublicAccessBlock') return 'account';
  return right.startsWith('s3:GetAccessPoint') ? 'access-point' : 'bucket';
}
