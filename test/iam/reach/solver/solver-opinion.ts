/**
 * What Z3 says of two worlds that differ in what the role and the bucket say: which cases differ, of all texts that there
 * are. The rules of the decision stand here anew, for requests to the bucket that come directly.
 */

import { accountOf } from '../../../../iam/principal';
import type { Case, Who } from '../../../../iam/reach';
import type { DifferingCase } from '../checked';
import { OWN } from '../small-universe';
import { type Minterm, mintermsOf, patternKey } from './minterms';
import {
  expressionOf,
  type Pattern,
  type PlainStatement,
  RESOURCE,
  type Requirement,
  TEXT_KEYS,
  TLS,
} from './plain-statements';
import type { Language, Solver } from './z3';

/** What the role's own policy says, and the bucket's. */
export interface PlainWorld {
  readonly identity: readonly PlainStatement[];
  readonly bucket: readonly PlainStatement[];
}

export const PLAIN_ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];

/** Printable, and without the colons that divide an ARN. */
const anyText: Language = (terms) =>
  terms.anyOf(terms.either([terms.between(' ', '9'), terms.between(';', '~')]));
const anyObject: Language = (terms) =>
  terms.concat([
    terms.literal('bkt/'),
    terms.either([terms.between(' ', '9'), terms.between(';', '~')]),
    anyText(terms),
  ]);

/** Of each key the values that a request may have; undefined for a key that is not there. */
type Values = ReadonlyMap<string, readonly (Minterm | undefined)[]>;

/** Undefined where Z3 could not tell in time. */
export async function differingByZ3(
  solver: Solver,
  here: PlainWorld,
  there: PlainWorld,
  everybody: readonly Who[],
): Promise<readonly DifferingCase[] | undefined> {
  const statements = [here, there].flatMap(({ identity, bucket }) => [...identity, ...bucket]);
  const requirements = statements.flatMap((statement) => statement.requirements);
  const values = new Map<string, readonly (Minterm | undefined)[]>();
  for (const key of [RESOURCE, ...TEXT_KEYS]) {
    const own = requirements.filter((each) => each.key === key);
    if (key !== RESOURCE && own.length === 0) continue;
    const patterns = own.flatMap((each) => each.patterns);
    const found = await mintermsOf(solver, key === RESOURCE ? anyObject : anyText, patterns);
    if (found === undefined) return undefined;
    values.set(key, key === RESOURCE ? found : [undefined, ...found]);
  }
  return everybody.flatMap((who) =>
    PLAIN_ACTIONS.flatMap((action) => [...differingAt(here, there, who, action, values)]),
  );
}

/** One case for each way in which the statements apply. */
function* differingAt(
  here: PlainWorld,
  there: PlainWorld,
  who: Who,
  action: string,
  values: Values,
): Generator<DifferingCase> {
  const seen = new Set<string>();
  for (const request of requestsOf(values, who, action)) {
    const outcomes = [here, there].map((world) => isAllowed(world, who, action, request));
    if (outcomes[0] === outcomes[1]) continue;
    const applying = [here, there].map(({ identity, bucket }) =>
      [...identity, ...bucket].map((each) => Number(holds(each, action, request))).join(''),
    );
    const key = applying.join();
    if (seen.has(key)) continue;
    seen.add(key);
    yield { asked: caseOf(who, action, request), direction: outcomes[0] ? 'more' : 'less' };
  }
}

/** By key what the request has; a key that is not there is not in it. */
type Request = ReadonlyMap<string, Minterm>;

function requestsOf(values: Values, { principal }: Who, action: string): readonly Request[] {
  const isList = action === 's3:ListBucket';
  let requests: readonly Request[] = [new Map()];
  for (const [key, all] of values) {
    if (key === 's3:prefix' && !isList) continue;
    if (key === 'aws:principaltag/t' && principal.kind === 'anonymous') continue;
    const some = key === RESOURCE && isList ? [concrete('bkt')] : all;
    requests = requests.flatMap((request) =>
      some.map((value) => (value ? new Map([...request, [key, value]]) : request)),
    );
  }
  return requests.flatMap((request) =>
    ['true', 'false'].map((text) => new Map([...request, [TLS, concrete(text)]])),
  );
}

function concrete(text: string): Minterm {
  return { text, matched: new Map() };
}

function isAllowed(world: PlainWorld, who: Who, action: string, request: Request): boolean {
  const applying = (statements: readonly PlainStatement[], effect: string, least: number): boolean =>
    statements.some(
      (each) =>
        each.effect === effect && each.standing(who.principal) >= least && holds(each, action, request),
    );
  const { backing, principal } = who;
  const isActor = backing === 'actor';
  if (applying(world.bucket, 'Deny', 1) || (isActor && applying(world.identity, 'Deny', 1))) return false;
  if (accountOf(principal) !== OWN) return applying(world.bucket, 'Allow', 1);
  if (backing === 'everything') return true;
  return applying(world.bucket, 'Allow', 2) || (isActor && applying(world.identity, 'Allow', 1));
}

function holds({ names, requirements }: PlainStatement, action: string, request: Request): boolean {
  return names(action) && requirements.every((each) => meets(each, request));
}

function meets({ key, patterns, negated, absent, present }: Requirement, request: Request): boolean {
  const value = request.get(key);
  if (value === undefined) return absent;
  if (present !== undefined) return present;
  return patterns.some((pattern) => matches(value, pattern)) !== negated;
}

function matches({ text, matched }: Minterm, pattern: Pattern): boolean {
  return matched.get(patternKey(pattern)) ?? expressionOf(pattern).test(text);
}

function caseOf(who: Who, action: string, request: Request): Case {
  const keys = [...request]
    .filter(([key]) => key !== RESOURCE)
    .map(([key, { text }]) => [key, text] as const);
  return {
    ...who,
    action,
    resource: { arn: `arn:aws:s3:::${request.get(RESOURCE)?.text}`, account: OWN },
    way: undefined,
    context: {
      'aws:requestedregion': 'us-east-1',
      'aws:viaawsservice': 'false',
      'aws:currenttime': '2026-12-01T00:00:00Z',
      'aws:epochtime': '1796083200',
      'aws:sourceip': '203.0.113.1',
      ...Object.fromEntries(keys),
    },
    complete: true,
  };
}
