/** A whole request for a region: what is settled there, and for all else what requests usually have. */

import type { FoundLeaf } from './answers';
import type { Case, Known } from './case';
import type { Pair } from './pair';

const AT = '2026-01-01T00:00:00Z';

/** What AWS sends always, as a request usually has it. */
function usual({ facts, things }: Pair): Known {
  const at = facts.at ?? AT;
  return {
    'aws:securetransport': 'true',
    'aws:requestedregion': things.region,
    'aws:viaawsservice': 'false',
    'aws:currenttime': at,
    'aws:epochtime': String(Math.floor(Date.parse(at) / 1000)),
  };
}

export function witnessOf({ root, known }: FoundLeaf, pair: Pair): Case {
  const { who, action, resource, way } = root;
  return {
    ...who,
    action: action.name,
    resource: { arn: resource.arn, account: resource.account },
    way,
    context: { ...usual(pair), ...known },
    complete: true,
  };
}
