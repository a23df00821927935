/**
 * The proof: every question of the matrix, for every action there is, is put to the policy engine, and the answer must
 * be what the tenant's file says, neither more nor less.
 */
import type { Tenant } from '../../config/tenant/tenant';
import { type AccessRequest, type Decision, decide, decideThroughAccessPoint } from '../../iam';
import { type ActionClass, actionClasses, policiesIn } from './action-classes';
import { type AskedActions, serviceOf } from './asked-actions';
import { matrixOf } from './matrix';
import { witnessesOf } from './named-subjects';
import type { Question } from './proof-question';
import type { ProposedPolicies } from './proposed-policies';
import type { Verdict } from './what-the-file-says';

/**
 * `more`: allowed, and the file does not say so. `less`: the other way round. `open`: denied, but by no Deny, so that
 * another policy could allow it. `unclear`: nobody can tell.
 */
export type DifferenceKind = 'more' | 'less' | 'open' | 'unclear';

export interface Difference {
  readonly kind: DifferenceKind;
  readonly question: Question;
  readonly actions: readonly [string, ...string[]];
  readonly decision: Decision;
}

/** A question, answered for a class of actions. */
export interface Judged {
  readonly question: Question;
  /** Requests: the actions of the class. */
  readonly requests: number;
  /** Of these, how many were denied as the file says. */
  readonly denied: number;
  readonly differences: readonly Difference[];
}

/**
 * Judges the whole matrix, bit by bit: who needs no more than the first difference stops there. `others`: the other
 * tenants on the bucket. `catalogue`: see `loadActions`.
 */
export function* prove(
  tenant: Tenant,
  policies: ProposedPolicies,
  others: readonly Tenant[],
  catalogue: AskedActions,
): Generator<Judged> {
  const named = witnessesOf(policies, 'action').filter((action) => action.includes(':'));
  const known = new Set(catalogue.map((action) => action.toLowerCase()));
  const classesFor = classifier([...catalogue, ...named.filter((one) => !known.has(one.toLowerCase()))]);
  for (const question of matrixOf(tenant, policies, others)) {
    const { verdict } = question;
    for (const one of classesFor(question)) {
      const differences = isOpen(question, one) ? differencesIn(question, one) : [];
      const wrong = differences.reduce((sum, { actions }) => sum + actions.length, 0);
      const right = one.actions.length - wrong;
      const denied = wrong > 0 ? right : one.actions.filter((action) => !verdict.allowed.has(action)).length;
      yield { question, requests: one.actions.length, denied, differences };
    }
  }
}

/** The actions that a question is answered with yes to. */
export function allowedActions(question: Question, classes: readonly ActionClass[]): readonly string[] {
  return classes.flatMap(({ actions, allowable }) =>
    allowable && answer(question, actions[0]).outcome === 'allowed' ? actions : [],
  );
}

/** Classes hang on the policies and the services alone; most questions share them. */
export function classifier(actions: AskedActions): (question: Question) => readonly ActionClass[] {
  const known = new Map<string, readonly ActionClass[]>();
  const ids = new Map<unknown, number>();
  const idOf = (thing: unknown): number => {
    const id = ids.get(thing) ?? ids.size;
    ids.set(thing, id);
    return id;
  };
  return ({ policies, services = [], point, needsResource }) => {
    const { resource } = policies;
    const all = [...policiesIn(policies), ...(point?.policy ? [point.policy] : [])];
    const key = [needsResource, services.join(), ...all.map(idOf)].join(' ');
    const present = known.get(key);
    if (present) return present;
    const asked =
      services.length === 0 ? actions : actions.filter((one) => services.includes(serviceOf(one)));
    const classes = actionClasses(asked, all, needsResource ? all.filter((one) => one === resource) : all);
    known.set(key, classes);
    return classes;
  };
}

/** Where nothing could allow, and nothing has to be allowed or refused by a Deny, there is nothing to ask. */
function isOpen({ verdict: { allowed, refused } }: Question, { actions, allowable }: ActionClass): boolean {
  return allowable || actions.some((action) => allowed.has(action) || refused.has(action));
}

function differencesIn(question: Question, { actions: members }: ActionClass): readonly Difference[] {
  const decision = answer(question, members[0]);
  const wrong = new Map<DifferenceKind, [string, ...string[]]>();
  for (const action of members) {
    const kind = differenceOf(question.verdict, action, decision);
    if (kind === undefined) continue;
    const known = wrong.get(kind);
    if (known) known.push(action);
    else wrong.set(kind, [action]);
  }
  return [...wrong].map(([kind, actions]) => ({ kind, question, actions, decision }));
}

/** The engine's answer to a question about one action. */
function answer({ request, policies, point }: Question, action: string): Decision {
  const asked: AccessRequest = { ...request, action };
  return point ? decideThroughAccessPoint(asked, point, policies) : decide(asked, policies);
}

function differenceOf(verdict: Verdict, action: string, decision: Decision): DifferenceKind | undefined {
  const { outcome, reason } = decision;
  if (outcome === 'undecided') return 'unclear';
  if (verdict.refused.has(action)) {
    if (outcome === 'allowed') return 'more';
    return reason.kind === 'explicit-deny' ? undefined : 'open';
  }
  if (verdict.allowed.has(action)) return outcome === 'allowed' ? undefined : 'less';
  return outcome === 'allowed' ? 'more' : undefined;
}
