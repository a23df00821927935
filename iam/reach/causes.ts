/** The statements that make the difference on a case: those of one world alone that apply to it. */
import { accountInArn } from '../arn';
import type { StatementRef } from '../decision';
import { applies, viewOf } from '../statement';
import type { FoundLeaf } from './answers';
import type { Pair } from './pair';
import { askedWith } from './relevance';
import type { Seed, Side } from './seeds';

/** A statement that one world has and the other has not, or not so wide. */
export interface Cause {
  readonly side: Side;
  readonly effect: 'Allow' | 'Deny';
  readonly statement: StatementRef;
}

export function causingSeeds(leaf: FoundLeaf, { here, there, keys }: Pair): readonly Seed[] {
  const { root, known, seeds } = leaf;
  const { who, action, resource, way } = root;
  const asked = askedWith(action.name, resource, way, [here.world, there.world]);
  const context = way
    ? {
        's3:dataaccesspointarn': way.point,
        's3:dataaccesspointaccount': accountInArn(way.point) ?? '',
        's3:accesspointnetworkorigin': way.networkOrigin ?? 'Internet',
        ...known,
      }
    : {
        ...Object.fromEntries(keys.filter((key) => key.startsWith('s3:data')).map((key) => [key, []])),
        ...known,
      };
  return seeds.filter(({ source }) =>
    asked.some(({ action: name, arn }) => {
      const isOther = name !== action.name.toLowerCase();
      const request = {
        principal: who.principal,
        action: name,
        resource: { arn, account: resource.account },
        context,
      };
      const truth = applies(source.statement, viewOf(request, resource.account, false), 'account');
      return truth === 'yes' || (isOther && truth === 'unknown');
    }),
  );
}

export function causeOf({ side, source }: Seed): Cause {
  return { side, effect: source.statement.effect, statement: source.ref };
}
