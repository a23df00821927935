/**
 * Policy variables: the values that may make a difference are those that the policies name for the key, those that a
 * text with the variable captures from what it is compared with, and one that nobody names.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import { Automaton } from './automaton';
import type { Filling, Language } from './language';

/** Two variables in one text are tried together; of more combinations than these the rest is beyond. */
const MOST_FILLINGS = 64;

/** The keys that stand as variables in a text, in lower case. */
export function variablesIn(text: string): readonly string[] {
  const keys = [...text.matchAll(/\$\{([^\s,'{}$*?]+)(?:, ?'[^']*')?\}/g)].map(([, key = '']) =>
    key.toLowerCase(),
  );
  return [...new Set(keys)];
}

/** What stands for a variable that has no value: its default. */
export function defaultsIn(text: string): readonly (readonly [key: string, value: string])[] {
  return [...text.matchAll(/\$\{([^\s,'{}$*?]+), ?'([^']*)'\}/g)].map(([, key = '', value = '']) => [
    key.toLowerCase(),
    value,
  ]);
}

/** By variable, the values to try. */
export class Values {
  constructor(private readonly byKey: ReadonlyMap<string, ReadonlySet<string>>) {}

  get isEmpty(): boolean {
    return this.byKey.size === 0;
  }

  get keys(): readonly string[] {
    return [...this.byKey.keys()];
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  of(key: string): readonly string[] {
    return [...(this.byKey.get(key) ?? [])];
  }

  /** `known`: values that are settled already. */
  fillingsFor(text: string, known: Filling = () => undefined): readonly Filling[] {
    const keys = variablesIn(text).filter((key) => known(key) === undefined && this.has(key));
    if (keys.length === 0) return [];
    let fillings: readonly ReadonlyMap<string, string>[] = [new Map()];
    for (const key of keys)
      fillings = fillings
        .flatMap((filling) => this.of(key).map((value) => new Map([...filling, [key, value]])))
        .slice(0, MOST_FILLINGS);
    return fillings.map((filling) => (key) => known(key) ?? filling.get(key));
  }
}

/**
 * Every value for each variable of the text with which the text could match what it is compared with. `languageOf`: how
 * the text is read.
 */
export function capturesOf(
  text: string,
  compared: string,
  languageOf: (filling: Filling) => Language | undefined,
): readonly (readonly [key: string, value: string])[] {
  const fixed = text.slice(0, text.search(/[*?]|\$\{/));
  if (!compared.startsWith(fixed)) return [];
  const isFirst = text.startsWith('${', fixed.length);
  return variablesIn(text).flatMap((key) => {
    const values = new Set<string>();
    const last = isFirst ? fixed.length : compared.length;
    for (let begin = fixed.length; begin <= last; begin++)
      for (let end = begin + 1; end <= compared.length; end++) values.add(compared.slice(begin, end));
    return [...values].flatMap((value) => {
      const language = languageOf((other) => (other === key ? value : undefined));
      return language && new Automaton(language).contains(compared) ? [[key, value] as const] : [];
    });
  });
}
