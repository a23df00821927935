/** Principals among which a pair of worlds could tell. */
import { accountInArn } from '../arn';
import type { Principal } from '../request';
import { Automaton } from './automaton';
import { type KeyCondition, valueLanguage } from './conditions';
import type { Source } from './documents';
import { ANY_TEXT, type Language, literal, VALID } from './language';
import { textClasses, trackOf } from './text-classes';
import type { Values } from './variables';

export interface PrincipalOptions {
  readonly account: string;
  readonly partition: string;
  /** The ARNs of both worlds' roles or users. */
  readonly actors: readonly string[];
  readonly ids: Readonly<Record<string, string>>;
  readonly sources: readonly Source[];
  readonly conditions: ReadonlyMap<string, readonly KeyCondition[]>;
  readonly values: Values;
}

/** The named first, so that they speak for their class. */
export function candidatesFor(options: PrincipalOptions): readonly Principal[] {
  const named = namedIn(options);
  const arns = [...options.actors, ...named.arns, ...arnClasses(options, named)];
  const accounts = [...new Set([...named.accounts, ...arns.map((arn) => accountInArn(arn) ?? '')])];
  return [
    ...arns.flatMap((arn) => identitiesOf(arn, options, named)),
    ...accounts.filter((account) => /^\d{12}$/.test(account)).map((account) => rootOf(account, options)),
    ...[...named.services, UNNAMED_SERVICE].map((service): Principal => ({ kind: 'service', service })),
    ...[...named.providers, UNNAMED_PROVIDER].map((provider): Principal => ({ kind: 'federated', provider })),
    { kind: 'anonymous' },
  ];
}

const UNNAMED_SERVICE = 'unnamed.amazonaws.com';
const UNNAMED_PROVIDER = 'unnamed.example.com';

interface Named {
  readonly accounts: readonly string[];
  readonly arns: readonly string[];
  readonly ids: readonly string[];
  readonly services: readonly string[];
  readonly providers: readonly string[];
  readonly canonicalUsers: readonly string[];
}

function namedIn({ account, sources, conditions, values, ids, actors }: PrincipalOptions): Named {
  const patterns = sources.flatMap(({ statement }) => statement.principal?.principals ?? []);
  const textsOf = (kind: string): readonly string[] => [
    ...new Set(patterns.filter((pattern) => pattern.kind === kind).map(({ text }) => text)),
  ];
  const conditionTexts = (key: string): readonly string[] =>
    (conditions.get(key) ?? []).flatMap(({ condition }) => condition.values.map(({ text }) => text));
  const arns = [
    ...textsOf('arn'),
    ...conditionTexts('aws:principalarn').filter((text) => IDENTITY.test(text)),
  ];
  const accounts = [
    account,
    ...patterns.flatMap((pattern) => (pattern.kind === 'account' ? [pattern.account] : [])),
    ...[...arns, ...Object.keys(ids), ...actors].map((arn) => accountInArn(arn) ?? ''),
    ...[...conditionTexts('aws:principalaccount'), ...values.of('aws:principalaccount')],
  ];
  return {
    accounts: [...new Set(accounts)].filter((each) => /^\d{12}$/.test(each)),
    arns: [...new Set(arns)],
    ids: textsOf('unique-id'),
    services: [...new Set([...textsOf('service'), ...conditionTexts('aws:principalservicename')])],
    providers: textsOf('federated'),
    canonicalUsers: textsOf('canonical-user'),
  };
}

const IDENTITY =
  /^arn:[^:*?]*:(?:iam::\d{12}:(?:user|role)|sts::\d{12}:(?:assumed-role|federated-user))\/[^*?$]+$/;

/** One ARN of a role and one of a user for each way in which the policies' patterns can match it. */
function arnClasses(options: PrincipalOptions, named: Named): readonly string[] {
  const { partition, conditions, values } = options;
  const begin = `arn:${partition}:iam::`;
  const ofAccount = (language: Language): Language => [
    ...literal(begin),
    ...language,
    ...literal(':'),
    ...ANY_TEXT,
  ];
  const languagesOf = (key: string): readonly Language[] =>
    (conditions.get(key) ?? []).flatMap((each) =>
      each.condition.values.flatMap(({ text }) =>
        [undefined, ...values.fillingsFor(text)].flatMap((filling) =>
          listOf(valueLanguage(each, text, filling)),
        ),
      ),
    );
  const patterns = [
    ...named.accounts.map((account) => ofAccount(literal(account))),
    ...languagesOf('aws:principalaccount').map(ofAccount),
    ...languagesOf('aws:principalarn'),
    ...named.arns.map(literal),
  ];
  const names = [...languagesOf('aws:username'), ...values.of('aws:username').map(literal)];
  const users = names.map(
    (language): Language => [
      ...ANY_TEXT,
      { of: { in: '/' }, repeats: false },
      ...language.map(({ of, repeats }) => ({ of: 'not' in of ? { not: `${of.not}/` } : of, repeats })),
    ],
  );
  const usersMatter = names.length > 0 || [...conditions.keys()].some((key) => OF_USERS.test(key));
  return ['role', ...(usersMatter || patternsNameUsers(options) ? ['user'] : [])].flatMap((kind) => {
    const valid = [...VALID.account, ...literal(`:${kind}/`), ...VALID.iamName];
    const all = kind === 'user' ? [...patterns, ...users] : patterns;
    const tracks = all.map((language) => trackOf(new Automaton(language), begin));
    return textClasses(trackOf(new Automaton(valid)), tracks).classes.map(({ text }) => begin + text);
  });
}

