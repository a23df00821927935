/**
 * Reads one JSON value as people write it, from a place in a text. Never throws: what is not JSON is reported, and
 * reading goes on with what was meant. On valid JSON the value is that of `JSON.parse`, and nothing is reported.
 */
import { brokenPairs, type OpenBracket } from './brackets';
import type { ArrayNode, JsonNode, Member, ObjectNode, ScalarNode, StringNode } from './json-node';
import { scalarOf, stringOf } from './scalar-token';
import type { Span } from './source-text';
import { lineEnd, readToken, type SyntaxProblem, type Token } from './tokens';

export interface Reading {
  readonly node: JsonNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** Offset behind what was read. */
  readonly end: number;
}

/** Deeper than any policy goes: AWS allows 6,144 characters at most, and four levels do. */
const DEEPEST = 200;
export function readJson(text: string, from = 0): Reading {
  const problems = new Map<string, SyntaxProblem>();
  const open: OpenBracket[] = [];
  const brackets = brokenPairs(text);
  let at = from;
  /** Where reading stops: prose was met, or nesting without end. */
  let limit = text.length;
  /** A closer that was missing stood after a comma that has been read already. */
  let commaRead = false;

  function report(id: SyntaxProblem['id'], span: Span, message: string, remedy: string): void {
    // Tokens are looked at before they are taken, so the same problem is met more than once.
    problems.set(`${id} ${span.start}`, { id, start: span.start, end: span.end, message, remedy });
  }

  function look(offset = at): Token {
    if (offset >= limit) return { kind: 'end', start: offset, end: offset, value: '' };
    const token = readToken(text, offset, report);
    return token.start >= limit ? { kind: 'end', start: limit, end: limit, value: '' } : token;
  }

  function take(token: Token): Token {
    at = token.end;
    return token;
  }

  function readValue(): JsonNode | undefined {
    const token = look();
    switch (token.kind) {
      case '{':
        return nested(token, readObject);
      case '[':
        return nested(token, readArray);
      case 'string':
        return stringOf(take(token));
      case 'word':
        return bareValue(token);
      default:
        return undefined;
    }
  }

  function nested<T>(token: Token, read: (token: Token) => T): T | undefined {
    take(token);
    if (open.length >= DEEPEST) {
      report('too-deep', token, `brackets are nested more than ${DEEPEST} deep`, 'this is no policy');
      limit = at;
      return undefined;
    }
    open.push({ kind: token.kind === '{' ? '{' : '[', at: token.start });
    const value = read(token);
    open.pop();
    return value;
  }

  function bareValue(token: Token): StringNode | ScalarNode {
    const { start } = token;
    const scalar = scalarOf(take(token));
    if (scalar) return scalar;
    // Bare text may hold blanks: it goes on to the next comma, bracket or line.
    const stop = lineEnd(text, start);
    for (let next = look(); next.kind === 'word' && next.start < stop; next = look()) take(next);
    const value = text.slice(start, at);
    report(
      'unquoted-text',
      { start, end: at },
      `${brief(value)} has no quotes`,
      `write ${brief(JSON.stringify(value))}`,
    );
    return { kind: 'string', start, end: at, value };
  }

  function readObject(opening: Token): ObjectNode {
    const members: Member[] = [];
    for (;;) {
      const token = look();
      if (token.kind === '}')
        return closed({ kind: 'object', start: opening.start, end: token.end, members }, token);
      if (token.kind === 'end' || (token.kind === ']' && isOpen('['))) break;
      if (members.length > 0 && endsBefore('}', token)) break;
      if (token.kind === ',') {
        report('extra-comma', token, 'a comma with nothing before it', 'leave it out');
        take(token);
        continue;
      }
      const key =
        token.kind === 'string' ? stringOf(take(token)) : token.kind === 'word' ? bareKey(token) : undefined;
      if (!key) {
        if (limit <= at) break;
        if (token.kind !== 'word') unexpected(token);
        continue;
      }
      const value = readMemberValue(key);
      if (value) members.push({ key, value });
      betweenItems('}', members.length > 0);
    }
    return unclosed({ kind: 'object', start: opening.start, end: at, members }, '}', opening);
  }

  /** The value behind a key, or undefined where there is none. */
  function readMemberValue(key: StringNode): JsonNode | undefined {
    const separator = look();
    if (separator.kind === ':') take(separator);
    else if (separator.kind === 'word' && /^=>?$/.test(separator.value)) {
      report('missing-colon', separator, `${separator.value} between key and value`, 'use :');
      take(separator);
    } else if (separator.kind === 'string' || separator.kind === '{' || separator.kind === '[')
      report(
        'missing-colon',
        { start: key.end, end: key.end },
        'the colon is missing after the key',
        'use :',
      );
    const value = readValue();
    if (!value && limit > at)
      report('missing-value', key, `${brief(key.value)} has no value`, 'give it one, or leave the key out');
    return value;
  }

  function readArray(opening: Token): ArrayNode {
    const items: JsonNode[] = [];
    for (;;) {
      const token = look();
      if (token.kind === ']')
        return closed({ kind: 'array', start: opening.start, end: token.end, items }, token);
      if (token.kind === 'end' || (token.kind === '}' && isOpen('{'))) break;
      if (token.kind === ',') {
        report('extra-comma', token, 'a comma with nothing before it', 'leave it out');
        take(token);
        continue;
      }
      if (token.kind === 'string' && look(token.end).kind === ':') {
        if (holdsNoObject(items) && endsBefore(']', token)) break;
        report('missing-brace', token, '{ is missing before this key', 'open the object with {');
        open.push({ kind: '{', at: token.start });
        items.push(readObject({ kind: '{', start: token.start, end: token.start, value: '{' }));
        open.pop();
      } else if (token.kind === 'word' && items.length > 0 && isProse(token)) {
        limit = token.start;
        break;
      } else {
        const value = readValue();
        if (value) items.push(value);
        else if (limit > at) unexpected(look());
        else break;
      }
      betweenItems(']', holdsNoObject(items));
    }
    return unclosed({ kind: 'array', start: opening.start, end: at, items }, ']', opening);
  }

  /** Reads the comma. `mayEndHere`: whether what is being read may have been left open before the next token. */
  function betweenItems(closer: '}' | ']', mayEndHere: boolean): void {
    const last = at;
    const token = look();
    const forgiven = commaRead;
    commaRead = false;
    if (token.kind === ',') {
      take(token);
      const next = look();
      if (next.kind === '}' || next.kind === ']')
        report('trailing-comma', token, `a comma before ${next.kind}`, 'leave it out');
      commaRead = mayEndHere && endsBefore(closer, next);
    } else if (!forgiven && startsItem(token) && !(mayEndHere && endsBefore(closer, token)))
      report(
        'missing-comma',
        { start: last, end: last },
        'the comma is missing here',
        'put , between the two',
      );
  }

  /** Whether no bracket like this one can go on with such a token, but the one around it can. */
  function endsBefore(closer: '}' | ']', next: Token): boolean {
    if (closer === '}') return (next.kind === '{' || next.kind === '[') && parentKind() === '[';
    return next.kind === 'string' && look(next.end).kind === ':' && parentKind() === '{';
  }

  /** A key without quotes; undefined where the word is none, and then it is read over or reading ends before it. */
  function bareKey(token: Token): StringNode | undefined {
    const separator = look(token.end);
    if (separator.kind === ':' || (separator.kind === 'word' && /^=>?$/.test(separator.value))) {
      take(token);
      report(
        'unquoted-text',
        token,
        `${brief(token.value)} has no quotes`,
        `write ${brief(JSON.stringify(token.value))}`,
      );
      return stringOf(token);
    }
    if (isProse(token)) {
      limit = token.start;
      at = Math.min(at, limit);
      return undefined;
    }
    const end = Math.max(token.end, junkEnd(token));
    report(
      'unexpected-text',
      { start: token.start, end },
      `${brief(text.slice(token.start, end))} does not belong here`,
      'leave it out',
    );
    at = end;
    return undefined;
  }

  /** Bare text to the end of its line, but not into a quote or a bracket. */
  function junkEnd(token: Token): number {
    const line = text.slice(token.start, lineEnd(text, token.start));
    return token.start + line.replace(/[,"“”{}[\]].*$/, '').trimEnd().length;
  }

  /** Whether a word that JSON does not expect is the text behind a policy that was never closed. */
  function isProse(token: Token): boolean {
    const line = text.slice(token.start, lineEnd(text, token.start));
    if (/["“”{}[\]]/.test(line) || /^[.…]/.test(line) || line.trim().split(/\s+/).length < 3) return false;
    const next = look(lineEnd(text, token.start));
    return next.kind === 'word' || next.kind === 'end';
  }

  function closed<T extends ObjectNode | ArrayNode>(node: T, token: Token): T {
    take(token);
    brackets.pair(node.start, token.start);
    return node;
  }

  function unclosed<T extends ObjectNode | ArrayNode>(node: T, closer: '}' | ']', opening: Token): T {
    const next = look();
    const outerAlsoOpen = next.kind === 'end' && open.length > 1;
    // At the end of the text the outermost bracket speaks for all that are still open.
    if (!outerAlsoOpen && limit !== 0) {
      const { start, message } = brackets.explain(
        closer,
        opening.start,
        at,
        open.length,
        next.kind === 'end',
      );
      report('missing-brace', { start, end: start }, message, `add ${closer}`);
    }
    return node;
  }

  function unexpected(token: Token): void {
    report('unexpected-text', token, `${token.value} does not belong here`, 'leave it out');
    take(token);
  }

  function isOpen(kind: OpenBracket['kind']): boolean {
    return open.some((bracket) => bracket.kind === kind);
  }

  function parentKind(): OpenBracket['kind'] | undefined {
    return open.at(-2)?.kind;
  }

  const node = readValue();
  return { node, problems: [...problems.values()].filter(({ start }) => start <= at).sort(byStart), end: at };
}

function startsItem({ kind }: Token): boolean {
  return kind === 'string' || kind === '{' || kind === '[';
}

/** A list of strings: what a key behind it belongs to is the object around it. */
function holdsNoObject(items: readonly JsonNode[]): boolean {
  return items.length > 0 && items.every(({ kind }) => kind !== 'object');
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function byStart(one: SyntaxProblem, other: SyntaxProblem): number {
  return one.start - other.start;
}
