/**
 * ARNs of roles, users, federated users and root users that could be told apart: one for each way in which the policies'
 * patterns can match it, and what else follows from it (its account, the user's name, the id).
 */
import { Automaton, sharedAutomaton } from './automaton';
import { valueLanguage } from './conditions';
import { ANY_TEXT, type Language, type LanguageSymbol, literal, VALID } from './language';
import { listOf, type Named, OF_ACCOUNT, type PrincipalOptions } from './named-principals';
import { type TextClass, textClasses, trackOf } from './text-classes';

export function arnClasses(options: PrincipalOptions, named: Named): readonly string[] {
  const patterns = new Patterns(options, named);
  return [
    ...rolesIn(patterns),
    ...(usersMatter(options) ? usersIn(patterns) : []),
    ...federatedUsersIn(patterns, options),
    ...rootsIn(patterns),
  ];
}

const ROLES: Language = [...VALID.account, ...literal(':role/'), ...VALID.iamName];
const USERS: Language = [...VALID.account, ...literal(':user/'), ...VALID.iamName];
const FEDERATED_USERS: Language = [...VALID.account, ...literal(':federated-user/'), ...VALID.sessionName];
const ROOTS: Language = [...VALID.account, ...literal(':root')];

/** What the policies compare with, as languages of ARNs. */
class Patterns {
  /** Of every kind of ARN. */
  readonly arns: readonly Language[];
  readonly begin: string;
  /** How STS begins the ARNs of sessions. */
  readonly beginOfSessions: string;
  private readonly accounts: readonly Language[];

  constructor(
    private readonly options: PrincipalOptions,
    named: Named,
  ) {
    this.begin = `arn:${options.partition}:iam::`;
    this.beginOfSessions = `arn:${options.partition}:sts::`;
    this.arns = [...this.valuesOf('aws:principalarn'), ...named.arns.map(literal)];
    this.accounts = [...named.accounts.map(literal), ...OF_ACCOUNT.flatMap((key) => this.valuesOf(key))];
  }

  valuesOf(key: string): readonly Language[] {
    const { conditions, values } = this.options;
    return (conditions.get(key) ?? []).flatMap((each) =>
      each.condition.values.flatMap(({ text }) =>
        [undefined, ...values.fillingsFor(text)].flatMap((filling) =>
          listOf(valueLanguage(each, text, filling)),
        ),
      ),
    );
  }

  namesOf(key: string): readonly Language[] {
    return [...this.valuesOf(key), ...this.options.values.of(key).map(literal)];
  }

  /** ARNs of the accounts that are compared with. */
  inAccounts(begin: string): readonly Language[] {
    return this.accounts.map((account) => [...literal(begin), ...account, ...literal(':'), ...ANY_TEXT]);
  }
}

function classesOf(valid: Language, begin: string, patterns: readonly Language[]): readonly TextClass[] {
  const tracks = patterns.map((language) => trackOf(new Automaton(language), begin));
  return textClasses(trackOf(sharedAutomaton(valid)), tracks).classes;
}

function rolesIn(patterns: Patterns): readonly string[] {
  const { begin, arns } = patterns;
  return classesOf(ROLES, begin, [...patterns.inAccounts(begin), ...arns]).map(({ text }) => begin + text);
}

function usersIn(patterns: Patterns): readonly string[] {
  const { begin, arns } = patterns;
  const names = patterns
    .namesOf('aws:username')
    .map(
      (language): Language => [
        ...ANY_TEXT,
        { of: { in: '/' }, repeats: false },
        ...language.map(({ of, repeats }) => ({ of: 'not' in of ? { not: `${of.not}/` } : of, repeats })),
      ],
    );
  const all = [...patterns.inAccounts(begin), ...arns, ...names];
  return classesOf(USERS, begin, all).map(({ text }) => begin + text);
}

function usersMatter({ conditions, values }: PrincipalOptions): boolean {
  const compared = (conditions.get('aws:principalarn') ?? []).flatMap(({ condition }) => condition.values);
  return (
    [...conditions.keys(), ...values.keys].some((key) => OF_USERS.test(key)) ||
    compared.some(({ text }) => /user|[*?$]/.test(text))
  );
}

const OF_USERS = /^aws:(?:principaltype|userid|username|tokenissuetime|multifactorauth|sourceidentity)/;

/** Only where a condition could tell them from sessions of roles of which nobody says anything. */
function federatedUsersIn(patterns: Patterns, { conditions, values }: PrincipalOptions): readonly string[] {
  const compared = (conditions.get('aws:principalarn') ?? []).flatMap(({ condition }) => condition.values);
  const areTold =
    ['aws:userid', 'aws:principaltype'].some((key) => conditions.has(key) || values.has(key)) ||
    compared.some(({ text }) => /[*?$]|:federated-user\//.test(text));
  if (!areTold) return [];
  const begin = patterns.beginOfSessions;
  const ids = patterns
    .namesOf('aws:userid')
    .map((id): Language => [...literal(begin), ...id.flatMap(asFederated)]);
  const all = [...patterns.inAccounts(begin), ...patterns.arns, ...ids];
  return classesOf(FEDERATED_USERS, begin, all).map(({ text }) => begin + text);
}

/** The id of a federated user is `account:name`. */
function asFederated(symbol: LanguageSymbol): Language {
  const isColon = 'in' in symbol.of && symbol.of.in === ':' && !symbol.repeats;
  return isColon ? literal(':federated-user/') : [symbol];
}

/** The id of a root user is its account. */
function rootsIn(patterns: Patterns): readonly string[] {
  const { begin, arns } = patterns;
  const ids = patterns
    .namesOf('aws:userid')
    .map((id): Language => [...literal(begin), ...id, ...literal(':root')]);
  const all = [...patterns.inAccounts(begin), ...arns, ...ids];
  return classesOf(ROOTS, begin, all).map(({ text }) => begin + text);
}

/** Names of services that a condition tells apart from each other. */
export function servicesTold(options: PrincipalOptions, named: Named): readonly string[] {
  const told = new Patterns(options, named).namesOf('aws:principalservicename');
  if (told.length === 0) return [];
  return classesOf(VALID.serviceName, '', [...told, ...named.services.map(literal)]).map(({ text }) => text);
}
