/**
 * Reads one JSON value as people write it, from a place in a text. Never throws: what is not JSON is reported, and
 * reading goes on with what was meant. On valid JSON the value is that of `JSON.parse`, and nothing is reported.
 */
import { brief, isEqualsSign, isProse, readBareKey, readBareValue } from './bare-text';
import { BracketPairs, type ClosingBracket, type OpenBracket } from './bracket-pairs';
import type { ArrayNode, JsonNode, Member, ObjectNode, StringNode } from './json-node';
import { stringOf } from './scalar-token';
import { TokenStream } from './token-stream';
import type { SyntaxProblem, Token } from './tokens';

export interface Reading {
  readonly node: JsonNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** Offset behind what was read. */
  readonly end: number;
}

export function readJson(text: string, from = 0): Reading {
  const tokens = new TokenStream(text, from);
  const node = new JsonReader(tokens).readValue();
  return { node, problems: tokens.problems, end: tokens.position };
}

/** Deeper than any policy goes: AWS allows 6,144 characters at most, and four levels do. */
const DEEPEST = 200;

class JsonReader {
  private readonly pairs: BracketPairs;
  /** Outermost first. */
  private readonly open: OpenBracket[] = [];
  /** Whether a bracket is missing behind a comma that was read: the one around it must not ask for that comma again. */
  private commaRead = false;

  constructor(private readonly tokens: TokenStream) {
    this.pairs = new BracketPairs(tokens.text);
  }

  readValue(): JsonNode | undefined {
    const token = this.tokens.look();
    switch (token.kind) {
      case '{':
        return this.nested('{', token, (opening) => this.readObject(opening.start));
      case '[':
        return this.nested('[', token, (opening) => this.readArray(opening.start));
      case 'string':
        return stringOf(this.tokens.take(token));
      case 'word':
        return readBareValue(this.tokens, token);
      default:
        return undefined;
    }
  }

  private nested<T>(kind: OpenBracket['kind'], token: Token, read: (opening: Token) => T): T | undefined {
    const opening = this.tokens.take(token);
    if (this.open.length >= DEEPEST) {
      const message = `brackets are nested more than ${DEEPEST} deep`;
      this.tokens.report('too-deep', opening, message, 'this is not a policy');
      this.tokens.stopAt(this.tokens.position);
      return undefined;
    }
    return this.inside({ kind, at: opening.start }, () => read(opening));
  }

  private inside<T>(bracket: OpenBracket, read: () => T): T {
    this.open.push(bracket);
    const value = read();
    this.open.pop();
    return value;
  }

  /** `start` is the place of the bracket, or of the first key where the bracket is missing. */
  private readObject(start: number): ObjectNode {
    const members: Member[] = [];
    for (;;) {
      const token = this.tokens.look();
      if (token.kind === '}') return this.closed({ kind: 'object', start, end: token.end, members }, token);
      if (token.kind === 'end' || (token.kind === ']' && this.isOpen('['))) break;
      if (members.length > 0 && this.endsBefore('}', token)) break;
      if (this.skippedComma(token)) continue;
      const key = this.readKey(token);
      if (!key) {
        if (this.tokens.isStopped) break;
        continue;
      }
      const value = this.readMemberValue(key);
      if (value) members.push({ key, value });
      this.readComma('}', members.length > 0);
    }
    return this.unclosed({ kind: 'object', start, end: this.tokens.position, members }, '}');
  }

  /** Undefined where the token is no key; it has been skipped then. */
  private readKey(token: Token): StringNode | undefined {
    if (token.kind === 'string') return stringOf(this.tokens.take(token));
    if (token.kind === 'word') return readBareKey(this.tokens, token);
    this.skipUnexpected(token);
    return undefined;
  }

  /** The value behind a key, or undefined where there is none. */
  private readMemberValue(key: StringNode): JsonNode | undefined {
    const separator = this.tokens.look();
    if (separator.kind === ':') this.tokens.take(separator);
    else if (isEqualsSign(separator)) {
      this.tokens.report('missing-colon', separator, `${separator.value} between key and value`, 'use :');
      this.tokens.take(separator);
    } else if (startsItem(separator)) {
      const behindKey = { start: key.end, end: key.end };
      this.tokens.report('missing-colon', behindKey, 'the colon is missing after the key', 'use :');
    }
    const value = this.readValue();
    if (!value && !this.tokens.isStopped) {
      const remedy = 'give it one, or leave the key out';
      this.tokens.report('missing-value', key, `${brief(key.value)} has no value`, remedy);
    }
    return value;
  }

