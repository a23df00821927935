/**
 * Statements of a plain kind, read from their documents by rules that are written here anew, so that a mistake of the
 * engine's is not made twice: globs, texts, presence, TLS, and principals by name.
 */
import type { Principal } from '../../../../iam';
import type { Statement } from '../random-statements';

/** A pattern that a text either matches or does not. */
export interface Pattern {
  /** With `*` and `?`, where these are wildcards; the text itself else. */
  readonly text: string;
  readonly isGlob: boolean;
}

/** What holds of one key; of the resource under the name `resource`. */
export interface Requirement {
  readonly key: string;
  readonly patterns: readonly Pattern[];
  /** Whether it must match none of them. */
  readonly negated: boolean;
  /** What it comes to where the key is not there. */
  readonly absent: boolean;
  /** Whether the key's being there settles it, whatever it holds. */
  readonly present?: boolean;
}

export interface PlainStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly names: (action: string) => boolean;
  /** How closely it names the principal: 0 not at all, 1 its account, 2 its role, 3 itself. */
  readonly standing: (principal: Principal) => number;
  readonly requirements: readonly Requirement[];
}

/** Keys whose values are texts, in lower case. */
export const TEXT_KEYS = ['aws:useragent', 'aws:referer', 's3:prefix', 'aws:principaltag/t'] as const;
export const TLS = 'aws:securetransport';
export const RESOURCE = 'resource';

const OPERATORS: Readonly<Record<string, { readonly isGlob: boolean; readonly negated: boolean }>> = {
  StringEquals: { isGlob: false, negated: false },
  StringNotEquals: { isGlob: false, negated: true },
  StringLike: { isGlob: true, negated: false },
  StringNotLike: { isGlob: true, negated: true },
  Bool: { isGlob: false, negated: false },
};

/** Undefined where it says more than what is read here. */
export function plainStatement(statement: Statement): PlainStatement | undefined {
  const { Effect, Principal, Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const requirements = Object.entries(Condition as Record<string, Record<string, unknown>>).flatMap(
    ([operator, block]) =>
      Object.entries(block).map(([key, values]) => requirementOf(operator, key, list(values))),
  );
  const resource = resourceRequirement(list(Resource ?? NotResource), Resource === undefined);
  const standing = standingOf(Principal);
  if (resource === undefined || standing === undefined) return undefined;
  const known = requirements.filter((each) => each !== undefined);
  if (known.length < requirements.length) return undefined;
  const named = list(Action ?? NotAction).map((text) =>
    expressionOf({ text: text.toLowerCase(), isGlob: true }),
  );
  return {
    effect: Effect as PlainStatement['effect'],
    names: (action) => named.some((each) => each.test(action.toLowerCase())) === (Action !== undefined),
    standing,
    requirements: [resource, ...known],
  };
}

function list(value: unknown): readonly string[] {
  return [value].flat().map(String);
}

function requirementOf(
  operatorText: string,
  keyText: string,
  texts: readonly string[],
): Requirement | undefined {
  const key = keyText.toLowerCase();
  const isText = TEXT_KEYS.some((each) => each === key);
  if (operatorText === 'Null' && isText) {
    const absent = texts.includes('true');
    return { key, patterns: [], negated: false, absent, present: texts.includes('false') };
  }
  const ifExists = operatorText.endsWith('IfExists');
  const name = operatorText.replace(/IfExists$/, '');
  const operator = OPERATORS[name];
  if (operator === undefined || (name === 'Bool' ? key !== TLS : !isText)) return undefined;
  if (texts.some((text) => text.includes('${'))) return undefined;
  const { isGlob, negated } = operator;
  return { key, patterns: texts.map((text) => ({ text, isGlob })), negated, absent: ifExists || negated };
}

/** Of ARNs what follows the fifth colon, in the bucket's own ARNs; the parts before it must match by themselves. */
function resourceRequirement(texts: readonly string[], negated: boolean): Requirement | undefined {
  if (texts.some((text) => text.includes('${'))) return undefined;
  const patterns = texts.flatMap((text): readonly Pattern[] => {
    if (text === '*') return [{ text, isGlob: true }];
    const parts = text.split(':');
    const before = ['arn', 'aws', 's3', '', ''].every((part, at) =>
      expressionOf({ text: parts[at] ?? '', isGlob: true }).test(part),
    );
    return before ? [{ text: parts.slice(5).join(':'), isGlob: true }] : [];
  });
  return { key: RESOURCE, patterns, negated, absent: false };
}

export function expressionOf({ text, isGlob }: Pattern): RegExp {
  const quoted = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${isGlob ? quoted.replaceAll('\\*', '.*').replaceAll('\\?', '.') : quoted}$`, 's');
}

/** By the names of the small worlds alone. */
function standingOf(element: unknown): PlainStatement['standing'] | undefined {
  if (element === undefined || element === '*') return () => 3;
  const texts = list((element as { readonly AWS: unknown }).AWS);
  return (principal) => Math.max(0, ...texts.map((text) => closeness(text, principal)));
}

function closeness(text: string, principal: Principal): number {
  if (text === '*') return 3;
  if (principal.kind === 'user') {
    if (text === principal.arn) return 3;
    return text === principal.arn.split(':')[4] ? 1 : 0;
  }
  if (principal.kind !== 'role-session') return 0;
  if (text === principal.sessionArn) return 3;
  if (text === principal.roleArn || text === principal.uniqueId) return 2;
  return text === principal.roleArn.split(':')[4] ? 1 : 0;
}
