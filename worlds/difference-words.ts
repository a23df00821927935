/** A difference between two worlds in the words of a sentence: who, what, where, and under which conditions. */
import type { Difference, Region, RegionCondition, Who, World } from '../iam/reach';

export interface DifferenceWords {
  /** `the target role`, `everybody`, `arn:aws:iam::444455556666:role/x`. */
  readonly who: string;
  /** `s3:GetObject, s3:PutObject and 3 more`. */
  readonly what: string;
  /** `arn:aws:s3:::acme-exchange/hr/* through the access point acme`. */
  readonly where: string;
  /** `with s3:prefix StringLike "hr/*"`; empty where it is so in any context. */
  readonly when: string;
  /** `the statement Objects1 of s3-handshake-access`; empty where no statement decides but a setting. */
  readonly by: string;
}

/** Names that a sentence holds; of more it gives the number. */
const NAMED = 3;

/** Of one difference, or of several that have their cause in common. `world`: of which the target is spoken of. */
export function differenceWords(differences: readonly Difference[], world: World): DifferenceWords {
  const regions = differences.map(({ region }) => region);
  const causes = differences.flatMap((each) => each.causes);
  const [first] = differences;
  return {
    who: named(unique(regions.flatMap(({ principals }) => whoIn(principals, world)))),
    what: named(unique(regions.flatMap(({ actions }) => actions.names)), whatElse(regions)),
    where: `${named(unique(regions.flatMap(({ resources }) => placesIn(resources))))}${waysIn(regions)}`,
    when: first ? first.region.conditions.filter(isTold).map(conditionText).join(' and ') : '',
    by: unique(
      causes.map(({ statement: { policy, sid, index } }) => `the statement ${sid || index + 1} of ${policy}`),
    ).join(' and '),
  };
}

/** A request that shows it, as one line: principal, action, resource, and what of its context counts. */
export function witnessText({ witness, region }: Difference): string {
  const { principal, action, resource, way, context } = witness;
  const counting = region.conditions.filter(isTold).map(({ key }) => key);
  const keys = Object.entries(context).flatMap(([key, value]) => {
    if (!counting.includes(key) || value.length === 0) return [];
    return [`${key}=${typeof value === 'string' ? value : value.join(',')}`];
  });
  return [
    `${whoIs(principal)} ${action} ${resource.arn}`,
    ...(way ? [`through ${way.point}`] : []),
    ...(keys.length > 0 ? [`(${keys.join(' ')})`] : []),
  ].join(' ');
}

/** The first few of them. */
export function named(names: readonly string[], more: readonly string[] = []): string {
  const left = names.length - NAMED;
  const shown = [...names.slice(0, NAMED), ...more];
  return left > 0 ? `${shown.join(', ')} and ${left} more` : listed(shown);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' and ');
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function whatElse(regions: readonly Region[]): readonly string[] {
  return regions.some(({ actions }) => actions.areOpen) ? ['actions that AWS does not publish'] : [];
}

function whoIn({ examples, named: names, areAll }: Region['principals'], world: World): readonly string[] {
  if (areAll) return ['everybody'];
  return examples.flatMap((who) => wordsFor(who, names, world));
}

/** Those whom a statement names are called as it does; of all others it says what they are, with an example. */
function wordsFor(
  { principal, backing }: Who,
  names: readonly string[],
  { actor, account }: World,
): readonly string[] {
  if (backing === 'actor') return [`the target ${actor?.kind ?? 'role'}`];
  if (principal.kind === 'anonymous') return ['anybody without credentials'];
  if (principal.kind === 'service') return [`the service ${principal.service}`];
  if (principal.kind === 'federated') return [`users of ${principal.provider}`];
  const arn = whoIs(principal);
  const owner = arn.split(':')[4] ?? '';
  const said = names.find(
    (text) =>
      text === arn || text === owner || text === `${arn.split(':').slice(0, 2).join(':')}:iam::${owner}:root`,
  );
  if (said !== undefined) return [said];
  if (backing === 'foreign') return [`other accounts, such as ${arn}`];
  const rights = backing === 'everything' ? ' whose own policies allow it' : '';
  return [`other principals of the account ${account}${rights}`];
}

/** The ARN of the role, not of its session. */
export function whoIs(principal: Who['principal']): string {
  switch (principal.kind) {
    case 'role-session':
      return principal.roleArn;
    case 'anonymous':
      return 'anonymous';
    case 'service':
      return principal.service;
    case 'federated':
      return principal.provider;
    case 'root':
      return `arn:aws:iam::${principal.account}:root`;
    default:
      return principal.arn;
  }
}

function placesIn({ within, except, examples }: Region['resources']): readonly string[] {
  if (except.length > 0) return [`everything but ${listed(except)}`];
  return within.length > 0 ? within : examples;
}

/** Where there is no direct way among them. */
function waysIn(regions: readonly Region[]): string {
  const ways = unique(regions.flatMap(({ ways: some }) => some));
  return ways.includes('direct') || ways.length === 0 ? '' : ` through ${named(ways)}`;
}

/** That a request comes over TLS, and that a session has no tags, is the usual case and goes without saying. */
function isTold({ key, holds, examples }: RegionCondition): boolean {
  if (key === 'aws:securetransport')
    return !(holds?.unless && holds.values.join() === 'false') && examples.join() !== 'true';
  return key !== 'aws:tagkeys' || examples.some((value) => value.length > 0);
}

function conditionText({ kind, key, holds, examples }: RegionCondition): string {
  if (holds) {
    const word = holds.unless ? 'unless' : kind;
    return `${word} ${key} ${holds.operator} ${listed(holds.values.map((value) => JSON.stringify(value)))}`;
  }
  const values = examples.map((value) =>
    typeof value === 'string' ? JSON.stringify(value) : value.join(','),
  );
  const there = values.filter((value) => value !== '');
  if (there.length === 0) return `${kind} no ${key}`;
  return `${kind} ${key} ${named(there)}${there.length < values.length ? ' or none' : ''}`;
}
