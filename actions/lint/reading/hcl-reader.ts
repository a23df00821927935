/**
 * Reads expressions and blocks of Terraform's language as the nodes that rules see, as far as policies are written in
 * it: objects, lists, strings with templates, heredocs. What is computed becomes a reference. The libraries that read
 * all of HCL forget where things stand.
 * https://developer.hashicorp.com/terraform/language/syntax/configuration
 */
import type { JsonNode, Member } from '../json-node';
import { heredocAt, quotedAt } from './hcl-strings';
import { objectAt, stringAt } from './mapped-node';
import { holdsReference, isReference, reference, terraformReference } from './reference';

/** The text is not what it looked like. */
class NoHcl extends Error {}

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
/** Functions of which the value is that of their arguments, as far as a policy is concerned. */
const LISTS = /^(?:concat|flatten|tolist|toset|distinct|compact|sort|setunion)$/;
const PASSED_ON = /^(?:jsonencode|merge|tostring|trimspace|try|coalesce|nonsensitive)$/;

class HclReader {
  private depth = 0;

  constructor(
    private readonly text: string,
    public at: number,
  ) {}

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
        attributes.push({ key, value: this.expression() });
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
    // An operator: what it comes to is not known, but that it is there.
    this.rest();
    return stringAt({ start, end: this.at }, reference(this.text.slice(start, this.at).trim()));
  }

  private operand(): JsonNode {
    const { at: start, char } = this;
    if (char === '{') return this.object();
    if (char === '[') return this.list();
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
    const inside = this.items('(', ')');
    const span = { start, end: this.at };
    const [first] = inside;
    if (LISTS.test(name))
      return {
        kind: 'array',
        ...span,
        items: inside.flatMap((one) => (one.kind === 'array' ? one.items : [one])),
      };
    if (PASSED_ON.test(name) && first) return first;
    if (name === 'format' && first?.kind === 'string')
      return stringAt(span, formatted(first.value, inside.slice(1)));
    return stringAt(span, reference(`${name}(…)`));
  }

  private object(): JsonNode {
    const start = this.at;
    this.at += 1;
    this.skip();
    if (/^for\b/.test(this.text.slice(this.at, this.at + 4))) return this.computed(start);
    const members: Member[] = [];
    for (; this.char !== '}'; this.skip()) {
      const key = this.key();
      this.skip(false);
      if (!/[=:]/.test(this.char)) throw new NoHcl();
      this.at += 1;
      members.push({ key, value: this.expression() });
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
    if (/^\[\s*for\b/.test(this.text.slice(start, start + 40))) return this.computed(start);
    const items = this.items('[', ']');
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

  /** A `for`: its values are not known. */
  private computed(start: number): JsonNode {
    this.at = start;
    this.skipBrackets();
    return stringAt({ start, end: this.at }, reference(this.text.slice(start, this.at)));
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

  private word(): Member['key'] {
    const start = this.at;
    const found = /^[A-Za-z_][\w-]*/.exec(this.text.slice(start, start + 200))?.[0];
    if (found === undefined) throw new NoHcl();
    this.at += found.length;
    return stringAt({ start, end: this.at }, found);
  }

  /** To the end of an expression with operators. */
  private rest(): void {
    while (this.char !== '' && !/[,\n\])}]/.test(this.char)) {
      if (/[[({]/.test(this.char)) this.skipBrackets();
      else if (this.char === '"') this.at = quotedAt(this.text, this.at)?.end ?? this.text.length;
      else this.at += 1;
    }
  }

  private skipBrackets(): void {
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

  private nested<T>(how: () => T): T {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new NoHcl();
    const value = how();
    this.depth -= 1;
    return value;
  }

  private get char(): string {
    return this.text.charAt(this.at);
  }

  private expect(char: string): void {
    if (this.char !== char) throw new NoHcl();
    this.at += 1;
  }

  private isComment(): boolean {
    return /^(?:#|\/\/|\/\*)/.test(this.text.slice(this.at, this.at + 2));
  }

  /** Blanks and comments; lines too, where they end nothing. */
  private skip(lines = true): void {
    const blank = lines ? /^(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/ : /^[ \t]+/;
    const found = blank.exec(this.text.slice(this.at, this.at + 4000))?.[0];
    this.at += found?.length ?? 0;
    if (lines && this.char === '') throw new NoHcl();
  }
}

function contentOf(block: JsonNode): JsonNode | undefined {
  const content = block.kind === 'object' && block.members.find(({ key }) => key.value === 'content')?.value;
  return content && content.kind === 'array' ? content.items[0] : undefined;
}

function formatted(template: string, values: readonly JsonNode[]): string {
  let index = 0;
  return template.replace(/%[sdvq]/g, () => {
    const value = values[index];
    index += 1;
    if (value?.kind !== 'string') return reference('…');
    return isReference(value.value) || holdsReference(value.value) || value.value !== '' ? value.value : '';
  });
}
