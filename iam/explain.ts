/** Decisions in words. */
import type { Allowed, Decision, Denied, Layer, NearMiss, Obstacle, StatementRef } from './decision';
import type { PolicyKind } from './policy';

/** AWS's own names for the kinds of policy. */
const KIND_NAMES: Readonly<Record<PolicyKind, string>> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  'service-control': 'service control policy',
  'resource-control': 'resource control policy',
  trust: 'role trust policy',
  bucket: 'resource-based policy',
  'access-point': 'resource-based policy',
  key: 'resource-based policy',
  resource: 'resource-based policy',
};

const LAYER_NAMES: Readonly<Record<Layer, string>> = { ...KIND_NAMES, resource: 'resource-based policy' };

/**
 * One sentence for a human: what was decided, why, and what came nearest. For example `denied: no identity-based policy
 * allows s3:GetObject on arn:aws:s3:::acme/x; nearest: statement Objects1 of s3-handshake-access, whose Resource
 * "arn:aws:s3:::acme/in/*" does not match arn:aws:s3:::acme/x`.
 */
export function explain(decision: Decision): string {
  switch (decision.outcome) {
    case 'allowed':
      return `allowed: ${whyAllowed(decision)}`;
    case 'denied':
      return `denied: ${whyDenied(decision)}`;
    case 'undecided': {
      const { statements, ownership, beside } = decision.reason;
      const doubts = statements.map((miss) => `${nameOf(miss.statement)}, ${obstaclesIn(miss)}`);
      const owner = ownership ? [`which account owns ${decision.request.resource} is not known`] : [];
      const other = beside
        ? [`it is not known whether ${beside.action} on ${beside.resource}, which is denied, is needed`]
        : [];
      return `undecided: ${[...doubts, ...owner, ...other].join('; ')}`;
    }
  }
}

function whyAllowed({ reason }: Allowed): string {
  switch (reason.kind) {
    case 'root-user':
      return 'the root user has full access to its own account';
    case 'service-rule':
      return reason.rule;
    case 'statements':
      return `by ${reason.statements.map(nameOf).join(' and ')}`;
  }
}

function whyDenied({ reason, request }: Denied): string {
  switch (reason.kind) {
    case 'explicit-deny':
      return `explicit deny by ${nameOf(reason.statement)}`;
    case 'service-rule':
      return reason.rule;
    case 'no-allow': {
      const what = `no ${LAYER_NAMES[reason.layer]} allows ${request.action} on ${request.resource}`;
      if (!reason.nearest) return what;
      return `${what}; nearest: ${nameOf(reason.nearest.statement)}, ${obstaclesIn(reason.nearest)}`;
    }
  }
}

/**
 * The message of an AccessDenied error in AWS's wording; AWS tells callers no more than the kind of the policy. What is
 * undecided has no message of AWS's own: whoever must answer it denies it without a reason.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDeniedMessage({ reason, request }: Exclude<Decision, { outcome: 'allowed' }>): string {
  const { principal, action, resource } = request;
  const refusal = `User: ${principal} is not authorized to perform: ${action}${onResource(resource)}`;
  if (reason.kind === 'explicit-deny')
    return `${refusal} with an explicit deny in ${anyOf(reason.statement)}`;
  if (reason.kind !== 'no-allow') return refusal;
  const isTrust = reason.layer === 'resource' && action.toLowerCase().startsWith('sts:');
  const policy = isTrust ? KIND_NAMES.trust : LAYER_NAMES[reason.layer];
  return `${refusal} because no ${policy} allows the ${action} action`;
}

/** S3 puts the ARN in quotes, the others do not. */
function onResource(arn: string): string {
  if (arn === '*') return '';
  return ` on resource: ${/^arn:[^:]*:s3:/.test(arn) ? JSON.stringify(arn) : arn}`;
}

function anyOf({ policyKind }: StatementRef): string {
  const article = { identity: 'an', trust: 'the' }[policyKind as string] ?? 'a';
  return `${article} ${KIND_NAMES[policyKind]}`;
}

/** `statement Objects1 of s3-handshake-access`; counted from 1 where it has no Sid. */
function nameOf({ policy, sid, index }: StatementRef): string {
  return `statement ${sid || index + 1} of ${policy}`;
}

function obstaclesIn({ obstacles }: NearMiss): string {
  return obstacles.map(wordsFor).join(' and ');
}

function wordsFor(obstacle: Obstacle): string {
  if (obstacle.element === 'unrecognised') return `whose element ${obstacle.name} is not known here`;
  const { wanted, found, unknown, element } = obstacle;
  if (element === 'Condition') {
    const condition = `whose condition ${obstacle.operator} ${obstacle.key} ${listed(wanted)}`;
    const value = found === undefined ? 'no such key' : listed(found);
    if (!unknown) return `${condition} does not hold: the request has ${value}`;
    return `${condition} cannot be judged: ${found === undefined ? 'the key is not known' : `the request has ${value}`}`;
  }
  if (unknown) return `whose ${element} ${listed(wanted)} may or may not mean ${found}`;
  return `whose ${element} ${listed(wanted)} ${element.startsWith('Not') ? 'excepts' : 'does not match'} ${found}`;
}

/** The first few values; lists of actions can be long. */
function listed(values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => JSON.stringify(value));
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
