/** Which accesses somebody asks for: of whom, of which action, to which object. */
import type { Difference, Region, Who, World } from '../../iam/reach';
import { globOf, matchesGlob } from '../../iam/wildcard';
import { whoIs } from '../../worlds/witness-text';

export interface AccessFilter {
  /** An ARN of a role, a user or an account's root. */
  readonly who: string | undefined;
  /** An action, with `*` and `?`: `s3:Get*`. */
  readonly what: string | undefined;
  /** An object's key, or what a list asks for: `hr/salaries.csv`. */
  readonly where: string | undefined;
}

export function isAsked({ region }: Difference, { who, what, where }: AccessFilter, world: World): boolean {
  return (
    (who === undefined || isAbout(region.principals, who)) &&
    (what === undefined || region.actions.areOpen || region.actions.names.some(matching(what))) &&
    (where === undefined || leadsTo(region, where, world))
  );
}

function matching(pattern: string): (action: string) => boolean {
  const glob = pattern.toLowerCase();
  return (action) => matchesText(glob, action.toLowerCase());
}

function isAbout({ examples, named, areAll }: Region['principals'], who: string): boolean {
  const account = who.split(':')[4] ?? '';
  const isOne = (each: Who): boolean => whoIs(each.principal) === who;
  return (
    areAll ||
    examples.some(isOne) ||
    named.some((text) => text === account || text.endsWith(`::${account}:root`) || matchesText(text, who))
  );
}

/** Lists are held to keys by a condition on `s3:prefix`. */
function leadsTo(
  { resources, conditions }: Region,
  key: string,
  { bucket, accessPoints = [], partition = 'aws' }: World,
): boolean {
  const { within, except, examples } = resources;
  const places = [
    `arn:${partition}:s3:::${bucket?.name}/${key}`,
    ...accessPoints.map(({ arn }) => `${arn}/object/${key}`),
  ];
  const holds = (pattern: string): boolean => places.some((place) => matchesText(pattern, place));
  if (except.length > 0) return !except.some(holds);
  if ([...within, ...examples].some(holds)) return true;
  const isOnBucket = [...within, ...examples].some((text) => text.endsWith(`:::${bucket?.name}`));
  const prefix = conditions.find((condition) => condition.key === 's3:prefix');
  if (!isOnBucket || !prefix) return false;
  if (!prefix.holds) return true;
  return prefix.holds.values.some((value) => matchesText(value, key)) !== prefix.holds.unless;
}

function matchesText(pattern: string, text: string): boolean {
  return matchesGlob(globOf(pattern), text);
}
