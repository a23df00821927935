/**
 * Which differing statements can bear on which cases. Where none can, both worlds decide alike, and nobody need ask.
 */
import { arnThrough } from '../access-point';
import { conditionHolds } from '../condition';
import type { Statement } from '../policy';
import { accountOf, CLOSENESSES, identityArnOf, standingOf } from '../principal';
import { matchesGlob } from '../wildcard';
import { Automaton } from './automaton';
import { namesAction } from './bearing';
import type { Way, Who } from './case';
import type { Source } from './documents';
import type { Domain, Things } from './domains';
import { arnLanguage } from './language';
import { contextOfAsker, isDerived } from './principals';
import type { ResourceClass } from './resource-classes';
import type { Seed } from './seeds';
import { keyActionOf } from './steps';
import { bucketArnOf, type World } from './world';

/** What a request is asked for, its own action or one that comes with it. */
export interface Asked {
  /** In lower case. */
  readonly action: string;
  readonly arn: string;
}

/** All that a request for the action and the resource asks for. */
export function askedWith(
  action: string,
  { arn }: Pick<ResourceClass, 'arn'>,
  way: Way | undefined,
  worlds: readonly World[],
): readonly Asked[] {
  const name = action.toLowerCase();
  const asked: Asked[] = [{ action: name, arn }];
  if (way) asked.push({ action: name, arn: arnThrough(way.point, arn) });
  if (name === 'sts:assumerole') asked.push({ action: 'sts:tagsession', arn });
  const onKey = keyActionOf(name)?.toLowerCase();
  for (const world of worlds) {
    const key = world.bucket?.defaultKey?.arn;
    if (onKey !== undefined && key !== undefined && arn.startsWith(`${bucketArnOf(world)}/`))
      asked.push({ action: onKey, arn: key });
  }
  return asked;
}

/** Whether the seed's own actions are among those asked for; wherever it is asked. */
export function namesOneOf({ source, actions }: Seed, names: readonly string[]): boolean {
  const { statement } = source;
  if (actions === undefined) return names.some((name) => namesAction(statement, name));
  const globs = statement.action.globs.filter((_, at) => actions.has(at));
  return names.some((name) => globs.some((glob) => matchesGlob(glob, name)));
}

/** Whether the statement may be about the principal. */
export function speaksOf(
  { layer, on, statement }: Source,
  { principal, backing }: Who,
  account: string,
): boolean {
  const isActors = layer === 'identity' || layer === 'boundary';
  if (isActors && (backing !== 'actor' || on !== identityArnOf(principal))) return false;
  if (layer === 'service-control' && accountOf(principal) !== account) return false;
  const standing = standingOf(statement.principal, principal, statement.effect, false);
  if (CLOSENESSES.every((closeness) => standing[closeness] === 'no')) return hasExceptions(statement);
  const context = contextOfAsker(principal);
  return statement.conditions.every(
    (condition) => !isDerived(condition.key.toLowerCase()) || conditionHolds(condition, context) !== 'no',
  );
}

/** With a boundary a Deny's NotPrincipal excepts nobody. */
function hasExceptions({ principal }: Statement): boolean {
  return principal?.element === 'NotPrincipal';
}

/** Whether one of the seeds can match in the domain at all; a cheap look before its classes are made. */
export function reaches(domain: Domain, seeds: readonly Seed[], things: Things): boolean {
  if (domain.isOwnBucket || domain.rest.length === 0) return true;
  return seeds.some(({ source: { layer, statement }, resources }) => {
    if (layer === 'trust' || layer === 'bucket' || layer === 'point' || layer === 'key') return false;
    if (statement.resource === undefined || statement.resource.element === 'NotResource') return true;
    return statement.resource.texts.some(
      (text, at) =>
        (resources === undefined || resources.has(at)) &&
        !isOwn(text, things) &&
        leadsInto(text, domain.prefix),
    );
  });
}

function isOwn(text: string, { buckets, roles, keys }: Things): boolean {
  return (
    roles.includes(text) ||
    keys.includes(text) ||
    buckets.some((bucket) => text === bucket || text.startsWith(`${bucket}/`))
  );
}

function leadsInto(text: string, prefix: string): boolean {
  const end = text.search(/[*?$]/);
  const beginning = end < 0 ? text : text.slice(0, end);
  if (!beginning.startsWith(prefix) && !prefix.startsWith(beginning)) return false;
  const language = arnLanguage(text, true);
  return language === undefined || new Automaton(language).after(prefix) !== Automaton.DEAD;
}
