/**
 * What statements say of requests whose action and resource they match: whom they name, under which conditions. Those
 * that say the same have one number.
 */
import { conditionHolds } from '../condition';
import type { Statement } from '../policy';
import { CLOSENESSES, standingOf } from '../principal';
import type { Who } from './case';
import { contextOfAsker, isDerived } from './principals';

export class Sayings {
  private readonly numbers = new Map<Statement, number>();
  private readonly said = new Map<string, number>();
  /** By number, one that says it. */
  private readonly statements: Statement[] = [];
  /** By number, what it tells of each of those who ask. */
  private readonly told: string[][] = [];

  numberOf(statement: Statement): number {
    const known = this.numbers.get(statement);
    if (known !== undefined) return known;
    const said = saidBeside(statement);
    const number = this.said.get(said) ?? this.said.size;
    this.said.set(said, number);
    this.numbers.set(statement, number);
    this.statements[number] ??= statement;
    return number;
  }

  /** The keys on which it hangs whether they apply, in lower case. */
  keysOf(numbers: readonly number[]): readonly string[] {
    const conditions = numbers.flatMap((number) => this.statements[number]?.conditions ?? []);
    return [...new Set(conditions.map(({ key }) => key.toLowerCase()))].sort();
  }

  /** Of two of whom they tell the same, the same text. `at`: the place of who asks, among all who ask. */
  tellOf(numbers: readonly number[], who: Who, at: number): string {
    let text = '';
    for (const number of numbers) {
      this.told[number] ??= [];
      const told = this.told[number] ?? [];
      told[at] ??= toldOf(this.statements[number], who);
      text += told[at];
    }
    return text;
  }
}

function saidBeside({ effect, principal, conditions, unrecognised, variables }: Statement): string {
  return JSON.stringify([
    effect,
    principal && [principal.element, principal.principals.map(({ text }) => text)],
    conditions.map(({ operatorText, key, values }) => [operatorText, key, values.map(({ text }) => text)]),
    unrecognised,
    variables,
  ]);
}

function toldOf(statement: Statement | undefined, { principal }: Who): string {
  if (statement === undefined) return '';
  const standing = standingOf(statement.principal, principal, statement.effect, false);
  const context = contextOfAsker(principal);
  const held = statement.conditions
    .filter(({ key }) => isDerived(key.toLowerCase()))
    .map((condition) => conditionHolds(condition, context).charAt(0));
  return [...CLOSENESSES.map((closeness) => standing[closeness].charAt(0)), ...held, ' '].join('');
}
