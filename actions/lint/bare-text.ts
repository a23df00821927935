/** Text without quotes where JSON wants a string: a key, a value, or what does not belong there. */
import type { ScalarNode, StringNode } from './json-node';
import { scalarOf, stringOf } from './scalar-token';
import type { Span } from './source-text';
import type { TokenStream } from './token-stream';
import { lineEnd, type Token } from './tokens';

/** A number, `true`, `false`, `null`, or text that goes on to the next comma, bracket or line, blanks included. */
export function readBareValue(tokens: TokenStream, word: Token): StringNode | ScalarNode {
  const { start } = word;
  const scalar = scalarOf(tokens.take(word));
  if (scalar) return scalar;
  const stop = lineEnd(tokens.text, start);
  for (let next = tokens.look(); next.kind === 'word' && next.start < stop; next = tokens.look())
    tokens.take(next);
  const span = { start, end: tokens.position };
  const value = tokens.text.slice(span.start, span.end);
  reportMissingQuotes(tokens, span, value);
  return { kind: 'string', ...span, value };
}

/** A key without quotes. Undefined where the word is none: it is skipped, or reading ends before it. */
export function readBareKey(tokens: TokenStream, word: Token): StringNode | undefined {
  if (endsKey(tokens.look(word.end))) {
    tokens.take(word);
    reportMissingQuotes(tokens, word, word.value);
    return stringOf(word);
  }
  if (isProse(tokens, word)) tokens.stopAt(word.start);
  else skipJunk(tokens, word);
  return undefined;
}

/** Whether a word that JSON does not expect is the text behind a policy that was never closed. */
export function isProse(tokens: TokenStream, word: Token): boolean {
  const line = restOfLine(tokens.text, word);
  if (/["“”{}[\]]/.test(line) || /^[.…]/.test(line) || line.trim().split(/\s+/).length < 3) return false;
  const next = tokens.look(lineEnd(tokens.text, word.start));
  return next.kind === 'word' || next.kind === 'end';
}

/** `=` and `=>`, as other languages write the colon. */
export function isEqualsSign({ kind, value }: Token): boolean {
  return kind === 'word' && /^=>?$/.test(value);
}

/** Cuts what is quoted in a message. */
export function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function endsKey(token: Token): boolean {
  return token.kind === ':' || isEqualsSign(token);
}

/** To the end of its line, but not into a quote or a bracket. */
function skipJunk(tokens: TokenStream, word: Token): void {
  const line = restOfLine(tokens.text, word);
  const junk = line.replace(/[,"“”{}[\]].*$/, '').trimEnd();
  const end = Math.max(word.end, word.start + junk.length);
  const message = `${brief(tokens.text.slice(word.start, end))} does not belong here`;
  tokens.report('unexpected-text', { start: word.start, end }, message, 'leave it out');
  tokens.skipTo(end);
}

function reportMissingQuotes(tokens: TokenStream, span: Span, value: string): void {
  const remedy = `write ${brief(JSON.stringify(value))}`;
  tokens.report('unquoted-text', span, `${brief(value)} has no quotes`, remedy);
}

function restOfLine(text: string, { start }: Span): string {
  return text.slice(start, lineEnd(text, start));
}
