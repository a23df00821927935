/**
 * Reads expressions and blocks of Terraform's language as the nodes that rules see, as far as policies are written in
 * it: objects, lists, strings with templates, heredocs. What is computed becomes a reference. The libraries that read
 * all of HCL forget where things stand.
 * https://developer.hashicorp.com/terraform/language/syntax/configuration
 */
import type { JsonNode, Member } from '../json-node';
import { HclCursor, NoHcl } from './hcl-cursor';
import { attributeValue, called, eitherOf } from './hcl-functions';
import { heredocAt, quotedAt } from './hcl-strings';
import { objectAt, stringAt } from './mapped-node';
import { reference, terraformReference } from './reference';

export interface HclReading {
  readonly node: JsonNode;
  /** Offset behind it. */
  readonly end: number;
}

/** An object that begins at `from`, with its `{`. Undefined where it is no object of Terraform's. */
export function readHclObject(text: string, from: number): HclReading | undefined {
  return read(text, from, (reader) => reader.expression());
}

/** What is between the braces of a block that begins at `from`: its attributes, and its blocks as lists of objects. */
export function readHclBlock(text: string, from: number): HclReading | undefined {
  return read(text, from, (reader) => reader.body());
}

function read(text: string, from: number, how: (reader: HclReader) => JsonNode): HclReading | undefined {
  try {
    const reader = new HclReader(text, from);
    const node = how(reader);
    return { node, end: reader.at };
  } catch (error) {
    if (error instanceof NoHcl) return undefined;
    throw error;
  }
}

const DEEPEST = 100;

class HclReader extends HclCursor {
  private depth = 0;

  body(): JsonNode {
    const start = this.at;
    this.expect('{');
    const attributes: Member[] = [];
    const blocks = new Map<string, { readonly key: Member['key']; readonly items: JsonNode[] }>();
    for (this.skip(); this.char !== '}'; this.skip()) {
      const key = this.word();
      this.skip(false);
      if (this.char === '=') {
        this.at += 1;
        attributes.push({ key, value: attributeValue(key.value, this.expression()) });
        continue;
      }
      // `dynamic "statement"` makes statements of its content.
      const label = this.labels().at(-1);
      const name = key.value === 'dynamic' && label !== undefined ? label : key.value;
      const block = this.nested(() => this.body());
      const value = (key.value === 'dynamic' && contentOf(block)) || block;
      const known = blocks.get(name) ?? { key: { ...key, value: name }, items: [] };
      known.items.push(value);
      blocks.set(name, known);
    }
    this.at += 1;
    const span = { start, end: this.at };
    const lists = [...blocks.values()].map(
      ({ key, items }): Member => ({ key, value: { kind: 'array', start: key.start, end: key.end, items } }),
    );
    return objectAt(span, [...attributes, ...lists]);
  }

  expression(): JsonNode {
    this.skip();
    const start = this.at;
    const value = this.nested(() => this.operand());
    this.skip(false);
    if (!/[?+\-*/%<>=!&|]/.test(this.char) || this.text.startsWith('=>', this.at) || this.isComment())
      return value;
    if (this.char === '=') return value;
    this.rest();
    if (this.comes('?')) return this.choice(start);
    // Another operator: what it comes to is not known, but that it is there.
    return stringAt({ start, end: this.at }, reference(this.text.slice(start, this.at).trim()));
  }

  /** `condition ? one : other`, read up to the question mark. */
  private choice(start: number): JsonNode {
    const one = this.expression();
    if (!this.comes(':')) throw new NoHcl();
    const other = this.expression();
    return eitherOf([one, other], { start, end: this.at });
  }

  private operand(): JsonNode {
    const { at: start, char } = this;
    if (char === '{') return this.object();
    if (char === '[') return this.list();
    if (char === '(' || char === '!') {
      this.at += 1;
      const inside = char === '(' ? this.expression() : this.operand();
      if (char === '(' && !this.comes(')')) throw new NoHcl();
      return inside;
    }
    if (char === '"' || this.text.startsWith('<<', start)) {
      const read = char === '"' ? quotedAt(this.text, start) : heredocAt(this.text, start);
      if (!read) throw new NoHcl();
      this.at = read.end;
      return stringAt({ start, end: read.end }, read.value);
    }
    const number = /^-?\d+(?:\.\d+)?/.exec(this.text.slice(start, start + 40))?.[0];
    if (number !== undefined) {
      this.at += number.length;
      return { kind: 'scalar', start, end: this.at, value: Number(number) };
    }
    return this.named();
  }

