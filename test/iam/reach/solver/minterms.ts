/** The ways in which patterns can match a text, by Z3: for each that there is, a text. */
import { expressionOf, type Pattern } from './plain-statements';
import type { Language, Solver } from './z3';

export interface Minterm {
  readonly text: string;
  /** Whether the text matches, by the pattern's key. */
  readonly matched: ReadonlyMap<string, boolean>;
}

export function patternKey({ text, isGlob }: Pattern): string {
  return `${isGlob} ${text}`;
}

/**
 * Pattern by pattern, each way is parted in two, of which Z3 says whether both can be; one can, since there is a text.
 * Undefined where Z3 could not tell in time. `base`: what texts there are.
 */
export async function mintermsOf(
  solver: Solver,
  base: Language,
  patterns: readonly Pattern[],
): Promise<readonly Minterm[] | undefined> {
  const first = await solver.textIn([base], []);
  if (typeof first === 'string') throw new Error('Z3 finds no text at all');
  let ways: readonly (Minterm & Sides)[] = [{ ...first, matched: new Map(), within: [], without: [] }];
  for (const [key, pattern] of new Map(patterns.map((each) => [patternKey(each), each]))) {
    const language: Language = (terms) =>
      pattern.isGlob ? terms.glob(pattern.text) : terms.literal(pattern.text);
    const parted: (Minterm & Sides)[] = [];
    for (const way of ways) {
      const isIn = expressionOf(pattern).test(way.text);
      const inside = { within: [...way.within, language], without: way.without };
      const outside = { within: way.within, without: [...way.without, language] };
      const [own, other] = isIn ? [inside, outside] : [outside, inside];
      parted.push({ ...own, text: way.text, matched: new Map([...way.matched, [key, isIn]]) });
      const answer = await solver.textIn([base, ...other.within], other.without);
      if (answer === 'unknown') return undefined;
      if (answer !== 'none')
        parted.push({ ...other, text: answer.text, matched: new Map([...way.matched, [key, !isIn]]) });
    }
    ways = parted;
  }
  return ways;
}

/** Languages that the text is in, and that it is not in. */
interface Sides {
  readonly within: readonly Language[];
  readonly without: readonly Language[];
}
