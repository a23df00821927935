/** Whether a statement applies to a request, element by element; and if not, which elements stand in the way. */
import { type ArnParts, matchesResourceArn, splitArn } from './arn';
import { conditionHolds } from './condition';
import type { Obstacle } from './decision';
import type { Context } from './known-keys';
import type { Condition, ResourceElement, Statement } from './policy';
import { arnOf, type Closeness, standingOf } from './principal';
import type { AccessRequest } from './request';
import { contextOf } from './request-context';
import { patternsNear } from './resource-patterns';
import { allOf, every, not, some, type Truth, truthOf } from './truth';
import { matchesGlob } from './wildcard';

type ElementObstacle = Exclude<Obstacle, { readonly element: 'Condition' | 'unrecognised' }>;

/** A request, made ready to be compared with many statements. */
export interface View {
  readonly request: AccessRequest;
  /** In lower case. */
  readonly action: string;
  readonly arn: ArnParts;
  readonly context: Context;
  /** Whether a permissions boundary hangs on the principal. */
  readonly hasBoundary: boolean;
}

/** `owner`: the account that owns the resource, where known. */
export function viewOf(request: AccessRequest, owner: string | undefined, hasBoundary: boolean): View {
  return {
    request,
    action: request.action.toLowerCase(),
    arn: splitArn(request.resource.arn),
    context: contextOf(request, owner),
    hasBoundary,
  };
}

/** The cheap elements first: most statements are about something else. `closeness`: how closely it must name us. */
export function applies(statement: Statement, view: View, closeness: Closeness): Truth {
  if (matchesAction(statement, view) === 'no') return 'no';
  const resource = matchesResource(statement, view);
  if (resource === 'no') return 'no';
  const principal = matchesPrincipal(statement, view, closeness);
  if (principal === 'no') return 'no';
  const conditions = every(statement.conditions, (condition) => conditionHolds(condition, view.context));
  const recognised = statement.unrecognised.length === 0 ? 'yes' : 'unknown';
  return allOf(resource, principal, conditions, recognised);
}

function matchesAction({ action }: Statement, view: View): Truth {
  const named = action.globs.some((glob) => matchesGlob(glob, view.action));
  return truthOf(named === (action.element === 'Action'));
}

function matchesResource({ resource }: Statement, { arn, context }: View): Truth {
  if (resource === undefined) return 'yes';
  const named = some(patternsNear(resource, arn), (pattern) =>
    pattern ? matchesResourceArn(pattern, arn, context) : 'unknown',
  );
  return resource.element === 'Resource' ? named : not(named);
}

function matchesPrincipal(statement: Statement, { request, hasBoundary }: View, closeness: Closeness): Truth {
  return standingOf(statement.principal, request.principal, statement.effect, hasBoundary)[closeness];
}

/** What keeps the statement from applying for sure; empty where it applies. */
export function obstaclesOf(statement: Statement, view: View, closeness: Closeness): readonly Obstacle[] {
  const { principal, action, resource, conditions, unrecognised } = statement;
  const { request } = view;
  const obstacles: (Obstacle | undefined)[] = [
    principal &&
      obstacle(
        principal.element,
        principal.principals.map(({ text }) => text),
        arnOf(request.principal),
        matchesPrincipal(statement, view, closeness),
      ),
    obstacle(action.element, action.texts, request.action, matchesAction(statement, view)),
    resource && resourceObstacle(statement, resource, view),
    ...conditions.map((condition) => conditionObstacle(condition, view.context)),
    ...unrecognised.map((name): Obstacle => ({ element: 'unrecognised', name, unknown: true })),
  ];
  return obstacles.filter((found) => found !== undefined);
}

function obstacle(
  element: ElementObstacle['element'],
  wanted: readonly string[],
  found: string,
  truth: Truth,
): ElementObstacle | undefined {
  return truth === 'yes' ? undefined : { element, wanted, found, unknown: truth === 'unknown' };
}

function resourceObstacle(
  statement: Statement,
  { element, texts }: ResourceElement,
  view: View,
): Obstacle | undefined {
  const { context, unknownKeys } = recorded(view.context);
  const truth = matchesResource(statement, { ...view, context });
  const found = obstacle(element, texts, view.request.resource.arn, truth);
  return found?.unknown ? { ...found, unknownKeys: [...unknownKeys] } : found;
}

/** The keys that its resources and conditions ask for and nobody knows, where they hang on them. */
export function unknownKeysFor(statement: Statement, view: View): ReadonlySet<string> {
  const keys = new Set<string>();
  const ask = (truthIn: (context: Context) => Truth): void => {
    const { context, unknownKeys } = recorded(view.context);
    if (truthIn(context) === 'unknown') for (const key of unknownKeys) keys.add(key);
  };
  ask((context) => matchesResource(statement, { ...view, context }));
  for (const condition of statement.conditions) ask((context) => conditionHolds(condition, context));
  return keys;
}

/** The same context, which keeps in mind what it was asked and does not know. */
function recorded(context: Context): {
  readonly context: Context;
  readonly unknownKeys: ReadonlySet<string>;
} {
  const unknownKeys = new Set<string>();
  const recording: Context = (key) => {
    const found = context(key);
    if (found === 'unknown') unknownKeys.add(key.toLowerCase());
    return found;
  };
  return { context: recording, unknownKeys };
}

function conditionObstacle(condition: Condition, context: Context): Obstacle | undefined {
  const { context: recording, unknownKeys } = recorded(context);
  const truth = conditionHolds(condition, recording);
  if (truth === 'yes') return undefined;
  const { key, operatorText: operator, values } = condition;
  const found = context(key);
  return {
    element: 'Condition',
    operator,
    key,
    wanted: values.map(({ text }) => text),
    found: typeof found === 'string' ? undefined : found.values,
    unknown: truth === 'unknown',
    ...(truth === 'unknown' ? { unknownKeys: [...unknownKeys] } : {}),
  };
}
