/**
 * Tokens of JSON as people write it: with comments, with the quotes of word processors, with bare words. What is not
 * JSON is reported and read as what was meant.
 */
import type { Span } from './source-text';

export type SyntaxProblemId =
  | 'comment'
  | 'odd-space'
  | 'typographic-quote'
  | 'single-quote'
  | 'unterminated-string'
  | 'bad-escape'
  | 'unquoted-text'
  | 'missing-comma'
  | 'extra-comma'
  | 'trailing-comma'
  | 'missing-colon'
  | 'missing-value'
  | 'missing-brace'
  | 'unexpected-text'
  | 'too-deep';

export interface SyntaxProblem extends Span {
  readonly id: SyntaxProblemId;
  /** What is wrong, without a full stop. */
  readonly message: string;
  /** What would be right, without a full stop. */
  readonly remedy: string;
}

export type Report = (id: SyntaxProblemId, span: Span, message: string, remedy: string) => void;

export type Punctuation = '{' | '}' | '[' | ']' | ',' | ':';

export interface Token extends Span {
  /** `word` is bare text; `end` is the end of the text or of the code block that the text stands in. */
  readonly kind: Punctuation | 'string' | 'word' | 'end';
  /** The text meant: of a string, what stands between its quotes, escapes resolved. */
  readonly value: string;
}

const SPACE = /[ \t\r\n]/;
/** Blanks that JSON does not know; they come with text copied from web pages. */
const ODD_SPACE = /[\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u3000\ufeff\v\f]/;
const DOUBLE = '“”„‟″';
const SINGLE = '‘’‚‛′';
const PUNCTUATION = '{}[],:';
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** The next token at or after `from`. */
export function readToken(text: string, from: number, report: Report): Token {
  const start = skipBlank(text, from, report);
  const char = text.charAt(start);
  if (char === '' || text.startsWith('```', start)) return { kind: 'end', start, end: start, value: '' };
  if (char === '"' || char === "'" || DOUBLE.includes(char) || SINGLE.includes(char))
    return readString(text, start, report);
  if (isPunctuation(char)) return { kind: char, start, end: start + 1, value: char };
  const end = wordEnd(text, start);
  return { kind: 'word', start, end, value: text.slice(start, end) };
}

function isPunctuation(char: string): char is Punctuation {
  return PUNCTUATION.includes(char);
}

function skipBlank(text: string, from: number, report: Report): number {
  let at = from;
  for (;;) {
    const char = text.charAt(at);
    if (char === '') return at;
    const comment = commentEnd(text, at);
    if (SPACE.test(char)) at += 1;
    else if (ODD_SPACE.test(char)) {
      // A byte order mark at the very beginning is the editor's, not the policy's.
      if (at > 0)
        report(
          'odd-space',
          { start: at, end: at + 1 },
          'a space that JSON does not allow',
          'use a plain space',
        );
      at += 1;
    } else if (comment !== undefined) {
      report(
        'comment',
        { start: at, end: comment },
        'a comment: policies are JSON, and JSON has none',
        'leave it out; a Sid may say what a statement is for',
      );
      at = comment;
    } else return at;
  }
}

function commentEnd(text: string, at: number): number | undefined {
  if (text.startsWith('/*', at)) {
    const end = text.indexOf('*/', at + 2);
    return end === -1 ? text.length : end + 2;
  }
  return text.startsWith('//', at) || text.charAt(at) === '#' ? lineEnd(text, at) : undefined;
}

/** Offset of the line's end, its carriage return not counted in. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  const end = newline === -1 ? text.length : newline;
  return end > at && text.charAt(end - 1) === '\r' ? end - 1 : end;
}

function readString(text: string, start: number, report: Report): Token {
  const quote = text.charAt(start);
  const plain = quote === '"';
  if (!plain) reportQuote(quote, start, report);
  const double = plain || DOUBLE.includes(quote);
  const closers = plain ? '"' : double ? `"${DOUBLE}` : `'${SINGLE}`;
  const line = lineEnd(text, start);
  const end =
    closingQuote(text, start + 1, line, closers) ?? (plain ? mixedClose(text, start, line) : undefined);
  if (end !== undefined) {
    if (plain && text.charAt(end) !== '"') reportQuote(text.charAt(end), end, report);
    const value = resolveEscapes(text.slice(start + 1, end), start + 1, report);
    return { kind: 'string', start, end: end + 1, value };
  }
  const stop = meantEnd(text, start + 1, line);
  const span = { start, end: stop };
  report(
    'unterminated-string',
    span,
    'the closing quote is missing',
    `close it: ${quoted(text, start, stop)}`,
  );
  return { kind: 'string', ...span, value: text.slice(start + 1, stop) };
}

/** Where a string that is not closed was meant to end: before the brackets and commas at the end of its line. */
function meantEnd(text: string, from: number, line: number): number {
  let end = line;
  while (end > from && ' \t\r,]}'.includes(text.charAt(end - 1))) end -= 1;
  return end;
}

function quoted(text: string, start: number, stop: number): string {
  return JSON.stringify(text.slice(start + 1, stop)).slice(0, 80);
}

function reportQuote(quote: string, at: number, report: Report): void {
  const span = { start: at, end: at + 1 };
  if (quote === "'") report('single-quote', span, 'a single quote around a string', 'use "');
  else report('typographic-quote', span, `the typographic quote ${quote} around a string`, 'use "');
}

function closingQuote(text: string, from: number, stop: number, closers: string): number | undefined {
  for (let at = from; at < stop; at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    else if (closers.includes(text.charAt(at))) return at;
  }
  return undefined;
}

/** A string that begins with `"` and ends with a typographic quote: where the line holds no `"` any more. */
function mixedClose(text: string, start: number, line: number): number | undefined {
  return closingQuote(text, start + 1, line, DOUBLE);
}

function resolveEscapes(raw: string, offset: number, report: Report): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(
    /\\(?:u([0-9a-fA-F]{4})|([\s\S]?))/g,
    (all, hex: string | undefined, char: string, at: number) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      const meant = ESCAPES[char];
      if (meant !== undefined) return meant;
      const span = { start: offset + at, end: offset + at + all.length };
      report('bad-escape', span, `${all} is not an escape that JSON has`, `write ${char} or \\\\${char}`);
      return char;
    },
  );
}

/** Bare text ends at a blank, a quote or a bracket; placeholders in it are taken whole. */
function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const placeholder = /^(?:<[^<>\n]*>|\$?\{\{?[A-Za-z][^{}\n]*\}?\})/.exec(text.slice(at, at + 120));
    if (placeholder && (at > start || text.charAt(at) !== '{')) {
      at += placeholder[0].length;
      continue;
    }
    const char = text.charAt(at);
    if (SPACE.test(char) || ODD_SPACE.test(char) || char === '"' || DOUBLE.includes(char)) break;
    if ('{}[],'.includes(char)) break;
    if (char === ':' && /^(?:$|[\s"'{[])/.test(text.slice(at + 1, at + 2))) break;
    at += 1;
  }
  return Math.max(at, start + 1);
}
