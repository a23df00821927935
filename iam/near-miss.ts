/** What came nearest to allowing a request, and what nobody can tell of it. */
import type { NearMiss, Obstacle } from './decision';
import type { Policy, Statement } from './policy';
import { CLOSENESSES, type Closeness } from './principal';
import { applies, obstaclesOf, unknownKeysFor, type View } from './statement';
import { refOf } from './verdict';

/**
 * The farther from the request an element is, the more it weighs: a statement about another action has less to do
 * with it than one that only lacks a condition.
 */
const WEIGHTS: Readonly<Record<Obstacle['element'], number>> = {
  Action: 8,
  NotAction: 8,
  Principal: 4,
  NotPrincipal: 4,
  Resource: 2,
  NotResource: 2,
  Condition: 1,
  unrecognised: 1,
};

/** The Allow with the lightest obstacles, the first of several; undefined where none stands in the policies. */
export function nearestMiss(policies: readonly Policy[], view: View): NearMiss | undefined {
  const misses = mapStatements('Allow', policies, (statement) => {
    const obstacles = obstaclesOf(statement, view, 'account');
    return obstacles.length > 0 ? obstacles : undefined;
  });
  return misses.reduce<NearMiss | undefined>(
    (nearest, miss) => (nearest && weightOf(nearest) <= weightOf(miss) ? nearest : miss),
    undefined,
  );
}

/** The statements of which nobody can tell whether they apply, each with what is not known. */
export function undecidedStatements(
  effect: Statement['effect'],
  policies: readonly Policy[],
  view: View,
): readonly NearMiss[] {
  return mapStatements(effect, policies, (statement) => {
    const closeness = undecidedCloseness(statement, view);
    return closeness && obstaclesOf(statement, view, closeness);
  });
}

function undecidedCloseness(statement: Statement, view: View): Closeness | undefined {
  return CLOSENESSES.find((closeness) => applies(statement, view, closeness) === 'unknown');
}

/** The same statements by themselves. */
export function undecidedIn(
  effect: Statement['effect'],
  policies: readonly Policy[],
  view: View,
): readonly Statement[] {
  return policies.flatMap(({ statements }) =>
    statements.filter(
      (statement) => statement.effect === effect && undecidedCloseness(statement, view) !== undefined,
    ),
  );
}

/** The keys on which it hangs whether they apply, as `unknownKeysIn` has them. */
export function unknownKeysOf(statements: readonly Statement[], view: View): readonly string[] {
  return [...new Set(statements.flatMap((statement) => [...unknownKeysFor(statement, view)]))].sort();
}

/** Each once, in order. */
export function unknownKeysIn(misses: readonly NearMiss[]): readonly string[] {
  const keys = misses.flatMap(({ obstacles }) =>
    obstacles.flatMap((obstacle) => ('unknownKeys' in obstacle ? obstacle.unknownKeys : [])),
  );
  return [...new Set(keys)].sort();
}

function mapStatements(
  effect: Statement['effect'],
  policies: readonly Policy[],
  obstaclesIn: (statement: Statement) => readonly Obstacle[] | undefined,
): readonly NearMiss[] {
  return policies.flatMap((policy) =>
    policy.statements.flatMap((statement) => {
      const obstacles = statement.effect === effect ? obstaclesIn(statement) : undefined;
      return obstacles ? [{ statement: refOf(policy, statement), obstacles }] : [];
    }),
  );
}

function weightOf({ obstacles }: NearMiss): number {
  return obstacles.reduce((sum, { element }) => sum + WEIGHTS[element], 0);
}
