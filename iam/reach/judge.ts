/** How one world decides a case: by the engine, on all that the request needs there. */
import { ACCESS_POINT_KEYS, accessPointKeys, arnThrough, judgementThroughAccessPoint } from '../access-point';
import { type Judgement, judgementOn } from '../decide';
import type { Policy } from '../policy';
import { accountOf, arnOf, identityArnOf } from '../principal';
import type { AccessRequest, Policies, Principal } from '../request';
import { ALLOWS_EVERYBODY, leavesToAccount, OWN_ACCOUNT_ALLOWS, STRANGERS_POINT } from './assumed-policies';
import { naming, settledAt } from './bearing';
import { ABSENT, type Case, type Known } from './case';
import type { Documents, SourceLayer } from './documents';
import { furtherSteps, withStep } from './steps';
import type { World } from './world';

export type Judge = (asked: Case) => Judgement;

export interface JudgeOptions {
  /** What either world has, so that what only the other has is known not to be here. */
  readonly known: ReadonlySet<string>;
  /** Layers that are taken to allow, but for what they deny: what would be if they did. */
  readonly relaxed?: ReadonlySet<SourceLayer | 'unread'> | undefined;
}

/** The policies that can bear on one action and resource. */
interface Bearing {
  readonly identity: readonly Policy[];
  readonly boundary: Policy | undefined;
  readonly resource: Policy | undefined;
  /** Whether the resource may have a policy that nobody read. */
  readonly isUnread: boolean;
  readonly point: Policy | undefined;
  readonly serviceControl: readonly (readonly Policy[])[];
  readonly resourceControl: readonly (readonly Policy[])[];
}

const NO_POINT: Known = Object.fromEntries(ACCESS_POINT_KEYS.map((key) => [key, ABSENT]));

export function judgeOf(documents: Documents, options: JudgeOptions): Judge {
  const bearings = new Bearings();
  const cut = cutting();
  const judge: Judge = (asked) => {
    const bearing = bearings.of(asked, () => bearingOf(documents, asked, options, cut));
    const decision = decideMain(documents, asked, bearing, options);
    if (decision.outcome === 'denied') return decision;
    return furtherSteps(documents.world, asked).reduce(
      (sofar, { needed, keys, step }) =>
        withStep(sofar, needed, keys, () => ('outcome' in step ? step : judge(step))),
      decision,
    );
  };
  return judge;
}

function decideMain(documents: Documents, asked: Case, bearing: Bearing, options: JudgeOptions): Judgement {
  const { world } = documents;
  const { principal, way } = asked;
  const request = requestIn(world, asked);
  const policies = policiesFor(documents, asked, bearing, options);
  if (way === undefined) return judgementOn(request, policies);
  const isHere = way.stranger || (world.accessPoints ?? []).some(({ arn }) => arn === way.point);
  if (!isHere) return refused(request, `there is no access point ${way.point}`);
  const onPoint = way.stranger ? STRANGERS_POINT : bearing.point;
  const { networkOrigin } = way;
  const point = {
    arn: way.point,
    policy: options.relaxed?.has('point') ? joined([onPoint, passingOn(principal)]) : onPoint,
    ...(networkOrigin === undefined ? {} : { networkOrigin }),
  };
  return judgementThroughAccessPoint(request, point, policies);
}

/** What the engine is asked about a case in a world, on the bucket or object itself. */
export function requestIn(world: World, asked: Case): AccessRequest {
  const { principal, action, resource, way } = asked;
  const isOfS3 = action.startsWith('s3:');
  const context: Record<string, string | readonly string[]> = {};
  if (isOfS3 && !way) Object.assign(context, NO_POINT);
  Object.assign(context, asked.context);
  if (way) Object.assign(context, accessPointKeys({ arn: way.point, networkOrigin: way.networkOrigin }));
  actorTags(world, asked, context);
  if (isOfS3) context['s3:resourceaccount'] = resource.account;
  return { principal, action, resource, context, ...(asked.complete ? EVERYTHING_VOUCHED : {}) };
}

const TAG = 'aws:principaltag/';
const EVERYTHING_VOUCHED = { vouchedKeys: ['*'] };

/**
 * The tags of the role are a setting, like its policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principaltag
 */
function actorTags(
  { actor }: World,
  { backing }: Case,
  context: Record<string, string | readonly string[]>,
): void {
  if (backing !== 'actor' || actor?.tags === undefined) return;
  for (const key of Object.keys(context)) if (key.startsWith(TAG)) context[key] = ABSENT;
  for (const [name, value] of Object.entries(actor.tags)) context[`${TAG}${name.toLowerCase()}`] = value;
}

function policiesFor(documents: Documents, asked: Case, bearing: Bearing, options: JudgeOptions): Policies {
  const { world } = documents;
  const { principal, backing, resource } = asked;
  const layer: SourceLayer = isOfBucket(documents, resource.arn) ? 'bucket' : 'key';
  const isRelaxed =
    options.relaxed?.has(layer) || (bearing.isUnread && options.relaxed?.has('unread') === true);
  return {
    identity: identityOf(world, asked, bearing),
    resource: isRelaxed ? joined([bearing.resource, passingOn(principal)]) : bearing.resource,
    ...(backing === 'actor' && bearing.boundary ? { boundary: bearing.boundary } : {}),
    ...(principal.kind === 'federated-user' && backing !== 'nothing' ? ANY_SESSION : {}),
    ...(accountOf(principal) === world.account ? { serviceControl: bearing.serviceControl } : {}),
    ...(resource.account === world.account ? { resourceControl: bearing.resourceControl } : {}),
  };
}

