/** From merged leaves to what people read. */
import { arnThrough } from '../access-point';
import { matchesArn, splitArn } from '../arn';
import { conditionHolds } from '../condition';
import type { StatementRef } from '../decision';
import { uniqueRefs } from '../verdict';
import type { FoundLeaf } from './answers';
import type { Way } from './case';
import { causeOf } from './causes';
import type { Actions, Difference, Principals, Region, RegionCondition, Resources } from './difference';
import { contextWith } from './key-classes';
import { type Box, KEY, valuesIn } from './merge';
import type { Pair } from './pair';
import type { Pausing } from './pausing';
import { isDerived } from './principals';
import type { Seed } from './seeds';
import { witnessOf } from './witness';
import type { ActionInfo } from './world';

const DIRECT = 'direct';

export function wayName(way: Way | undefined): string {
  return way?.point ?? DIRECT;
}

export function* differenceOf(
  box: Box,
  seeds: readonly Seed[],
  pair: Pair,
  direction: Difference['direction'],
): Pausing<Omit<Difference, 'otherwise'>> {
  const [first] = box.leaves;
  if (!first) throw new Error('a region without a case');
  const no = first.no.decision();
  return {
    direction,
    region: yield* regionOf(box, seeds, pair),
    causes: seeds.map(causeOf),
    allowedBy: yield* allowedBy(box.leaves),
    deniedBy: no.outcome === 'denied' && no.reason.kind === 'explicit-deny' ? no.reason.statement : undefined,
    rule: no.outcome === 'denied' && no.reason.kind === 'service-rule' ? no.reason.rule : undefined,
    witness: witnessOf(first, pair),
  };
}

function* allowedBy(leaves: readonly FoundLeaf[]): Pausing<readonly StatementRef[]> {
  const refs: StatementRef[] = [];
  const told = new Set<string>();
  for (const { yes, alike, matching } of leaves) {
    const key = `${alike} ${matching}`;
    if (told.has(key)) continue;
    told.add(key);
    yield;
    const { outcome, reason } = yes.decision();
    if (outcome === 'allowed' && reason.kind === 'statements') refs.push(...reason.statements);
  }
  return uniqueRefs(refs);
}

function* regionOf(box: Box, seeds: readonly Seed[], pair: Pair): Pausing<Region> {
  const { leaves, dimensions } = box;
  return {
    principals: principalsOf(leaves, seeds, pair),
    actions: actionsOf(leaves),
    resources: yield* resourcesOf(leaves, seeds),
    ways: [...(dimensions.get('way') ?? [])],
    conditions: [...dimensions].flatMap(([dimension, members]) =>
      dimension.startsWith(KEY) ? [conditionOf(dimension.slice(KEY.length), members, leaves, pair)] : [],
    ),
  };
}

function principalsOf(leaves: readonly FoundLeaf[], seeds: readonly Seed[], { who }: Pair): Principals {
  const examples = [...new Set(leaves.map(({ root }) => root.who))];
  const named = seeds.flatMap(({ source: { statement } }) => [
    ...(statement.principal?.principals ?? []).map(({ text }) => text),
    ...statement.conditions
      .filter(({ key, operator }) => isDerived(key.toLowerCase()) && operator && !operator.negated)
      .flatMap(({ values }) => values.map(({ text }) => text)),
  ]);
  const foreign = who.filter(({ backing }) => backing === 'foreign');
  return {
    examples,
    named: [...new Set(named)].filter((text) => text !== '*'),
    areAll:
      foreign.some(({ principal }) => principal.kind === 'anonymous') &&
      foreign.every(
        ({ principal }) =>
          ['service', 'federated', 'root'].includes(principal.kind) ||
          examples.some((each) => each.principal === principal),
      ),
  };
}

function actionsOf(leaves: readonly FoundLeaf[]): Actions {
  const classes = [...new Set(leaves.map(({ root }) => root.action))];
  const infos = new Map(classes.flatMap((each) => each.infos).map((info) => [info.name, info] as const));
  const levels: Partial<Record<ActionInfo['level'], number>> = {};
  for (const { level } of infos.values()) levels[level] = (levels[level] ?? 0) + 1;
  return {
    names: [...infos.keys()].sort(),
    levels,
    areOpen: classes.some((each) => each.infos.length === 0),
  };
}

function* resourcesOf(leaves: readonly FoundLeaf[], seeds: readonly Seed[]): Pausing<Resources> {
  const members = new Map<string, readonly string[]>();
  for (const { root } of leaves)
    for (const arn of root.resource.members)
      members.set(`${arn} ${root.way?.point}`, root.way ? [arn, arnThrough(root.way.point, arn)] : [arn]);
  const parts = [...members.values()].flat().map(splitArn);
  const within = new Set<string>();
  const except = new Set<string>();
  for (const { source, resources } of seeds) {
    const { resource } = source.statement;
    if (resource === undefined) within.add(source.on);
    else if (resource.element === 'NotResource') for (const text of resource.texts) except.add(text);
    else
      for (const [at, text] of resource.texts.entries()) {
        if (within.has(text) || (resources && !resources.has(at))) continue;
        yield;
        const pattern = resource.patterns[at];
        if (parts.some((arn) => !pattern || matchesArn(pattern, arn, unknown) !== 'no')) within.add(text);
      }
  }
  return {
    within: [...within],
    except: [...except],
    examples: [...new Set(leaves.map(({ root }) => root.resource.arn))],
  };
}

function unknown(): 'unknown' {
  return 'unknown';
}

/** Facts: no caller chooses them for a request. */
const FACT =
  /^aws:(?:principal|resource|sourceorg|currenttime$|epochtime$)|^(?:s3:existingobjecttag|iam:resourcetag)\//;

function conditionOf(
  key: string,
  members: ReadonlySet<string>,
  leaves: readonly FoundLeaf[],
  { conditions, here }: Pair,
): RegionCondition {
  const examples = [...members].map((member): string | readonly string[] => JSON.parse(member));
  const others = valuesElsewhere(key, members, leaves);
  const found = (conditions.get(key) ?? []).flatMap(({ condition }) => {
    const holds = (value: string | readonly string[]): boolean =>
      conditionHolds(condition, contextWith({ [key]: value }, unknown)) === 'yes';
    const { operatorText, values } = condition;
    const shown = { operator: operatorText, values: values.map(({ text }) => text) };
    if (examples.every(holds) && !others.some(holds)) return [{ ...shown, unless: false }];
    if (!examples.some(holds) && others.every(holds)) return [{ ...shown, unless: true }];
    return [];
  });
  const isFact = FACT.test(key) || (key.startsWith('aws:principaltag/') && here.world.actor !== undefined);
  return { kind: isFact ? 'if' : 'with', key, holds: found[0], examples };
}

/** What the key may hold outside the region. */
function valuesElsewhere(
  key: string,
  members: ReadonlySet<string>,
  leaves: readonly FoundLeaf[],
): readonly (string | readonly string[])[] {
  return [...new Map(valuesIn(leaves, key).map((value) => [JSON.stringify(value), value])).entries()]
    .filter(([text]) => !members.has(text))
    .map(([, value]) => value);
}
