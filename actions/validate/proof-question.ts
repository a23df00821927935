/** A question of the proof: a request without its action, the policies that bear on it, and what the file says to it. */

import type { Tenant } from '../../config/tenant/tenant';
import { accountRootArn } from '../../config/values/arn';
import { type AccessPoint, type AccessRequest, type Policies, type Policy, parsePolicy } from '../../iam';
import type { Caller } from './caller';
import { STAND_INS } from './stand-ins';
import type { Target } from './target';
import type { Verdict } from './what-the-file-says';

/** What part of the proof a question belongs to. */
export type Part =
  /** The vendor's session, by all policies together. */
  | 'session'
  /** The vendor's session, through the access point. */
  | 'through-point'
  /** The role's own policies, whatever a resource's may say. */
  | 'role-alone'
  /** What the role's own policies would allow but for their Denies. */
  | 'when-resumed'
  /** A resource's policy, for callers whose own policies allow everything. */
  | 'resource-alone'
  /** A resource's policy, for the target role as if its own policies were taken away. */
  | 'without-role'
  /** The customer's own administrators. */
  | 'owner'
  | 'assume';

export interface Question {
  readonly part: Part;
  readonly caller: Caller;
  readonly target: Target;
  readonly verdict: Verdict;
  readonly policies: Policies;
  readonly request: Omit<AccessRequest, 'action'>;
  /** Whether the resource's policy has to allow. */
  readonly needsResource: boolean;
  /** Services whose actions are asked; all of the catalogue where it is not given. */
  readonly services?: readonly string[];
  /** The access point that the request goes through. */
  readonly point?: AccessPoint;
  /** ARN of the access point beneath which the bucket is asked. */
  readonly beneath?: string;
  /** When the session began, ISO 8601. */
  readonly issued?: string;
  /** Of an AssumeRole that sends one. */
  readonly externalId?: string;
}

export interface Asked extends Omit<Question, 'request' | 'externalId' | 'needsResource'> {
  readonly externalId?: string | undefined;
  /** As if the resource were of an account that is not the caller's: then its policy has to allow. */
  readonly acrossAccounts?: boolean;
}

/** What every request is known to have or not to have; what hangs on any other key cannot be proven. */
const KNOWN_KEYS = [
  'aws:SecureTransport',
  'aws:TokenIssueTime',
  's3:prefix',
  's3:ResourceAccount',
  's3:DataAccessPointArn',
  's3:DataAccessPointAccount',
  's3:AccessPointNetworkOrigin',
  'sts:ExternalId',
  'kms:ViaService',
];

/** An account that is nobody's. */
const SOMEBODY = '000000000000';
const ISSUED = '2026-01-01T00:00:00.000Z';

export function question(
  { account }: Tenant,
  { acrossAccounts = false, externalId, ...asked }: Asked,
): Question {
  const { caller, target, issued, beneath } = asked;
  const given: Readonly<Record<string, string | undefined>> = {
    'aws:SecureTransport': String(target.tls),
    'aws:TokenIssueTime': caller.principal.kind === 'role-session' ? (issued ?? ISSUED) : undefined,
    's3:prefix': target.listPrefix,
    'kms:ViaService': target.viaService,
    'sts:ExternalId': externalId,
    's3:DataAccessPointArn': beneath,
    's3:DataAccessPointAccount': beneath === undefined ? undefined : account,
    's3:AccessPointNetworkOrigin': beneath === undefined ? undefined : 'Internet',
    'aws:ResourceAccount': account,
    's3:ResourceAccount': target.arn.includes(':s3:') ? account : undefined,
  };
  const context = Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const kind = asked.policies.resource?.kind;
  return {
    ...asked,
    needsResource: acrossAccounts || kind === 'trust' || kind === 'key',
    ...(externalId === undefined ? {} : { externalId }),
    request: {
      principal: caller.principal,
      resource: { arn: target.arn, account: acrossAccounts ? SOMEBODY : account },
      context,
      vouchedKeys: KNOWN_KEYS,
    },
  };
}

/**
 * The policy of a resource that nobody has to speak for: it leaves everything to the account's own policies. Roles and
 * keys must have one.
 */
export function accountDecides({ partition, account }: Tenant, kind: 'trust' | 'key'): Policy {
  const Principal = { AWS: accountRootArn(partition, account) };
  const statement =
    kind === 'trust'
      ? { Effect: 'Allow', Principal, Action: 'sts:*' }
      : { Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' };
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: statement }, kind, STAND_INS.accountItself);
  if (!parsed.ok) throw new Error(`the ${kind} policy that leaves all to the account is none`);
  return parsed.policy;
}
