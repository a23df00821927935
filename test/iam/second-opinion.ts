/** What iam-simulate says to a case. */
import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import type { Decision, Principal } from '../../iam';
import { OWNER } from './random-principals';
import type { RandomCase } from './random-requests';

export type Opinion = 'allowed' | 'explicitly denied' | 'implicitly denied' | 'undecided';

/** Ours in the same words. */
export function opinionOf(decision: Decision): Opinion {
  if (decision.outcome !== 'denied') return decision.outcome;
  return decision.reason.kind === 'explicit-deny' ? 'explicitly denied' : 'implicitly denied';
}

const ALLOW_ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** What it answers to an action on something that the action does not know: it has no opinion then. */
const INAPPLICABLE = ['no.resource.types', 'must.use.wildcard'];

/** Throws where it has none. */
export async function secondOpinion(random: RandomCase): Promise<Opinion> {
  const opinion = await opinionIfAny(random);
  if (opinion === undefined) throw new Error(`no opinion on ${JSON.stringify(random.request)}`);
  return opinion;
}

/**
 * Undefined where it has no opinion. It derives no context keys from the principal, has no root user, and takes one
 * resource policy.
 */
export async function opinionIfAny(random: RandomCase): Promise<Opinion | undefined> {
  const {
    request,
    identity,
    resource,
    boundary,
    session,
    serviceControl = [],
    resourceControl = [],
  } = random;
  const isRoot = request.principal.kind === 'root';
  const levels = (documents: readonly unknown[]) =>
    documents.map((policy, at) => ({
      orgIdentifier: `level-${at}`,
      policies: [{ name: `level-${at}`, policy }],
    }));
  const result = await runSimulation(
    {
      request: {
        principal: principalText(request.principal),
        action: request.action,
        resource: { resource: request.resource.arn, accountId: request.resource.account ?? OWNER },
        contextVariables: { ...derivedKeys(request.principal), ...mutable(request.context) },
      },
      identityPolicies: (isRoot ? [ALLOW_ALL] : identity).map((policy, at) => ({
        name: `identity-${at}`,
        policy,
      })),
      resourcePolicy: resource?.document,
      ...(boundary ? { permissionBoundaryPolicies: [{ name: 'boundary', policy: boundary }] } : {}),
      sessionPolicy: session,
      serviceControlPolicies: levels(serviceControl),
      resourceControlPolicies: levels(resourceControl),
    },
    {},
  );
  if (result.resultType === 'error') {
    if (INAPPLICABLE.includes(result.errors?.message ?? '')) return undefined;
    throw new Error(JSON.stringify(result.errors));
  }
  return {
    Allowed: 'allowed',
    ExplicitlyDenied: 'explicitly denied',
    ImplicitlyDenied: 'implicitly denied',
  }[result.overallResult as string] as Opinion;
}

function principalText(principal: Principal) {
  switch (principal.kind) {
    case 'anonymous':
      return anonymousPrincipal;
    case 'service':
      return principal.service;
    case 'federated':
      return principal.provider;
    case 'root':
      return `arn:aws:iam::${principal.account}:root`;
    case 'role-session':
      return principal.sessionArn;
    default:
      return principal.arn;
  }
}

/** By AWS's table of the principal's keys, not by our engine. */
function derivedKeys(principal: Principal): Record<string, string> {
  const common = { 'aws:ResourceAccount': OWNER };
  switch (principal.kind) {
    case 'anonymous':
      return { ...common, 'aws:PrincipalType': 'Anonymous', 'aws:PrincipalAccount': 'anonymous' };
    case 'service':
      return {
        ...common,
        'aws:PrincipalIsAWSService': 'true',
        'aws:PrincipalServiceName': principal.service,
      };
    case 'federated':
      return common;
    default: {
      const arn = principal.kind === 'role-session' ? principal.roleArn : String(principalText(principal));
      const type = {
        root: 'Account',
        user: 'User',
        'role-session': 'AssumedRole',
        'federated-user': 'FederatedUser',
      };
      return {
        ...common,
        'aws:PrincipalIsAWSService': 'false',
        'aws:PrincipalArn': arn,
        'aws:PrincipalAccount': arn.split(':')[4] ?? '',
        'aws:PrincipalType': type[principal.kind],
        ...(principal.kind === 'user' ? { 'aws:username': arn.split('/').at(-1) ?? '' } : {}),
      };
    }
  }
}

function mutable(context: RandomCase['request']['context']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
  );
}
