/** A difference of two worlds in a clause for people: who may call what, where, by which way, under which condition. */
import type { Difference, RegionCondition, Who } from '../iam/reach';

/** Members of a list that are named; the rest is counted. */
const MOST = 3;

/** `account 444455556666 may call s3:GetObject on arn:aws:s3:::acme/hr/*`. `may`: `may no longer` of what is less. */
export function accessText(difference: Difference, may = 'may'): string {
  const { region } = difference;
  const parts = [
    `${whoText(difference)} ${may} call ${whatText(region.actions)}`,
    whereText(difference),
    wayText(region.ways),
    region.conditions
      .filter((condition) => !isUsual(condition))
      .slice(0, MOST)
      .map(conditionText)
      .join(' and '),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** `everybody`, `the target role`, or names. */
export function whoText({ region: { principals } }: Difference): string {
  const { examples, areAll } = principals;
  // Keys that follow from the principal may hold yes or no.
  const named = principals.named.filter((text) => text !== 'true' && text !== 'false');
  if (areAll) return 'everybody';
  if (examples.length > 0 && examples.every(({ backing }) => backing === 'actor'))
    return examples.some(({ principal }) => principal.kind === 'user')
      ? 'the target user'
      : 'the target role';
  // An account is named along with a condition on who of it is meant.
  const single = named.filter((text) => accountIn(text) === undefined);
  const names = single.length > 0 ? single : named.map((text) => `account ${accountIn(text)}`);
  return listed(names.length > 0 ? names : [...new Set(examples.map(exampleText))], 'others');
}

/** Of what stands for a whole account. */
function accountIn(text: string): string | undefined {
  return /^(?:arn:[^:]+:iam::)?(?<account>\d{12})(?::root)?$/.exec(text)?.groups?.account;
}

/** Whom no policy names: one stands for all of a kind. */
function exampleText({ principal, backing }: Who): string {
  switch (principal.kind) {
    case 'anonymous':
      return 'anybody without credentials';
    case 'service':
      return principal.service;
    case 'federated':
      return principal.provider;
    default:
      return backing === 'foreign' ? 'principals of other accounts' : 'other principals of the account';
  }
}

function whatText({ names, areOpen }: Difference['region']['actions']): string {
  return names.length === 0 && areOpen
    ? 'actions that AWS does not publish'
    : listed(bestKnownFirst(names), 'actions');
}

/** What most readers know, and so what tells them most of a list that is cut; the best known first. */
const BEST_KNOWN: readonly string[] = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'];

/** 0 for the best known; all that are not listed are alike. */
function placeOf(action: string): number {
  const at = BEST_KNOWN.indexOf(action);
  return at < 0 ? BEST_KNOWN.length : at;
}

function bestKnownFirst(names: readonly string[]): readonly string[] {
  return names.length <= MOST ? names : names.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** An order for differences of one cause: first what has the best known action. */
export function byBestKnown({ region: one }: Difference, { region: other }: Difference): number {
  const best = (names: readonly string[]): number => Math.min(BEST_KNOWN.length, ...names.map(placeOf));
  return best(one.actions.names) - best(other.actions.names);
}

/** A role is not said to be where it is assumed: the finding is about it. */
function whereText({ region: { resources, actions } }: Difference): string {
  if (actions.names.length > 0 && actions.names.every((name) => name.startsWith('sts:'))) return '';
  const { within, except, examples } = resources;
  if (except.length > 0) return `on all but ${listed(except, 'resources')}`;
  if (within.length > 0 && !within.includes('*')) return `on ${listed(within, 'resources')}`;
  return examples.length === 0 ? '' : `on resources such as ${listed(examples, 'resources')}`;
}

function wayText(ways: readonly string[]): string {
  return ways.includes('direct') || ways.length === 0 ? '' : `through ${listed(ways, 'access points')}`;
}

/** What nearly every request has need not be said. */
export function isUsual({ key, examples }: RegionCondition): boolean {
  if (key === 'aws:securetransport') return examples.every((value) => value === 'true');
  return key === 'aws:tagkeys' && examples.every((value) => value.length === 0);
}

/** `with aws:SourceIp IpAddress 203.0.113.0/24`, `if aws:PrincipalOrgID is not there`. */
function conditionText({ kind, key, holds, examples }: RegionCondition): string {
  if (holds)
    return `${holds.unless ? 'unless' : kind} ${key} ${holds.operator} ${listed(holds.values, 'values')}`;
  const [first = ''] = examples;
  const isAbsent = typeof first !== 'string' && first.length === 0;
  if (isAbsent) return kind === 'if' ? `if ${key} is not there` : `without ${key}`;
  return `${kind} ${key} such as ${typeof first === 'string' ? `"${first}"` : listed(first, 'values')}`;
}

/** `a, b and 4 more actions`. */
function listed(all: readonly string[], nouns: string): string {
  if (all.length <= MOST) return all.join(', ');
  return `${all.slice(0, MOST - 1).join(', ')} and ${all.length - MOST + 1} more ${nouns}`;
}
