/** Pairs of worlds that differ in one statement, on the names of the small universe. */

import type { Statement } from './random-statements';
import { BROAD_KEY, type Documents, FULL_ACCESS, type RandomPair, worldOf } from './random-worlds';
import { BUCKET, FOREIGN, OWN, POINT, ROLE } from './small-universe';

type Layer = 'identity' | 'trust' | 'bucket';
/** Documents that say who may do something with what they hang on. */
export type OnResource = 'trust' | 'bucket' | 'point' | 'key';

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

/** What each document is about. */
export const ABOUT: Readonly<Record<OnResource, Statement>> = {
  trust: { Action: 'sts:AssumeRole' },
  bucket: { Action: 's3:GetObject', Resource: `${BUCKET}/*` },
  point: { Action: 's3:GetObject', Resource: `${POINT}/object/*` },
  key: { Action: 'kms:Decrypt', Resource: '*' },
};

/** What else must allow, so that the document decides: the bucket what its point or its key does. */
export function openTo(layer: OnResource): Documents {
  const documents = usual();
  const everybody = { Effect: 'Allow', Principal: '*', ...ABOUT.bucket };
  const byPoints = { Condition: { StringEquals: { 's3:DataAccessPointAccount': OWN } } };
  if (layer === 'point') documents.bucket.push({ ...everybody, ...byPoints });
  if (layer === 'key') documents.bucket.push(everybody);
  return { ...documents, encrypted: layer === 'key' };
}

/** `here` has one Allow more, of what the document is about, in a world where it decides. */
export function pairOn(layer: OnResource, said: Statement): RandomPair {
  const documents = openTo(layer);
  const more = {
    ...documents,
    [layer]: [...documents[layer], { Effect: 'Allow', ...ABOUT[layer], ...said }],
  };
  return { here: worldOf(more), there: worldOf(documents) };
}
