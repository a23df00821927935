/** The statements that make the difference on a case: those of one world alone that apply to it. */
import { arnThrough } from '../access-point';
import { accountInArn } from '../arn';
import type { StatementRef } from '../decision';
import { applies, type View, viewOf } from '../statement';
import type { FoundLeaf } from './answers';
import type { Case } from './case';
import { requestIn } from './judge';
import type { Pair } from './pair';
import { caseAt } from './search';
import type { Seed, Side } from './seeds';
import { furtherSteps } from './steps';
import type { World } from './world';

/** A statement that one world has and the other has not, or not so wide. */
export interface Cause {
  readonly side: Side;
  readonly effect: 'Allow' | 'Deny';
  readonly statement: StatementRef;
}

/** What a world is asked on a case. */
interface Question {
  readonly view: View;
  /** Whether it is asked beside what the case is about. */
  readonly isBeside: boolean;
}

export function causingSeeds(leaf: FoundLeaf, { here, there }: Pair): readonly Seed[] {
  const asked = caseAt(leaf.root, leaf.known);
  const beside = [here.world, there.world].flatMap((world) =>
    furtherSteps(world, asked).flatMap(({ step, needed }) =>
      'outcome' in step || needed === 'no' ? [] : [step],
    ),
  );
  const questions = {
    here: questionsIn(here.world, asked, beside),
    there: questionsIn(there.world, asked, beside),
  };
  return leaf.seeds.filter(({ side, source }) =>
    questions[side].some(({ view, isBeside }) => {
      const truth = applies(source.statement, view, 'account');
      return truth === 'yes' || (isBeside && truth === 'unknown');
    }),
  );
}

function questionsIn(world: World, asked: Case, beside: readonly Case[]): readonly Question[] {
  return [
    ...viewsOf(world, asked).map((view) => ({ view, isBeside: false })),
    ...beside.flatMap((each) => viewsOf(world, each).map((view) => ({ view, isBeside: true }))),
  ];
}

/** On the bucket or object itself and, where it comes that way, on the access point. */
export function viewsOf(world: World, asked: Case): readonly View[] {
  const { way, resource } = asked;
  const request = requestIn(world, asked);
  const itself = viewOf(request, resource.account, false);
  if (!way) return [itself];
  const onPoint = { ...request, resource: { arn: arnThrough(way.point, resource.arn) } };
  return [itself, viewOf(onPoint, accountInArn(way.point), false)];
}

export function causeOf({ side, source }: Seed): Cause {
  return { side, effect: source.statement.effect, statement: source.ref };
}
