/** Unique ids of roles and users, and the names of sessions, that could be told apart. */
import { Automaton } from './automaton';
import { valueLanguage } from './conditions';
import type { Source } from './documents';
import { ANY_TEXT, type Language, literal, VALID } from './language';
import { listOf, type Named, type PrincipalOptions } from './named-principals';
import { textClasses, trackOf } from './text-classes';

/** Ids, and names of sessions with them, that could be told apart. An ARN whose id is known has no other. */
export function idsOf(
  arn: string,
  validId: Language,
  sessions: readonly string[],
  { ids, conditions, sources }: PrincipalOptions,
  named: Named,
): readonly (readonly [id: string, session?: string])[] {
  const isRole = validId === VALID.uniqueId;
  const namedSessions = arnsOfSessions(arn, sources);
  const conditionsOnIds = conditions.get('aws:userid') ?? [];
  const taken = new Set(Object.entries(ids).flatMap(([owner, each]) => (owner === arn ? [] : [each])));
  if (conditionsOnIds.length === 0) {
    const known = [...named.ids, ...Object.values(ids)].filter((id) => (isRole ? ROLE_ID : USER_ID).test(id));
    const free = [...new Set(known)].filter((id) => !taken.has(id));
    const possible = ids[arn] === undefined ? [...free, unnamedId(isRole, known)] : [ids[arn]];
    if (!isRole) return possible.map((id) => [id]);
    const names = sessions.length > 0 ? sessions : ['session', ...namedSessions];
    return possible.flatMap((id) => names.map((name) => [id, name] as const));
  }
  const id = ids[arn] === undefined ? validId : literal(ids[arn]);
  const session = sessions.length > 0 ? literal(sessions[0] ?? '') : VALID.sessionName;
  const valid = isRole ? [...id, ...literal(':'), ...session] : id;
  const patterns: readonly Language[] = [
    ...conditionsOnIds.flatMap((each) =>
      each.condition.values.flatMap(({ text }) => listOf(valueLanguage(each, text))),
    ),
    ...[...named.ids, ...Object.values(ids)].map((each) => [
      ...literal(each),
      ...(isRole ? [...literal(':'), ...ANY_TEXT] : []),
    ]),
    ...namedSessions.map((name): Language => [...ANY_TEXT, ...literal(`:${name}`)]),
  ];
  const { classes } = textClasses(
    trackOf(new Automaton(valid)),
    patterns.map((each) => trackOf(new Automaton(each))),
  );
  return classes
    .map(({ text }): readonly [string, string?] => {
      const [uniqueId = '', name] = text.split(':');
      return name === undefined ? [uniqueId] : [uniqueId, name];
    })
    .filter(([uniqueId]) => !taken.has(uniqueId));
}

const ROLE_ID = /^AROA[A-Z0-9]{16,}$/;
const USER_ID = /^AIDA[A-Z0-9]{16,}$/;

/** Borne by nobody whom the policies name. */
export function unnamedId(isRole: boolean, known: readonly string[]): string {
  const begin = isRole ? UNNAMED_ROLE : UNNAMED_USER;
  let id = begin;
  for (let at = 0; known.includes(id); at++) id = `${begin}${at}`;
  return id;
}

function arnsOfSessions(arn: string, sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ statement }) =>
    (statement.principal?.principals ?? []).flatMap(({ text }) => {
      const [, role, name] = /:assumed-role\/([^/]+)\/([^/]+)$/.exec(text) ?? [];
      return role === lastOf(arn) && name !== undefined ? [name] : [];
    }),
  );
}

const UNNAMED_ROLE = 'AROAXXXXXXXXXXXXXXXX';
const UNNAMED_USER = 'AIDAXXXXXXXXXXXXXXXX';

export function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
