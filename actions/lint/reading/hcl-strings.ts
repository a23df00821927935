/** Strings of Terraform's language: quoted ones with templates in them, and heredocs. */
import { withReferences } from './reference';

export interface HclString {
  readonly value: string;
  /** Offset behind it. */
  readonly end: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** What a `for` calls its values. */
const NAMES = /^\w+$/;

/** The string whose quote is at `start`; undefined where it is not closed. Quotes within `${…}` are the template's. */
export function quotedAt(text: string, start: number): HclString | undefined {
  let value = '';
  for (let at = start + 1; at < text.length; ) {
    const char = text.charAt(at);
    if (char === '"') return { value: withReferences(value, [NAMES]), end: at + 1 };
    if (char === '\n') return undefined;
    if (char === '\\') {
      value += ESCAPES[text.charAt(at + 1)] ?? text.charAt(at + 1);
      at += 2;
    } else if (text.startsWith('$${', at) || text.startsWith('%%{', at)) {
      value += text.slice(at, at + 3);
      at += 3;
    } else if (text.startsWith('${', at) || text.startsWith('%{', at)) {
      const end = templateEnd(text, at + 2);
      if (end === undefined) return undefined;
      value += `\${${text.slice(at + 2, end - 1).replace(/[{}]/g, '')}}`;
      at = end;
    } else {
      value += char;
      at += 1;
    }
  }
  return undefined;
}

/** Behind the `}` that closes a template. */
function templateEnd(text: string, from: number): number | undefined {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') {
      const inner = quotedAt(text, at);
      if (!inner) return undefined;
      at = inner.end - 1;
    } else if (char === '{') open += 1;
    else if (char === '}') {
      open -= 1;
      if (open === 0) return at + 1;
    }
  }
  return undefined;
}

/** `<<EOF` or `<<-EOF` and what follows up to the line that says it again. */
export function heredocAt(text: string, start: number): HclString | undefined {
  const found = /^<<-?([A-Za-z_]\w*)[ \t]*\r?\n([\s\S]*?)\n?[ \t]*\1\b/.exec(text.slice(start));
  return found ? { value: withReferences(found[2] ?? '', [NAMES]), end: start + found[0].length } : undefined;
}
