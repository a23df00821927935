/** Pairs of worlds that differ in one statement, on the names of the small universe. */

import type { Statement } from './random-statements';
import { BROAD_KEY, type Documents, FULL_ACCESS, type RandomPair, worldOf } from './random-worlds';
import { BUCKET, FOREIGN, POINT, ROLE } from './small-universe';

type Layer = 'identity' | 'trust' | 'bucket';

function usual(): Documents {
  const toRole = { Effect: 'Allow', Principal: { AWS: ROLE } };
  return {
    identity: [FULL_ACCESS],
    trust: [{ ...toRole, Action: 'sts:AssumeRole' }],
    bucket: [{ ...toRole, Action: ['s3:GetObject', 's3:PutObject'], Resource: `${BUCKET}/*` }],
    point: [{ ...toRole, Action: 's3:GetObject', Resource: `${POINT}/object/*` }],
    key: [BROAD_KEY],
    serviceControl: [],
    resourceControl: [],
    encrypted: false,
  };
}

/** `here` has one statement more; `there` another in its place, where one is given. */
export function pairBy(layer: Layer, here: Statement, there?: Statement): RandomPair {
  const withOne = (statement?: Statement) => {
    const documents = usual();
    return worldOf({
      ...documents,
      [layer]: [...documents[layer], ...(statement ? [statement] : [])],
    });
  };
  return { here: withOne(here), there: withOne(there) };
}

/** An Allow of GetObject on the whole bucket, to everybody. */
export function readsIf(operator: string, key: string, value: string): Statement {
  return {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `${BUCKET}/*`,
    Condition: { [operator]: { [key]: value } },
  };
}

/** An Allow of one action to the foreign account. */
export function letsForeign(Action: string | readonly string[], elements: Statement): Statement {
  return { Effect: 'Allow', Principal: { AWS: FOREIGN }, Action, ...elements };
}
