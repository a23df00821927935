/** Whatever is changed in a policy, the proof finds it. */

import { suppositionsFor } from '../../../actions/validate/suppositions';
import type { Tenant } from '../../../config/tenant/tenant';
import { compare, type Difference, judgesOf } from '../../../iam/reach';
import { factsFor } from '../../../worlds/facts';
import {
  type PolicySource,
  type PolicySources,
  policySources,
  worldOfSources,
} from '../../../worlds/proposed';
import { statedWorld } from '../../../worlds/stated-rights';
import { FULL } from '../../full';
import { othersOf, projectOf, TENANTS } from '../../worlds/tenants';
import { equivalenceOf } from './equivalent-mutations';
import { type Document, mutationsOf } from './mutations';

/** All of them take minutes; otherwise every so many. */
const STEP = FULL ? 1 : 36;

/** One change, and what is deployed with it: of each tenant that the changed policy bears on. */
interface Made {
  readonly name: string;
  readonly deployed: readonly { readonly tenant: Tenant; readonly sources: PolicySources }[];
}

const PROJECT = projectOf(TENANTS);

function sourcesOf(tenant: Tenant): PolicySources {
  return policySources(PROJECT, tenant);
}

function madeOf(tenant: Tenant): readonly Made[] {
  const sources = sourcesOf(tenant);
  const change = (source: PolicySource, put: (changed: PolicySource) => Made['deployed']): readonly Made[] =>
    mutationsOf(source.name, source.document as Document).map(({ name, document }) => ({
      name: `${tenant.name}: ${name}`,
      deployed: put({ ...source, document }),
    }));
  const { trust, identity, bucket, accessPoint, key } = sources;
  const others = othersOf(tenant);
  const speaksForBucket = !tenant.bucket.existing || others.length === 0;
  return [
    ...(trust ? change(trust, (changed) => [{ tenant, sources: { ...sources, trust: changed } }]) : []),
    ...identity.flatMap((source) =>
      change(source, (changed) => [
        {
          tenant,
          sources: { ...sources, identity: identity.map((one) => (one === source ? changed : one)) },
        },
      ]),
    ),
    ...(speaksForBucket
      ? change(bucket, (changed) =>
          [tenant, ...others].map((one) => ({
            tenant: one,
            sources: { ...sourcesOf(one), bucket: changed },
          })),
        )
      : []),
    ...(accessPoint
      ? change(accessPoint, (changed) => [{ tenant, sources: { ...sources, accessPoint: changed } }])
      : []),
    ...(key ? change(key, (changed) => [{ tenant, sources: { ...sources, key: changed } }]) : []),
  ];
}

type Direction = Difference['direction'] | 'refused' | 'inconclusive';

/** In which directions it is found; each witness is put to both worlds, which must differ on it as it says. */
async function foundIn({ deployed }: Made): Promise<readonly Direction[]> {
  const found = new Set<Direction>();
  for (const { tenant, sources } of deployed) {
    const { world, faults } = worldOfSources(tenant, sources);
    if (faults.length > 0) {
      found.add('refused');
      continue;
    }
    const stated = statedWorld(PROJECT, tenant);
    const facts = await factsFor([world, stated]);
    for (const { of, dormant } of suppositionsFor(tenant)) {
      const { differences } = compare(of(world), of(stated), facts, { dormant });
      for (const { direction } of differences) found.add(direction === 'less' ? 'less' : 'dormant');
    }
    const { differences, beyond } = compare(world, stated, facts);
    if (beyond.length > 0) found.add('inconclusive');
    const { here, there } = judgesOf(world, stated);
    for (const { direction, witness } of differences) {
      found.add(direction);
      const outcomes = [here(witness).outcome, there(witness).outcome];
      if (direction === 'more') expect(outcomes).toEqual(['allowed', 'denied']);
      if (direction === 'less') expect(outcomes).toEqual(['denied', 'allowed']);
    }
  }
  return [...found];
}

/** Directions that a change of this name cannot have. */
function impossible(name: string): readonly Direction[] {
  const isDeny = /Suspended|FirstPhase|SessionsFromBefore|DenyPlainHttp|OtherOwner/.test(name);
  // What is left of a suspension would still deny when it is resumed.
  if (/^suspended: .* Suspended: a condition added$/.test(name)) return [];
  if (/: (?:statement dropped|a condition added)$/.test(name)) return isDeny ? ['less'] : ['more', 'dormant'];
  const widens =
    /: (?:an action added|\w+:\* added|everything|everybody|a stranger added)$|: (?:wildcard|star) after/;
  const conditionGone =
    /: (?:aws:\w+|s3:prefix|s3:DataAccessPointArn|sts:ExternalId|kms:ViaService) dropped$/;
  // Instead of everybody, the principals of a Deny are those that are added.
  const isOther = isDeny && /a stranger added$/.test(name);
  if (isOther || (!widens.test(name) && !conditionGone.test(name))) return [];
  return isDeny ? ['more', 'dormant'] : ['less'];
}

const ALL = TENANTS.flatMap(madeOf);

test('every change to a policy is found, in a direction that it can have', async () => {
  const made = ALL.filter(({ name }) => equivalenceOf(name) === undefined).filter((_, at) => at % STEP === 0);
  const missed: string[] = [];
  const wrong: string[] = [];
  for (const one of made) {
    const found = await foundIn(one);
    if (found.length === 0) missed.push(one.name);
    const never = impossible(one.name);
    if (found.some((direction) => never.includes(direction))) wrong.push(`${one.name}: ${found.join()}`);
  }
  process.stdout.write(`mutations: ${made.length - missed.length} of ${made.length} found\n`);
  expect(made.length).toBeGreaterThanOrEqual(60);
  expect([missed, wrong]).toEqual([[], []]);
});

test('what is called equivalent is not found: AWS answers every request as before', async () => {
  const equivalent = ALL.filter(({ name }) => equivalenceOf(name) !== undefined);
  const tried = equivalent.filter((_, at) => at % (STEP * 2 - 1) === 0);
  const found: string[] = [];
  for (const one of tried) if ((await foundIn(one)).length > 0) found.push(one.name);
  expect(found).toEqual([]);
});
