/** Random pairs of small worlds. */
import type { Policy, PolicyKind } from '../../../iam';
import type { World } from '../../../iam/reach';
import { policyOf } from '../policies-of';
import { type Random, randomFrom } from '../random';
import { drawConditions, drawResource, drawStatement, NAMED, type Statement } from './random-statements';
import { KEY, OWN, POINT, ROLE, ROLE_ID } from './small-universe';

export interface Documents {
  identity: Statement[];
  boundary?: Statement[];
  trust: Statement[];
  bucket: Statement[];
  point: Statement[];
  key: Statement[];
  serviceControl: Statement[][];
  resourceControl: Statement[][];
  encrypted: boolean;
}

export const FULL_ACCESS: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
export const BROAD_KEY: Statement = { ...FULL_ACCESS, Principal: { AWS: OWN }, Action: 'kms:*' };

/** `most`: statements that are drawn for each document. */
export function drawDocuments(random: Random, most = 3): Documents {
  const some = (kind: PolicyKind, usual: number): Statement[] =>
    random.several(1, Math.min(usual, most), () => drawStatement(random, kind));
  const full = { ...FULL_ACCESS, Principal: '*' };
  return {
    identity: [...(random.chance(0.3) ? [FULL_ACCESS] : []), ...some('identity', 3)],
    ...(random.chance(0.3)
      ? { boundary: [...(random.chance(0.6) ? [FULL_ACCESS] : []), ...some('boundary', 2)] }
      : {}),
    trust: some('trust', 2),
    bucket: some('bucket', 3),
    point: some('access-point', 2),
    key: [...(random.chance(0.7) ? [BROAD_KEY] : []), ...some('key', 1)],
    serviceControl: random.chance(0.25) ? [[FULL_ACCESS, ...some('service-control', 1)]] : [],
    resourceControl: random.chance(0.25) ? [[full, ...some('resource-control', 1)]] : [],
    encrypted: random.chance(0.3),
  };
}

type Layer = 'identity' | 'trust' | 'bucket' | 'point' | 'key';
export const KINDS: Readonly<Record<Layer, PolicyKind>> = {
  identity: 'identity',
  trust: 'trust',
  bucket: 'bucket',
  point: 'access-point',
  key: 'key',
};

/** The same documents with a few changes, in one or two of them. */
function changed(documents: Documents, random: Random): Documents {
  const copy = structuredClone(documents);
  for (const layer of random.several(1, 2, () =>
    random.pick<Layer>(['identity', 'identity', 'trust', 'bucket', 'bucket', 'point', 'key']),
  ))
    change(copy[layer], KINDS[layer], random);
  if (copy.boundary && random.chance(0.3)) change(copy.boundary, 'boundary', random);
  for (const level of copy.serviceControl) if (random.chance(0.5)) change(level, 'service-control', random);
  for (const level of copy.resourceControl) if (random.chance(0.5)) change(level, 'resource-control', random);
  if (random.chance(0.05)) copy.encrypted = !copy.encrypted;
  if (random.chance(0.05)) delete copy.boundary;
  return copy;
}

function change(statements: Statement[], kind: PolicyKind, random: Random): void {
  // AWS's own Allow in a resource control policy stays as it is.
  const others =
    kind === 'resource-control' ? statements.filter(({ Effect }) => Effect === 'Deny') : statements;
  if (others.length === 0) return;
  const at = statements.indexOf(random.pick(others));
  const statement = statements[at] ?? {};
  random.pick<() => void>([
    () => statements.push(drawStatement(random, kind)),
    () => {
      if (statements.length > 1) statements.splice(at, 1);
    },
    () => {
      const element = ['Resource', 'NotResource'].find((name) => name in statement);
      if (element) statement[element] = random.several(1, 2, () => drawResource(random, kind));
    },
    () => {
      delete statement.Condition;
      Object.assign(statement, drawConditions(random, kind));
    },
    () => {
      if (statement.Principal !== undefined && kind !== 'resource-control')
        statement.Principal = random.pick(NAMED);
    },
  ])();
}

export function worldOf(documents: Documents): World {
  const policy = (statements: readonly Statement[], kind: PolicyKind): Policy =>
    policyOf({ Version: '2012-10-17', Statement: statements }, kind);
  const { identity, boundary, trust, bucket, point, key, serviceControl, resourceControl, encrypted } =
    documents;
  const levels = serviceControl.length + resourceControl.length > 0;
  return {
    account: OWN,
    region: 'us-east-1',
    actor: {
      kind: 'role',
      arn: ROLE,
      uniqueId: ROLE_ID,
      identity: [policy(identity, 'identity')],
      trust: policy(trust, 'trust'),
      ...(boundary ? { boundary: policy(boundary, 'boundary') } : {}),
    },
    bucket: {
      name: 'bkt',
      policy: policy(bucket, 'bucket'),
      ...(encrypted ? { defaultKey: { arn: KEY } } : {}),
    },
    accessPoints: [{ arn: POINT, policy: policy(point, 'access-point') }],
    keys: [{ arn: KEY, policy: policy(key, 'key') }],
    ...(levels
      ? {
          organization: {
            serviceControl: serviceControl.map((level) => [policy(level, 'service-control')]),
            resourceControl: resourceControl.map((level) => [policy(level, 'resource-control')]),
          },
        }
      : {}),
  };
}

export interface RandomPair {
  readonly here: World;
  readonly there: World;
}

export function drawPair(random: Random, most?: number): RandomPair {
  const documents = drawDocuments(random, most);
  return { here: worldOf(changed(documents, random)), there: worldOf(documents) };
}

/** Of ten worlds six have one statement a document, beside what all allow, three have two and one has three. */
export function statementsIn(seed: number): number {
  const turn = seed % 10;
  return turn === 0 ? 3 : turn <= 3 ? 2 : 1;
}

export function randomPair(seed: number): RandomPair {
  return drawPair(randomFrom(seed), statementsIn(seed));
}
