/**
 * Statements taken apart into atoms: one effect, principal, action and resource under conditions of one value each, in a
 * form in which equal meaning has equal text. How statements are split, listed and ordered counts for nothing.
 */
import type { ArnPattern } from '../arn';
import type { Condition, PrincipalElement, PrincipalPattern, Statement } from '../policy';
import type { Glob } from '../wildcard';
import { isAlwaysSent } from './sent-keys';

export interface Atom {
  /** Of all that it says; of equal atoms the same. */
  readonly text: string;
  readonly effect: Statement['effect'];
  /** Its place in the statement's list; undefined for NotAction. */
  readonly action: number | undefined;
  /** Its place in the statement's list; undefined for NotResource, and where the statement has none. */
  readonly resource: number | undefined;
  readonly who: Part<PrincipalPattern>;
  readonly what: Part<Glob>;
  readonly where: Part<ArnPattern>;
  /** All must hold. */
  readonly conditions: readonly SimpleCondition[];
  readonly isRecognised: boolean;
}

/** An element of a statement: one of a list that allows, or, with neither, all of a list of exceptions. */
export interface Part<T> {
  readonly text: string;
  readonly one: T | undefined;
}

export interface SimpleCondition {
  readonly text: string;
  /** In lower case. */
  readonly key: string;
  readonly condition: Condition;
}

/** A statement's are always the same, and of equal statements that stand in many worlds many are one object. */
const taken = new WeakMap<Statement, readonly Atom[]>();

export function atomsOf(statement: Statement): readonly Atom[] {
  const known = taken.get(statement);
  if (known) return known;
  const atoms = makeAtoms(statement);
  taken.set(statement, atoms);
  return atoms;
}

function makeAtoms(statement: Statement): readonly Atom[] {
  const { effect, principal, action, resource, unrecognised } = statement;
  const variables = statement.variables ?? false;
  const isRecognised = unrecognised.length === 0;
  const rest = isRecognised ? effect : `${effect} ${JSON.stringify(unrecognised)}`;
  const resources = partsOf(resource, resource?.patterns, (text) => marked(text, variables));
  const actions = partsOf(action, action.globs, (text) => text.toLowerCase());
  const alternatives = alternativesOf(statement).map((conditions) => ({
    conditions,
    text: [...new Set(conditions.map(({ text }) => text))].sort().join(),
  }));
  const atoms: Atom[] = [];
  for (const who of principalParts(principal))
    for (const [what, actionAt] of actions)
      for (const [where, resourceAt] of resources)
        for (const { conditions, text } of alternatives)
          atoms.push({
            text: `${rest} ${who.text} ${what.text} ${where.text} ${text}`,
            effect,
            action: actionAt,
            resource: resourceAt,
            who,
            what,
            where,
            conditions,
            isRecognised,
          });
  return atoms;
}

/** `${…}` is a variable in one version and plain text in the other. */
function marked(text: string, variables: boolean): string {
  return variables && text.includes('${') ? `variable ${text}` : text;
}

interface ListElement {
  readonly element: 'Action' | 'NotAction' | 'Resource' | 'NotResource';
  readonly texts: readonly string[];
}

function partsOf<T>(
  element: ListElement | undefined,
  members: readonly (T | undefined)[] = [],
  normal: (text: string) => string,
): readonly (readonly [Part<T>, number | undefined])[] {
  if (element === undefined) return [[{ text: '', one: undefined }, undefined]];
  const texts = element.texts.map(normal);
  if (element.element.startsWith('Not'))
    return [[{ text: `not ${[...new Set(texts)].sort().join()}`, one: undefined }, undefined]];
  return texts.map((text, at) => [{ text, one: members[at] }, at]);
}

function principalParts(element: PrincipalElement | undefined): readonly Part<PrincipalPattern>[] {
  if (element === undefined) return [{ text: '', one: undefined }];
  const parts = element.principals.map((one) => ({
    text: one.kind === 'account' ? `account ${one.account}` : `${one.kind} ${one.text}`,
    one,
  }));
  if (element.element === 'Principal') return parts;
  const texts = [...new Set(parts.map(({ text }) => text))].sort();
  return [{ text: `not ${texts.join()}`, one: undefined }];
}

/** Of more the conditions stay as they are written. */
const MOST_ALTERNATIVES = 1_000;

/** The statement applies where all conditions of one of the alternatives hold. */
function alternativesOf({
  conditions,
  variables = false,
}: Statement): readonly (readonly SimpleCondition[])[] {
  const split = conditions.map((condition) => splitCondition(condition, variables));
  const count = split.reduce((product, { length }) => product * length, 1);
  if (count > MOST_ALTERNATIVES) return [conditions.map((condition) => simple(condition, variables))];
  let alternatives: readonly (readonly SimpleCondition[])[] = [[]];
  for (const each of split)
    alternatives = alternatives.flatMap((some) => each.map((further) => [...some, ...further]));
  return alternatives;
}

/**
 * Of an operator's values one is enough, and of a negated operator's none may match: the one is an alternative for each
 * value, the other a condition for each. It is the other way round with `ForAllValues` and a negated `ForAnyValue`, which
 * stay whole.
 */
function splitCondition(condition: Condition, variables: boolean): readonly (readonly SimpleCondition[])[] {
  const { operator, values } = condition;
  const whole = [[simple(condition, variables)]];
  if (operator === undefined || values.length < 2) return whole;
  const single = (): readonly SimpleCondition[] =>
    values.map((value) => simple({ ...condition, values: [value] }, variables));
  if (operator.negated) return operator.quantifier === 'ForAnyValue' ? whole : [single()];
  return operator.quantifier === 'ForAllValues' ? whole : single().map((each) => [each]);
}

function simple(condition: Condition, variables: boolean): SimpleCondition {
  const { operatorText, values } = condition;
  const key = condition.key.toLowerCase();
  const wanted = [...new Set(values.map(({ text }) => marked(text, variables)))].sort();
  const plain = !wanted.some((text) => /[*?]|\$\{/.test(text));
  return { text: JSON.stringify([plainOperator(operatorText, key, plain), key, wanted]), key, condition };
}

/** Operators that mean the same with a value, and for a key that is always there, under one name. */
function plainOperator(operator: string, key: string, plain: boolean): string {
  const same = isAlwaysSent(key) ? operator.replace('IfExists', '') : operator;
  const name = same.replace('ArnEquals', 'ArnLike').replace('ArnNotEquals', 'ArnNotLike');
  return plain
    ? name.replace('StringLike', 'StringEquals').replace('StringNotLike', 'StringNotEquals')
    : name;
}