const OF_USERS = /^aws:(?:principaltype|userid|username|tokenissuetime|multifactorauth|sourceidentity)/;

function patternsNameUsers({ conditions }: PrincipalOptions): boolean {
  const values = (conditions.get('aws:principalarn') ?? []).flatMap(({ condition }) => condition.values);
  return values.some(({ text }) => /user|:\*|:\?/.test(text));
}

/** Those who go by an ARN: the user, or each of the sessions of the role that could be told apart. */
function identitiesOf(arn: string, options: PrincipalOptions, named: Named): readonly Principal[] {
  const account = accountInArn(arn) ?? '';
  const resource = arn.split(':').slice(5).join(':');
  const owners = named.accounts.includes(account) ? [] : named.canonicalUsers;
  return [NO_CANONICAL_USER, ...owners].flatMap((canonicalUser) =>
    membersOf(arn, account, resource, { canonicalUser }, options, named),
  );
}

function membersOf(
  arn: string,
  account: string,
  resource: string,
  owner: { readonly canonicalUser: string },
  options: PrincipalOptions,
  named: Named,
): readonly Principal[] {
  if (resource.startsWith('user/'))
    return idsOf(arn, VALID.userUniqueId, [], options, named).map(([uniqueId]) => ({
      kind: 'user',
      arn,
      uniqueId,
      ...owner,
    }));
  if (resource.startsWith('federated-user/')) {
    const userArn = `arn:${options.partition}:iam::${account}:user/${lastOf(resource)}`;
    return [{ kind: 'federated-user', arn, userArn, uniqueId: UNNAMED_USER, ...owner }];
  }
  const isSession = resource.startsWith('assumed-role/');
  const [, roleName = '', sessionName] = resource.split('/');
  const roleArn = isSession ? `arn:${options.partition}:iam::${account}:role/${roleName}` : arn;
  return idsOf(roleArn, VALID.uniqueId, isSession && sessionName ? [sessionName] : [], options, named).map(
    ([uniqueId, session = '']) => ({
      kind: 'role-session',
      roleArn,
      sessionArn: `arn:${options.partition}:sts::${account}:assumed-role/${lastOf(roleArn)}/${session}`,
      uniqueId,
      ...owner,
    }),
  );
}

const UNNAMED_ROLE = 'AROAXXXXXXXXXXXXXXXX';
const UNNAMED_USER = 'AIDAXXXXXXXXXXXXXXXX';
/** None whom a policy names. */
const NO_CANONICAL_USER = '0'.repeat(64);

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Ids, and names of sessions with them, that could be told apart. An ARN whose id is known has no other. */
function idsOf(
  arn: string,
  validId: Language,
  sessions: readonly string[],
  { ids, conditions, sources }: PrincipalOptions,
  named: Named,
): readonly (readonly [id: string, session?: string])[] {
  const isRole = validId === VALID.uniqueId;
  const id = ids[arn] === undefined ? validId : literal(ids[arn]);
  const session = sessions.length > 0 ? literal(sessions[0] ?? '') : VALID.sessionName;
  const valid = isRole ? [...id, ...literal(':'), ...session] : id;
  const arnsOfSessions = sources.flatMap(({ statement }) =>
    (statement.principal?.principals ?? []).flatMap(({ text }) => {
      const [, role, name] = /:assumed-role\/([^/]+)\/([^/]+)$/.exec(text) ?? [];
      return role === lastOf(arn) && name !== undefined ? [name] : [];
    }),
  );
  const patterns: readonly Language[] = [
    ...(conditions.get('aws:userid') ?? []).flatMap((each) =>
      each.condition.values.flatMap(({ text }) => listOf(valueLanguage(each, text))),
    ),
    ...[...named.ids, ...Object.values(ids)].map((each) => [
      ...literal(each),
      ...(isRole ? [...literal(':'), ...ANY_TEXT] : []),
    ]),
    ...arnsOfSessions.map((name): Language => [...ANY_TEXT, ...literal(`:${name}`)]),
  ];
  if (patterns.length === 0 && ids[arn] === undefined)
    return [[isRole ? UNNAMED_ROLE : UNNAMED_USER, sessions[0] ?? 'session']];
  const { classes } = textClasses(
    trackOf(new Automaton(valid)),
    patterns.map((each) => trackOf(new Automaton(each))),
  );
  const taken = new Set(Object.entries(ids).flatMap(([owner, each]) => (owner === arn ? [] : [each])));
  return classes
    .map(({ text }): readonly [string, string?] => {
      const [uniqueId = '', name] = text.split(':');
      return name === undefined ? [uniqueId] : [uniqueId, name];
    })
    .filter(([uniqueId]) => !taken.has(uniqueId));
}

function listOf(language: Language | undefined): readonly Language[] {
  return language ? [language] : [];
}

function rootOf(account: string, { partition }: PrincipalOptions): Principal {
  return {
    kind: 'root',
    account,
    ...(partition === 'aws' ? {} : { partition }),
    canonicalUser: NO_CANONICAL_USER,
  };
}
