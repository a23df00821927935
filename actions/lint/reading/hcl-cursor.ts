/** Moves through a text in Terraform's language: words, blanks and comments, what brackets and quotes hold together. */
import type { StringNode } from '../json-node';
import { quotedAt } from './hcl-strings';
import { stringAt } from './mapped-node';

/** The text is not what it looked like. */
export class NoHcl extends Error {}

const LINES = /^(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/;
const BLANKS = /^[ \t]+/;

/** `at`: the offset of what comes next. */
export class HclCursor {
  constructor(
    protected readonly text: string,
    public at: number,
  ) {}

  protected word(): StringNode {
    const start = this.at;
    const found = /^[A-Za-z_][\w-]*/.exec(this.text.slice(start, start + 200))?.[0];
    if (found === undefined) throw new NoHcl();
    this.at += found.length;
    return stringAt({ start, end: this.at }, found);
  }

  /** To the end of an expression with operators, or to the question mark in it. */
  protected rest(): void {
    while (this.char !== '' && !/[,\n\])}?]/.test(this.char)) this.pass();
  }

  protected passTo(char: string): void {
    while (this.char !== char) {
      if (this.char === '') throw new NoHcl();
      this.pass();
    }
  }

  /** One character, or all that is between brackets or quotes. */
  protected pass(): void {
    if (/[[({]/.test(this.char)) this.skipBrackets();
    else if (this.char === '"') this.at = quotedAt(this.text, this.at)?.end ?? this.text.length;
    else this.at += 1;
  }

  /** Whether `sign` comes next, on this line or on one below; it is passed then. */
  protected comes(sign: string): boolean {
    const { length } = this.blank(LINES);
    if (!this.text.startsWith(sign, this.at + length)) return false;
    this.at += length + sign.length;
    return true;
  }

  protected skipBrackets(): void {
    let open = 0;
    do {
      if (this.char === '') throw new NoHcl();
      if (this.char === '"') {
        const read = quotedAt(this.text, this.at);
        if (!read) throw new NoHcl();
        this.at = read.end;
        continue;
      }
      if (/[[({]/.test(this.char)) open += 1;
      else if (/[\])}]/.test(this.char)) open -= 1;
      this.at += 1;
    } while (open > 0);
  }

  protected get char(): string {
    return this.text.charAt(this.at);
  }

  protected expect(char: string): void {
    if (this.char !== char) throw new NoHcl();
    this.at += 1;
  }

  protected isComment(): boolean {
    return /^(?:#|\/\/|\/\*)/.test(this.text.slice(this.at, this.at + 2));
  }

  /** Blanks and comments; lines too, where they end nothing. */
  protected skip(lines = true): void {
    this.at += this.blank(lines ? LINES : BLANKS).length;
    if (lines && this.char === '') throw new NoHcl();
  }

  private blank(of: RegExp): string {
    return of.exec(this.text.slice(this.at, this.at + 4000))?.[0] ?? '';
  }
}