function identityOf({ actor }: World, { principal, backing }: Case, bearing: Bearing): readonly Policy[] {
  if (backing === 'nothing') return [];
  if (backing !== 'actor') return [OWN_ACCOUNT_ALLOWS];
  return actor?.arn === identityArnOf(principal) ? bearing.identity : [];
}

/** What bears on a request, once for each action, resource and way; whoever asks. */
class Bearings {
  private readonly byArn = new Map<string, Map<string, Map<string, Bearing>>>();

  of({ action, resource: { arn, account }, way }: Case, make: () => Bearing): Bearing {
    const byAction = this.byArn.get(arn) ?? new Map<string, Map<string, Bearing>>();
    this.byArn.set(arn, byAction);
    const byWay = byAction.get(action) ?? new Map<string, Bearing>();
    byAction.set(action, byWay);
    const key = way === undefined ? account : `${account} ${way.point}`;
    const known = byWay.get(key) ?? make();
    byWay.set(key, known);
    return known;
  }
}

/** The session policy of a federated user, who has no rights without one, lets it do everything too. */
const ANY_SESSION = { session: [OWN_ACCOUNT_ALLOWS] };

type Cut = (policy: Policy, action: string, arns: readonly string[]) => Policy;

/** Keeps what is left of a policy by action, since many resources are asked about with each. */
function cutting(): Cut {
  const byAction = new Map<string, Map<Policy, Policy>>();
  return (policy, action, arns) => {
    const cut = byAction.get(action) ?? new Map<Policy, Policy>();
    byAction.set(action, cut);
    const about = cut.get(policy) ?? naming(policy, action);
    cut.set(policy, about);
    return settledAt(about, arns);
  };
}

function bearingOf(documents: Documents, asked: Case, { known, relaxed }: JudgeOptions, cutBy: Cut): Bearing {
  const { actor, organization } = documents.world;
  const action = asked.action.toLowerCase();
  const { arn } = asked.resource;
  const arns = asked.way === undefined ? [arn] : [arn, arnThrough(asked.way.point, arn)];
  const cut = (policy: Policy): Policy => cutBy(policy, action, arns);
  const cutAll = (layer: SourceLayer, policies: readonly Policy[]): readonly Policy[] => [
    ...policies.map(cut),
    ...(relaxed?.has(layer) ? [OWN_ACCOUNT_ALLOWS] : []),
  ];
  const onIt = resourcePolicyFor(documents, asked.resource, known);
  const onPoint = asked.way && documents.onResource.get(asked.way.point);
  return {
    identity: cutAll('identity', actor?.identity ?? []),
    boundary: actor?.boundary && joined(cutAll('boundary', [actor.boundary])),
    resource: onIt && cut(onIt),
    isUnread: onIt === undefined && !documents.onResource.has(arn) && !known.has(arn),
    point: onPoint && cut(onPoint),
    serviceControl: (organization?.serviceControl ?? []).map((level) => cutAll('service-control', level)),
    resourceControl: (organization?.resourceControl ?? []).map((level) => cutAll('resource-control', level)),
  };
}

/** The policy that hangs on the resource, or the one that it is taken to have where nobody read it. */
export function resourcePolicyFor(
  documents: Documents,
  { arn, account }: Case['resource'],
  known: ReadonlySet<string>,
): Policy | undefined {
  const { world, onResource, bucketArn } = documents;
  if (isOfBucket(documents, arn)) return onResource.get(bucketArn ?? '');
  if (onResource.has(arn) || known.has(arn)) return onResource.get(arn);
  const isRoleOrKey = /^arn:[^:]*:(?:iam:[^:]*:[^:]*:role\/|kms:[^:]*:[^:]*:key\/)/.test(arn);
  return isRoleOrKey && account === world.account ? leavesToAccount(account) : undefined;
}

function isOfBucket({ bucketArn }: Documents, arn: string): boolean {
  return bucketArn !== undefined && (arn === bucketArn || arn.startsWith(`${bucketArn}/`));
}

/** What a resource says that leaves the right to the principal's own policies. */
function passingOn(principal: Principal): Policy {
  const account = accountOf(principal);
  return account === undefined ? ALLOWS_EVERYBODY : leavesToAccount(account);
}

function joined(policies: readonly (Policy | undefined)[]): Policy | undefined {
  const [first, ...others] = policies.filter((policy) => policy !== undefined);
  if (first === undefined || others.length === 0) return first;
  return { ...first, statements: [first, ...others].flatMap(({ statements }) => statements) };
}

function refused({ principal, action, resource }: AccessRequest, rule: string): Judgement {
  return {
    outcome: 'denied',
    decision: () => ({
      outcome: 'denied',
      reason: { kind: 'service-rule', rule, source: ACCESS_POINTS },
      request: { principal: arnOf(principal), action, resource: resource.arn },
    }),
  };
}

const ACCESS_POINTS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points.html';
