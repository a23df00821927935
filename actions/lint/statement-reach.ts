/** What the actions of a statement come to on its resources. */
import type { Action, ActionCatalogue } from './action-catalogue';
import { arnShapeProblem } from './arn-shape';
import type { Statement, Text } from './policy-elements';
import { resourcePattern } from './resource-pattern';
import { overlap } from './text-pattern';

export interface WrittenAction {
  readonly written: Text;
  /** What it stands for; empty where AWS has no action of that name. */
  readonly all: readonly Action[];
  /** Those of them that can apply to a resource of the statement. */
  readonly applicable: readonly Action[];
}

export interface StatementReach {
  readonly actions: readonly WrittenAction[];
  /** Resources that none of the statement's actions can apply to, where all of its actions are known. */
  readonly unused: readonly Text[];
}

/**
 * In a statement without `Resource`, as in trust policies, every action applies. So it does to a resource with an
 * ill-formed ARN, which another rule reports.
 */
export function reachOf(statement: Statement, catalogue: ActionCatalogue): StatementReach {
  const known = KNOWN.get(catalogue) ?? new WeakMap<Statement, StatementReach>();
  KNOWN.set(catalogue, known);
  const reach = known.get(statement) ?? computeReach(statement, catalogue);
  known.set(statement, reach);
  return reach;
}

/** Many rules ask for the same statement's. */
const KNOWN = new WeakMap<ActionCatalogue, WeakMap<Statement, StatementReach>>();

function computeReach(statement: Statement, catalogue: ActionCatalogue): StatementReach {
  const resources = statement.resources.map((text) => ({ text, fits: fitter(text.value) }));
  const open = resources.length === 0;
  const actions = statement.actions.map((written): WrittenAction => {
    const all = catalogue.matching(written.value);
    return {
      written,
      all,
      applicable: all.filter((action) => open || resources.some(({ fits }) => fits(action))),
    };
  });
  const known =
    !open &&
    // What `NotAction` leaves is not looked through.
    statement.notActions.length === 0 &&
    actions.every(({ all }) => all.length > 0) &&
    !actions.some(({ written }) => written.value === '*');
  const live = actions.flatMap(({ applicable }) => applicable);
  const unused = known
    ? resources.filter(({ fits }) => !live.some((action) => fits(action))).map(({ text }) => text)
    : [];
  return { actions, unused };
}

/** Whether an action can apply to a resource; what was found for a kind of resource is kept. */
function fitter(resource: string): (action: Action) => boolean {
  if (resource === '*' || arnShapeProblem(resource) !== undefined) return () => true;
  const own = resourcePattern(resource);
  const known = new Map<string, boolean>();
  return ({ service, resourceTypes }) => {
    // AWS's own samples give account-wide actions of S3 the resource arn:aws:s3:::*.
    if (resourceTypes.length === 0) return service === 's3' && /^arn:[^:]*:s3:::\*/.test(resource);
    return resourceTypes.some(({ name, pattern }) => {
      const key = `${service} ${name}`;
      const fits = known.get(key) ?? overlap(own, pattern);
      known.set(key, fits);
      return fits;
    });
  };
}
