/** A text that was made from another one, such as a page's text from its HTML, and where each character came from. */

export interface DerivedText {
  readonly text: string;
  /** Where in the original the character at `offset` begins. */
  at(offset: number): number;
  /** Where in the original the character before `offset` ends. */
  endAt(offset: number): number;
}

/** What was taken over as it stands, or one text that stands for another. */
interface Piece {
  /** Offset in the derived text. */
  readonly offset: number;
  readonly start: number;
  readonly end: number;
  readonly isVerbatim: boolean;
}

export class TextDeriver {
  private readonly pieces: Piece[] = [];
  private readonly texts: string[] = [];
  private length = 0;

  /** `text` stands for what is between `start` and `end` in the original. */
  add(text: string, start: number, end: number): void {
    if (text === '') return;
    this.pieces.push({ offset: this.length, start, end, isVerbatim: text.length === end - start });
    this.texts.push(text);
    this.length += text.length;
  }

  derived(): DerivedText {
    const { pieces } = this;
    const placeOf = (offset: number, piece: Piece): number =>
      piece.isVerbatim ? piece.start + offset - piece.offset : piece.start;
    return {
      text: this.texts.join(''),
      at(offset) {
        const piece = pieceAt(pieces, offset);
        return piece ? Math.min(placeOf(offset, piece), piece.end) : 0;
      },
      endAt(offset) {
        const piece = pieceAt(pieces, Math.max(0, offset - 1));
        if (!piece) return 0;
        return piece.isVerbatim ? Math.min(placeOf(offset, piece), piece.end) : piece.end;
      },
    };
  }
}

/** A text by itself. */
export function asItStands(text: string): DerivedText {
  return { text, at: (offset) => offset, endAt: (offset) => offset };
}

/** `later` was made from the text of `earlier`: where in the original of that it came from. */
export function derivedTwice(earlier: DerivedText, later: DerivedText): DerivedText {
  return {
    text: later.text,
    at: (offset) => earlier.at(later.at(offset)),
    endAt: (offset) => earlier.endAt(later.endAt(offset)),
  };
}

function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((pieces[middle]?.offset ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return pieces[low];
}
