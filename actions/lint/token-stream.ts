/** The tokens of a text from a place on, one after the other, and what is wrong with them. */
import { type Report, readToken, type SyntaxProblem, type Token } from './tokens';

export class TokenStream {
  private readonly found = new Map<string, SyntaxProblem>();
  /** Where reading stops: behind it stands no JSON. */
  private limit: number;
  private at: number;

  constructor(
    readonly text: string,
    from: number,
  ) {
    this.at = from;
    this.limit = text.length;
  }

  /** Offset behind the last token that was taken. */
  get position(): number {
    return this.at;
  }

  /** Whether nothing more is to be read. */
  get isStopped(): boolean {
    return this.limit <= this.at;
  }

  /** In the order of the text; only what was taken counts, not what was looked at. */
  get problems(): readonly SyntaxProblem[] {
    return [...this.found.values()].filter(({ start }) => start <= this.at).sort((a, b) => a.start - b.start);
  }

  /** The token at or behind an offset, which is not taken; `end` where reading stops before it. */
  look(offset = this.at): Token {
    const end: Token = { kind: 'end', start: offset, end: offset, value: '' };
    if (offset >= this.limit) return end;
    const token = readToken(this.text, offset, this.report);
    return token.start >= this.limit ? { ...end, start: this.limit, end: this.limit } : token;
  }

  take(token: Token): Token {
    this.at = token.end;
    return token;
  }

  /** Takes all up to an offset, whatever it is. */
  skipTo(offset: number): void {
    this.at = offset;
  }

  stopAt(offset: number): void {
    this.limit = offset;
    this.at = Math.min(this.at, offset);
  }

  /** Tokens are looked at before they are taken, so the same problem may be reported again. */
  readonly report: Report = (id, { start, end }, message, remedy) => {
    this.found.set(`${id} ${start}`, { id, start, end, message, remedy });
  };
}
