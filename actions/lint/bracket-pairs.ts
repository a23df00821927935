/**
 * Where a bracket is missing. The reader notices it only where nothing fits any more, often at the end of the text;
 * the indentation tells of the place where it was left out.
 */
import { type SourceText, sourceText } from './source-text';

export interface OpenBracket {
  readonly kind: '{' | '[';
  readonly at: number;
}

export type ClosingBracket = '}' | ']';

const OPENER: Readonly<Record<ClosingBracket, OpenBracket['kind']>> = { '}': '{', ']': '[' };

export interface MissingBracket {
  readonly closer: ClosingBracket;
  /** Offset of the bracket that is not closed, as far as the reader can tell. */
  readonly opening: number;
  /** Offset up to which the text was read. */
  readonly readTo: number;
  /** How many brackets are open there. */
  readonly openCount: number;
  /** Whether the text ends there. */
  readonly atEnd: boolean;
}

interface BracketPair {
  readonly open: number;
  readonly close: number;
}

export class BracketPairs {
  private readonly pairs: BracketPair[] = [];
  private lines: SourceText | undefined;

  constructor(private readonly text: string) {}

  /** A bracket, and the one that the reader took for its end. */
  add(open: number, close: number): void {
    this.pairs.push({ open, close });
  }

  /** Where a bracket was left out, and the words for it. */
  explain({ closer, opening, readTo, openCount, atEnd }: MissingBracket): {
    readonly start: number;
    readonly message: string;
  } {
    const misfit = this.firstMisfit(opening, closer);
    const open = misfit?.open ?? opening;
    const { line, column } = this.source().placeOf(open);
    const what = `${closer} is missing: the ${OPENER[closer]} at ${line}:${column} is not closed`;
    if (misfit) return { start: misfit.close, message: `${what} before this line` };
    const others = atEnd && openCount > 1 ? ` (${openCount} brackets are open)` : '';
    return { start: readTo, message: `${what}${atEnd ? ' at the end of the text' : ' here'}${others}` };
  }

  /** The first closing bracket that stands further left than the line of the bracket it would close. */
  private firstMisfit(opening: number, closer: ClosingBracket): BracketPair | undefined {
    return this.pairs
      .filter(
        ({ open, close }) => open > opening && this.text.charAt(close) === closer && this.beginsLine(close),
      )
      .sort((a, b) => a.close - b.close)
      .find(({ open, close }) => this.indentOf(close) < this.indentOf(open));
  }

  private indentOf(offset: number): number {
    const source = this.source();
    return /^\s*/.exec(source.lineText(source.placeOf(offset).line))?.[0].length ?? 0;
  }

  private beginsLine(offset: number): boolean {
    const source = this.source();
    const { line, column } = source.placeOf(offset);
    const before = source.lineText(line).slice(0, column - 1);
    return before.trim() === '';
  }

  /** Made only where something is broken: a text holds many brackets, and most are fine. */
  private source(): SourceText {
    this.lines ??= sourceText(this.text);
    return this.lines;
  }
}
