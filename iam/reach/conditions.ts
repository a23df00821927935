/** The conditions of many statements on one key, and the languages of their values. */
import type { Condition } from '../policy';
import type { Source } from './documents';
import { arnLanguage, type Filling, inAnyCase, type Language, textLanguage } from './language';

/** A condition, with whether its policy's version has variables. */
export interface KeyCondition {
  readonly condition: Condition;
  readonly variables: boolean;
}

/** By key, in lower case. Each condition once, however many statements have it. */
export function conditionsByKey(sources: readonly Source[]): ReadonlyMap<string, readonly KeyCondition[]> {
  const found = new Map<string, Map<string, KeyCondition>>();
  for (const { statement } of sources)
    for (const condition of statement.conditions) {
      const { key, operatorText, values } = condition;
      const name = key.toLowerCase();
      const same = found.get(name) ?? new Map<string, KeyCondition>();
      found.set(name, same);
      const variables = statement.variables ?? false;
      const text = JSON.stringify([operatorText, variables, values.map(({ text: each }) => each)]);
      same.set(text, { condition, variables });
    }
  return new Map([...found].map(([name, conditions]) => [name, [...conditions.values()]]));
}

/** What an operator compares, whatever its set form. */
export function comparisonOf({ operatorText }: Condition): string {
  return operatorText
    .replace(/^.*:/, '')
    .replace(/IfExists$/, '')
    .replace('Not', '');
}

/** What a value of a text condition matches; undefined for other operators, and for what cannot be read. */
export function valueLanguage(
  { condition, variables }: KeyCondition,
  text: string,
  filling?: Filling,
): Language | undefined {
  const readAs = { variables, ...(filling ? { filling } : {}) };
  switch (comparisonOf(condition)) {
    case 'ArnEquals':
    case 'ArnLike':
      return arnLanguage(text, variables, filling);
    case 'StringLike':
      return textLanguage(text, { ...readAs, wildcards: true });
    case 'StringEquals':
      return textLanguage(text, { ...readAs, wildcards: false });
    case 'StringEqualsIgnoreCase':
      return ignoringCase(textLanguage(text, { ...readAs, wildcards: false }));
    default:
      return undefined;
  }
}

function ignoringCase(language: Language | undefined): Language | undefined {
  return language?.flatMap((symbol) =>
    'in' in symbol.of && !symbol.repeats && symbol.of.in.length === 1 ? inAnyCase(symbol.of.in) : [symbol],
  );
}
