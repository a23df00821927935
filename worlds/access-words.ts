/** A difference of two worlds in a clause for people: who may do what, where, by which way, under which condition. */
import type { Difference, RegionCondition, Who } from '../iam/reach';

/** Members of a list that are named; the rest is counted. */
const MOST = 3;

/** `arn:aws:iam::444455556666:root may s3:GetObject on arn:aws:s3:::acme/hr/*`. `may`: `may no longer` of what is less. */
export function accessText(difference: Difference, may = 'may'): string {
  const { region } = difference;
  const parts = [
    `${whoText(difference)} ${may} ${whatText(region.actions)}`,
    whereText(difference),
    wayText(region.ways),
    region.conditions.map(conditionText).slice(0, MOST).join(' and '),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** `everybody`, `the target role`, or names. */
export function whoText({ region: { principals } }: Difference): string {
  const { examples, named, areAll } = principals;
  if (areAll) return 'everybody';
  if (examples.length > 0 && examples.every(({ backing }) => backing === 'actor'))
    return examples.some(({ principal }) => principal.kind === 'user')
      ? 'the target user'
      : 'the target role';
  // A root is named along with a condition on who comes through it.
  const single = named.filter((text) => !/^(?:\d{12}|arn:[^:]+:iam::\d{12}:root)$/.test(text));
  const names = single.length > 0 ? single : named;
  return listed(names.length > 0 ? names : [...new Set(examples.map(exampleText))], 'others');
}

function exampleText({ principal }: Who): string {
  switch (principal.kind) {
    case 'anonymous':
      return 'anybody, without credentials,';
    case 'service':
      return principal.service;
    case 'federated':
      return principal.provider;
    case 'root':
      return `the root user of ${principal.account}`;
    case 'role-session':
      return principal.roleArn;
    default:
      return principal.arn;
  }
}

function whatText({ names, areOpen }: Difference['region']['actions']): string {
  if (names.length === 0) return areOpen ? 'do what AWS does not publish' : 'do this';
  return listed(names, 'actions');
}

/** A role is not said to be where it is assumed: the finding is about it. */
function whereText({ region: { resources, actions } }: Difference): string {
  if (actions.names.length > 0 && actions.names.every((name) => name.startsWith('sts:'))) return '';
  const { within, except, examples } = resources;
  const places = within.length > 0 && !within.includes('*') ? within : except.length > 0 ? [] : examples;
  const but = except.length > 0 ? ` all but ${listed(except, 'resources')}` : '';
  return places.length === 0 && but === ''
    ? ''
    : `on${but}${but && places.length > 0 ? ' and' : ''} ${listed(places, 'resources')}`.trim();
}

function wayText(ways: readonly string[]): string {
  return ways.includes('direct') || ways.length === 0 ? '' : `through ${listed(ways, 'access points')}`;
}

/** `with aws:SourceIp IpAddress 203.0.113.0/24`, `if aws:PrincipalOrgID is not there`. */
function conditionText({ kind, key, holds, examples }: RegionCondition): string {
  if (holds)
    return `${holds.unless ? 'unless' : kind} ${key} ${holds.operator} ${listed(holds.values, 'values')}`;
  const [first = ''] = examples;
  const isAbsent = typeof first !== 'string' && first.length === 0;
  if (isAbsent) return `${kind === 'if' ? 'if' : 'without'} ${key}${kind === 'if' ? ' is not there' : ''}`;
  return `${kind} ${key} such as ${typeof first === 'string' ? `"${first}"` : listed(first, 'values')}`;
}

/** `a, b and 4 more actions`. */
function listed(all: readonly string[], nouns: string): string {
  if (all.length <= MOST) return all.join(', ');
  return `${all.slice(0, MOST - 1).join(', ')} and ${all.length - MOST + 1} more ${nouns}`;
}