  private readArray(start: number): ArrayNode {
    const items: JsonNode[] = [];
    for (;;) {
      const token = this.tokens.look();
      if (token.kind === ']') return this.closed({ kind: 'array', start, end: token.end, items }, token);
      if (token.kind === 'end' || (token.kind === '}' && this.isOpen('{'))) break;
      if (this.skippedComma(token)) continue;
      if (this.isKey(token)) {
        if (holdsNoObject(items) && this.endsBefore(']', token)) break;
        items.push(this.readUnopenedObject(token));
      } else if (token.kind === 'word' && items.length > 0 && isProse(this.tokens, token)) {
        this.tokens.stopAt(token.start);
        break;
      } else {
        const value = this.readValue();
        if (value) items.push(value);
        else if (this.tokens.isStopped) break;
        else this.skipUnexpected(this.tokens.look());
      }
      this.readComma(']', holdsNoObject(items));
    }
    return this.unclosed({ kind: 'array', start, end: this.tokens.position, items }, ']');
  }

  /** An object in a list, of which the opening bracket is missing. */
  private readUnopenedObject(key: Token): ObjectNode {
    this.tokens.report('missing-brace', key, '{ is missing before this key', 'open the object with {');
    return this.inside({ kind: '{', at: key.start }, () => this.readObject(key.start));
  }

  /** Reads the comma between two items. `mayEndHere`: whether the closing bracket may be missing behind the first. */
  private readComma(closer: ClosingBracket, mayEndHere: boolean): void {
    const behindItem = { start: this.tokens.position, end: this.tokens.position };
    const token = this.tokens.look();
    const wasRead = this.commaRead;
    this.commaRead = false;
    if (token.kind === ',') {
      this.tokens.take(token);
      const next = this.tokens.look();
      if (next.kind === '}' || next.kind === ']')
        this.tokens.report('trailing-comma', token, `a comma before ${next.kind}`, 'leave it out');
      this.commaRead = mayEndHere && this.endsBefore(closer, next);
    } else if (!wasRead && startsItem(token) && !(mayEndHere && this.endsBefore(closer, token)))
      this.tokens.report('missing-comma', behindItem, 'the comma is missing here', 'put , between the two');
  }

  private skippedComma(token: Token): boolean {
    if (token.kind !== ',') return false;
    this.tokens.report('extra-comma', token, 'a comma with nothing before it', 'leave it out');
    this.tokens.take(token);
    return true;
  }

  private skipUnexpected(token: Token): void {
    this.tokens.report('unexpected-text', token, `${token.value} does not belong here`, 'leave it out');
    this.tokens.take(token);
  }

  /** Whether no bracket like this one can go on with such a token, but the one around it can. */
  private endsBefore(closer: ClosingBracket, next: Token): boolean {
    const around = this.open.at(-2)?.kind;
    if (closer === '}') return (next.kind === '{' || next.kind === '[') && around === '[';
    return this.isKey(next) && around === '{';
  }

  private isKey(token: Token): boolean {
    return token.kind === 'string' && this.tokens.look(token.end).kind === ':';
  }

  private isOpen(kind: OpenBracket['kind']): boolean {
    return this.open.some((bracket) => bracket.kind === kind);
  }

  private closed<T extends ObjectNode | ArrayNode>(node: T, closing: Token): T {
    this.tokens.take(closing);
    this.pairs.add(node.start, closing.start);
    return node;
  }

  private unclosed<T extends ObjectNode | ArrayNode>(node: T, closer: ClosingBracket): T {
    const atEnd = this.tokens.look().kind === 'end';
    const openCount = this.open.length;
    // At the end of the text the outermost bracket speaks for all that are still open.
    if (atEnd && openCount > 1) return node;
    const { start, message } = this.pairs.explain({
      closer,
      opening: node.start,
      readTo: this.tokens.position,
      openCount,
      atEnd,
    });
    this.tokens.report('missing-brace', { start, end: start }, message, `add ${closer}`);
    return node;
  }
}

function startsItem({ kind }: Token): boolean {
  return kind === 'string' || kind === '{' || kind === '[';
}

/** A list of strings: what a key behind it belongs to is the object around it. */
function holdsNoObject(items: readonly JsonNode[]): boolean {
  return items.length > 0 && items.every(({ kind }) => kind !== 'object');
}
