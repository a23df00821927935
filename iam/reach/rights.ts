/** Two worlds between which another must lie: short of `must` it is `less`, beyond `may` it is `more`. */
import { type CompareOptions, compareInSteps } from './compare';
import type { Comparison } from './difference';
import { atOnce, type Pausing } from './pausing';
import type { Facts, World } from './world';

export interface Rights {
  readonly must: World;
  readonly may: World;
}

type Options = Pick<CompareOptions, 'dormant'>;

/** `actual` is `here`. With one bound alone, what a policy denies though nobody needs it would read as `less`. */
export function* compareWithRightsInSteps(
  actual: World,
  { must, may }: Rights,
  facts: Facts,
  options: Options = {},
): Pausing<Comparison> {
  const less = yield* compareInSteps(actual, must, facts, {
    ...options,
    directions: ['less'],
    onlyStated: true,
  });
  const more = yield* compareInSteps(actual, may, facts, { ...options, directions: ['more'] });
  return {
    differences: [...less.differences, ...more.differences],
    beyond: [...less.beyond, ...more.beyond],
  };
}

export function compareWithRights(
  actual: World,
  rights: Rights,
  facts: Facts,
  options: Options = {},
): Comparison {
  return atOnce(compareWithRightsInSteps(actual, rights, facts, options));
}
