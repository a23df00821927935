/** Whether a language contains a text, read character by character; states are made as they are reached. */
import { type Characters, contains, type Language } from './language';

const NOTHING: Characters = { in: '' };

/** In this order they are tried where a policy does not say which character. */
const FRESH = 'xyzqwvkjumnabcdefghiloprst9876543210-_.XYZQWVKJUMNABCDEFGHILOPRST/:=,@+ ~é中';

export class Automaton {
  /** Where nothing that follows can be in the language any more. */
  static readonly DEAD = 0;
  readonly start: number;
  /** Per state, the symbols of which one comes next. */
  private readonly positions: (readonly number[])[] = [];
  private readonly ids = new Map<string, number>();
  private readonly steps: Map<string, number>[] = [];
  private readonly acceptance: boolean[] = [];
  private readonly universality: boolean[] = [];
  private readonly named: string[] = [];
  private readonly waysOn: (readonly (readonly [number, string])[])[] = [];

  constructor(private readonly language: Language) {
    this.stateOf([]);
    this.start = this.stateOf(this.closure([0]));
  }

  accepts(state: number): boolean {
    return this.acceptance[state] ?? false;
  }

  /** Whether everything that may follow is in the language. */
  isUniversal(state: number): boolean {
    return this.universality[state] ?? false;
  }

  /** The characters that the state tells from the rest. */
  namedCharacters(state: number): string {
    return this.named[state] ?? '';
  }

  /** The characters that lead on, by the state to which they lead; of those that no symbol names, some. */
  ways(state: number): readonly (readonly [to: number, characters: string])[] {
    const known = this.waysOn[state];
    if (known) return known;
    const ways = new Map<number, string>();
    const alike = new Map<string, number>();
    for (const character of this.candidates(state)) {
      const taking = this.taking(state, character);
      const to = alike.get(taking) ?? this.step(state, character);
      alike.set(taking, to);
      if (to !== Automaton.DEAD) ways.set(to, (ways.get(to) ?? '') + character);
    }
    this.waysOn[state] = [...ways];
    return this.waysOn[state] ?? [];
  }

  /** The symbols that take the character, by their place. */
  private taking(state: number, character: string): string {
    return (this.positions[state] ?? [])
      .filter((position) => contains(this.language[position]?.of ?? NOTHING, character))
      .join();
  }

  private candidates(state: number): Iterable<string> {
    const named = this.namedCharacters(state);
    const isNamed = (this.positions[state] ?? []).every((position) => {
      const symbol = this.language[position];
      return !symbol || 'in' in symbol.of;
    });
    if (isNamed && named.length < 3) return new Set(named);
    return new Set([...FRESH, ...named]);
  }

  step(state: number, character: string): number {
    if (state === Automaton.DEAD) return state;
    const steps = this.steps[state];
    const known = steps?.get(character);
    if (known !== undefined) return known;
    const next: number[] = [];
    for (const position of this.positions[state] ?? []) {
      const symbol = this.language[position];
      if (symbol && contains(symbol.of, character)) next.push(symbol.repeats ? position : position + 1);
    }
    const to = this.stateOf(this.closure(next));
    steps?.set(character, to);
    return to;
  }

  after(text: string, from: number = this.start): number {
    let state = from;
    for (const character of text) {
      if (state === Automaton.DEAD) break;
      state = this.step(state, character);
    }
    return state;
  }

  contains(text: string): boolean {
    return this.accepts(this.after(text));
  }

  /** With all positions that are reached without a character; what stands before a run of anything adds nothing. */
  private closure(from: readonly number[]): readonly number[] {
    const reached = new Set<number>();
    for (const first of from) {
      let position = first;
      reached.add(position);
      while (this.language[position]?.repeats) reached.add(++position);
    }
    const sorted = [...reached].sort((one, other) => one - other);
    const lastRun = sorted.findLastIndex((position) => this.isRunOfAnything(position));
    return lastRun > 0 ? sorted.slice(lastRun) : sorted;
  }

  private isRunOfAnything(position: number): boolean {
    const symbol = this.language[position];
    return symbol?.repeats === true && 'not' in symbol.of && symbol.of.not === '';
  }

  private stateOf(positions: readonly number[]): number {
    const key = positions.join();
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.positions.length;
    const { length } = this.language;
    this.ids.set(key, id);
    this.positions.push(positions);
    this.steps.push(new Map());
    this.acceptance.push(positions.includes(length));
    this.universality.push(positions.includes(length - 1) && this.isRunOfAnything(length - 1));
    this.named.push(positions.map((position) => this.namedBy(position)).join(''));
    return id;
  }

  private namedBy(position: number): string {
    const characters = this.language[position]?.of;
    if (!characters) return '';
    return 'in' in characters ? characters.in : characters.not;
  }
}

/** Of languages that are the same for all worlds; what is found out of them once need not be found out again. */
export function sharedAutomaton(language: Language): Automaton {
  const known = shared.get(language);
  if (known) return known;
  const automaton = new Automaton(language);
  shared.set(language, automaton);
  return automaton;
}

const shared = new WeakMap<Language, Automaton>();
