/**
 * Where a bracket is missing. The reader notices it only where nothing fits any more, often at the end of the text;
 * the indentation tells of the place where it was left out.
 */
import { type SourceText, sourceText } from './source-text';

export interface OpenBracket {
  readonly kind: '{' | '[';
  readonly at: number;
}

export interface BrokenPairs {
  /** A bracket and the one that closed it. */
  pair(open: number, close: number): void;
  /**
   * Where `closer` is missing for the bracket at `opening`, and the words for it. `at` is how far was read, `openCount`
   * how many brackets are open there, `atEnd` whether the text ends there.
   */
  explain(
    closer: '}' | ']',
    opening: number,
    at: number,
    openCount: number,
    atEnd: boolean,
  ): { readonly start: number; readonly message: string };
}

export function brokenPairs(text: string): BrokenPairs {
  const pairs: { readonly open: number; readonly close: number }[] = [];
  let lines: SourceText | undefined;

  /** Made only where something is broken: a text holds many brackets, and most are fine. */
  function sourceOf(): SourceText {
    lines ??= sourceText(text);
    return lines;
  }

  function indentOf(offset: number): number {
    const source = sourceOf();
    return /^\s*/.exec(source.lineText(source.placeOf(offset).line))?.[0].length ?? 0;
  }

  function standsFirst(offset: number): boolean {
    const source = sourceOf();
    const { line, column } = source.placeOf(offset);
    return (
      source
        .lineText(line)
        .slice(0, column - 1)
        .trim() === ''
    );
  }

  /** The first closing bracket that stands further left than the line of the bracket it would close. */
  function misfit(opening: number, closer: '}' | ']'): { open: number; close: number } | undefined {
    return pairs
      .filter(({ open, close }) => open > opening && text.charAt(close) === closer && standsFirst(close))
      .sort((one, other) => one.close - other.close)
      .find(({ open, close }) => indentOf(close) < indentOf(open));
  }

  return {
    pair(open, close) {
      pairs.push({ open, close });
    },
    explain(closer, opening, at, openCount, atEnd) {
      const suspect = misfit(opening, closer);
      const open = suspect?.open ?? opening;
      const { line, column } = sourceOf().placeOf(open);
      const what = `${closer} is missing: the ${text.charAt(open) === '[' ? '[' : '{'} at ${line}:${column} is not closed`;
      if (suspect) return { start: suspect.close, message: `${what} before this line` };
      const others = atEnd && openCount > 1 ? ` (${openCount} brackets are open)` : '';
      return { start: at, message: `${what}${atEnd ? ' at the end of the text' : ' here'}${others}` };
    },
  };
}
