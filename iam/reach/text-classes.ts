/**
 * Texts fall into finitely many classes that no pattern of the policies tells apart; the shortest text of each speaks
 * for all. They are the reachable states of the product of all patterns' automata within what AWS takes as valid.
 */
import { Automaton } from './automaton';
import { atOnce, type Pausing } from './pausing';

/** An automaton from a state onwards: a pattern after a prefix that is the same for all texts. */
export interface Track {
  readonly automaton: Automaton;
  readonly from: number;
}

export interface TextClass {
  readonly text: string;
  /** The patterns that contain the text, by their place. */
  readonly matched: readonly number[];
}

export interface TextClasses {
  readonly classes: readonly TextClass[];
  /** False where there are more than could be looked at. */
  readonly complete: boolean;
}

const MOST_STATES = 20_000;
const MOST_CLASSES = 4_096;

interface Node {
  readonly text: string;
  readonly valid: number;
  /** Patterns that can still go both ways: place and state in turn. */
  readonly live: readonly number[];
  /** Patterns that contain whatever follows. */
  readonly settled: readonly number[];
}

export function trackOf(automaton: Automaton, prefix = ''): Track {
  return { automaton, from: automaton.after(prefix) };
}

export function textClasses(valid: Track, patterns: readonly Track[]): TextClasses {
  return atOnce(textClassesInSteps(valid, patterns));
}

/** The same, with a pause before each text: of a thousand patterns many take a millisecond. */
export function* textClassesInSteps(valid: Track, patterns: readonly Track[]): Pausing<TextClasses> {
  const first = advance(
    patterns,
    patterns.flatMap(({ from }, at) => [at, from]),
    [],
  );
  let layer: readonly Node[] = [{ text: '', valid: valid.from, ...first }];
  const seen = new Set(layer.map(keyOf));
  const found = new Map<string, TextClass>();
  while (layer.length > 0) {
    const next: Node[] = [];
    for (const node of layer) {
      yield;
      if (valid.automaton.accepts(node.valid)) note(node, patterns, found);
      if (node.live.length === 0 && found.has(node.settled.join())) continue;
      for (const follower of followers(node, valid.automaton, patterns)) {
        const key = keyOf(follower);
        if (seen.has(key)) continue;
        seen.add(key);
        if (seen.size > MOST_STATES || found.size > MOST_CLASSES)
          return { classes: [...found.values()], complete: false };
        next.push(follower);
      }
    }
    layer = next;
  }
  return { classes: [...found.values()], complete: true };
}

function keyOf({ valid, live, settled }: Node): string {
  return `${valid}|${live.join()}|${settled.join()}`;
}

function note(
  { text, live, settled }: Node,
  patterns: readonly Track[],
  found: Map<string, TextClass>,
): void {
  const matched = [...settled];
  for (let at = 0; at < live.length; at += 2) {
    const pattern = live[at] ?? 0;
    if (patterns[pattern]?.automaton.accepts(live[at + 1] ?? 0)) matched.push(pattern);
  }
  matched.sort((one, other) => one - other);
  const key = matched.join();
  if (!found.has(key)) found.set(key, { text, matched });
}

/** One for each character that a live pattern names, and one of the others for each way on. */
function followers(node: Node, valid: Automaton, patterns: readonly Track[]): readonly Node[] {
  const named = namedBy(node, patterns);
  const steps: (readonly [string, number])[] = [];
  for (const character of named) {
    const to = valid.step(node.valid, character);
    if (to !== Automaton.DEAD) steps.push([character, to]);
  }
  for (const [to, characters] of valid.ways(node.valid)) {
    const other = [...characters].find((character) => !named.has(character));
    if (other !== undefined) steps.push([other, to]);
  }
  return steps.map(([character, to]) => ({
    text: node.text + character,
    valid: to,
    ...advance(patterns, stepped(node, character, patterns), node.settled),
  }));
}

function namedBy({ live }: Node, patterns: readonly Track[]): ReadonlySet<string> {
  const named = new Set<string>();
  for (let at = 0; at < live.length; at += 2) {
    const characters = patterns[live[at] ?? 0]?.automaton.namedCharacters(live[at + 1] ?? 0) ?? '';
    for (const character of characters) named.add(character);
  }
  return named;
}

function stepped({ live }: Node, character: string, patterns: readonly Track[]): readonly number[] {
  const next: number[] = [];
  for (let at = 0; at < live.length; at += 2) {
    const pattern = live[at] ?? 0;
    const to = patterns[pattern]?.automaton.step(live[at + 1] ?? 0, character) ?? Automaton.DEAD;
    if (to !== Automaton.DEAD) next.push(pattern, to);
  }
  return next;
}

/** Leaves out what is dead, and puts aside what is settled. */
function advance(
  patterns: readonly Track[],
  live: readonly number[],
  settled: readonly number[],
): Pick<Node, 'live' | 'settled'> {
  const still: number[] = [];
  const more: number[] = [];
  for (let at = 0; at < live.length; at += 2) {
    const pattern = live[at] ?? 0;
    const state = live[at + 1] ?? 0;
    if (state === Automaton.DEAD) continue;
    if (patterns[pattern]?.automaton.isUniversal(state)) more.push(pattern);
    else still.push(pattern, state);
  }
  if (more.length === 0) return { live: still, settled };
  return { live: still, settled: [...settled, ...more].sort((one, other) => one - other) };
}
