/**
 * Actions that no policy at hand tells apart get the same answer, so that one of them stands for all. The engine looks
 * at an action in two places only: in a statement's Action, and by its service for the policies of roles and keys.
 */
import type { Policies, Policy } from '../../iam';
import { matchesGlob } from '../../iam/wildcard';
import { type AskedActions, serviceOf } from './asked-actions';

export interface ActionClass {
  /** All get the same answer to any request. */
  readonly actions: readonly [string, ...string[]];
  /** Whether an Allow names them, in a policy without which nothing is allowed. If none does, the answer is no. */
  readonly allowable: boolean;
}

/** `needed`: the policies of which one has to allow. */
export function actionClasses(
  actions: AskedActions,
  policies: readonly Policy[],
  needed: readonly Policy[],
): readonly ActionClass[] {
  const statements = policies.flatMap((policy) =>
    policy.statements.map(({ action: { element, globs }, effect }) => ({
      named: (name: string) => globs.some((glob) => matchesGlob(glob, name)) === (element === 'Action'),
      allows: effect === 'Allow' && needed.includes(policy),
    })),
  );
  const classes = new Map<string, { actions: [string, ...string[]]; allowable: boolean }>();
  for (const action of actions) {
    const name = action.toLowerCase();
    const answers = statements.map(({ named }) => named(name));
    const signature = `${serviceOf(name)} ${answers.map(Number).join('')}`;
    const known = classes.get(signature);
    if (known) known.actions.push(action);
    else {
      const allowable = statements.some(({ allows }, at) => allows && answers[at] === true);
      classes.set(signature, { actions: [action], allowable });
    }
  }
  return [...classes.values()];
}

export function policiesIn({ identity, resource }: Policies): readonly Policy[] {
  return [...identity, ...(resource ? [resource] : [])];
}