  /** `true`, a call, or a reference. */
  private named(): JsonNode {
    const { value: name, start } = this.word();
    if (name === 'true' || name === 'false' || name === 'null')
      return { kind: 'scalar', start, end: this.at, value: name === 'null' ? null : name === 'true' };
    if (this.char === '(') return this.call(name, start);
    while (/[.[\w*-]/.test(this.char)) {
      if (this.char === '[') this.skipBrackets();
      else this.at += 1;
    }
    return stringAt({ start, end: this.at }, terraformReference(this.text.slice(start, this.at)));
  }

  private call(name: string, start: number): JsonNode {
    const given = this.items('(', ')');
    return called(name, given, { start, end: this.at });
  }

  private object(): JsonNode {
    const start = this.at;
    this.at += 1;
    this.skip();
    if (/^for\b/.test(this.text.slice(this.at, this.at + 4))) return this.each(start, '}');
    const members: Member[] = [];
    for (; this.char !== '}'; this.skip()) {
      const key = this.key();
      this.skip(false);
      if (!/[=:]/.test(this.char)) throw new NoHcl();
      this.at += 1;
      members.push({ key, value: attributeValue(key.value, this.expression()) });
      this.skip();
      if (this.char === ',') this.at += 1;
    }
    this.at += 1;
    return objectAt({ start, end: this.at }, members);
  }

  private key(): Member['key'] {
    const { at: start, char } = this;
    if (char === '"') {
      const read = quotedAt(this.text, start);
      if (!read) throw new NoHcl();
      this.at = read.end;
      return stringAt({ start, end: read.end }, read.value);
    }
    if (char !== '(') return this.word();
    this.skipBrackets();
    const inside = this.text.slice(start + 1, this.at - 1);
    return stringAt({ start, end: this.at }, reference(inside));
  }

  private list(): JsonNode {
    const start = this.at;
    if (/^\[\s*for\b/.test(this.text.slice(start, start + 40))) return this.each(start, ']');
    const items = this.items('[', ']').flatMap((item) =>
      // What a function or a condition gives stands beside the other items.
      item.kind === 'array' && this.text.charAt(item.start) !== '[' ? item.items : [item],
    );
    return { kind: 'array', start, end: this.at, items };
  }

  private items(open: string, close: string): readonly JsonNode[] {
    this.expect(open);
    const items: JsonNode[] = [];
    for (this.skip(); this.char !== close; this.skip()) {
      items.push(this.expression());
      this.skip();
      if (this.char === ',') this.at += 1;
      else if (this.text.startsWith('...', this.at)) this.at += 3;
      else if (this.char !== close) throw new NoHcl();
    }
    this.at += 1;
    return items;
  }

  /** A `for`: what it makes of each, once. */
  private each(start: number, close: string): JsonNode {
    this.at = start + 1;
    this.passTo(':');
    this.at += 1;
    let value = this.expression();
    if (this.comes('=>')) value = this.expression();
    this.passTo(close);
    this.at += 1;
    const span = { start, end: this.at };
    return close === ']'
      ? { kind: 'array', ...span, items: [value] }
      : objectAt(span, [{ key: stringAt(value, reference('each')), value }]);
  }

  private labels(): readonly string[] {
    const found: string[] = [];
    for (this.skip(false); this.char === '"'; this.skip(false)) {
      const read = quotedAt(this.text, this.at);
      if (!read) throw new NoHcl();
      this.at = read.end;
      found.push(read.value);
    }
    return found;
  }

  private nested<T>(how: () => T): T {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new NoHcl();
    const value = how();
    this.depth -= 1;
    return value;
  }
}

function contentOf(block: JsonNode): JsonNode | undefined {
  const content = block.kind === 'object' && block.members.find(({ key }) => key.value === 'content')?.value;
  return content && content.kind === 'array' ? content.items[0] : undefined;
}
