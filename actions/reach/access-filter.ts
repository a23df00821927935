/** Which accesses somebody asks for: of whom, of which action, to which object. */

import { UserError } from '../../config/user-error';
import { principalProblem } from '../../config/values/principal';
import type { Difference, Region, Who, World } from '../../iam/reach';
import { globOf, matchesGlob } from '../../iam/wildcard';
import { unknownAction } from '../../worlds/known-actions';
import { whoIs } from '../../worlds/witness-text';

export interface AccessFilter {
  /** An ARN of a role, a user or an account's root. */
  readonly who: string | undefined;
  /** An action, with `*` and `?`: `s3:Get*`. */
  readonly what: string | undefined;
  /** An object's key, or what a list asks for: `hr/salaries.csv`. */
  readonly where: string | undefined;
}

/**
 * Throws `UserError` for a principal that nobody can be and for an action that AWS does not have: that nobody may do it
 * would be true, and no answer to what was meant.
 */
export async function mustBeKnown({ who, what }: AccessFilter): Promise<void> {
  const problem = who === undefined || isNamed(who) ? undefined : principalProblem(who);
  if (problem !== undefined) throw new UserError(`--who: ${problem}`);
  const unknown = what === undefined ? undefined : await unknownAction(what);
  if (unknown !== undefined) throw new UserError(`--what: ${unknown}`);
}

/** What the list calls those who have no ARN of IAM's: anybody, a service, an identity provider. */
function isNamed(who: string): boolean {
  return who === 'anonymous' || /^[a-z0-9.-]+\.[a-z]+$/.test(who) || /:(?:saml|oidc)-provider\//.test(who);
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

/** To the object itself, or to a list in which its key stands. */
function leadsTo(
  region: Region,
  key: string,
  { bucket, accessPoints = [], partition = 'aws' }: World,
): boolean {
  const { within, except, examples } = region.resources;
  const isOn = (places: readonly string[]): boolean => {
    const holds = (pattern: string): boolean => places.some((place) => matchesText(pattern, place));
    return except.length > 0 ? !except.some(holds) : [...within, ...examples].some(holds);
  };
  const own = `arn:${partition}:s3:::${bucket?.name}`;
  const points = accessPoints.map(({ arn }) => arn);
  if (isOn([`${own}/${key}`, ...points.map((arn) => `${arn}/object/${key}`)])) return true;
  return isListing(region.actions) && isOn([own, ...points]) && isListed(region.conditions, key);
}

/** `s3:ListBucket`, `s3:ListBucketVersions` … */
function isListing({ names, areOpen }: Region['actions']): boolean {
  return areOpen || names.some((name) => name.startsWith('s3:ListBucket'));
}

/** Lists are held to keys by conditions on `s3:prefix`, if at all: one of the prefixes that lead to the key must pass all. */
function isListed(conditions: Region['conditions'], key: string): boolean {
  const onPrefix = conditions.flatMap(({ key: name, holds }) => (name === 's3:prefix' ? (holds ?? []) : []));
  const prefixes = Array.from({ length: key.length + 1 }, (_, length) => key.slice(0, length));
  return prefixes.some((prefix) => onPrefix.every((condition) => passes(condition, prefix)));
}

type Condition = NonNullable<Region['conditions'][number]['holds']>;

function passes({ operator, values, unless }: Condition, prefix: string): boolean {
  // Without a prefix, all keys are listed; with one, the key's own is taken.
  if (/^Null$/i.test(operator)) return true;
  const plain = (text: string): string => (/IgnoreCase/i.test(operator) ? text.toLowerCase() : text);
  const isMet = (value: string): boolean =>
    /Like/i.test(operator) ? matchesText(value, prefix) : plain(value) === plain(prefix);
  const isNegated = /Not/i.test(operator);
  return (values.some(isMet) !== isNegated) !== unless;
}

function matchesText(pattern: string, text: string): boolean {
  return matchesGlob(globOf(pattern), text);
}
