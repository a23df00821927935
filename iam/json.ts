/**
 * JSON with what `JSON.parse` does not tell: line and column of an error, and names that stand twice in one object,
 * which AWS refuses and `JSON.parse` swallows.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
 */

export interface JsonFault {
  readonly message: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
}

export type ReadJson =
  | { readonly ok: true; readonly value: unknown; readonly duplicates: readonly JsonFault[] }
  | { readonly ok: false; readonly fault: JsonFault };

/** Deeper than any policy; keeps a hostile text from exhausting the stack. */
const MAX_DEPTH = 64;

const SPACE = /[ \t\r\n]*/y;
const STRING = /"[^"\\\p{Cc}]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\p{Cc}]*)*"/uy;
const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What was expected at a place of the text; thrown and caught within this file. */
interface Unexpected {
  readonly expected: string;
  readonly at: number;
}

export function readJson(text: string): ReadJson {
  const duplicates: JsonFault[] = [];
  const reader = readerOf(text, (name, at) =>
    duplicates.push(faultAt(text, at, `"${name}" stands here twice`)),
  );
  try {
    return { ok: true, value: reader(), duplicates };
  } catch (error) {
    const { expected, at } = error as Unexpected;
    const found = at < text.length ? `found ${JSON.stringify(text.slice(at, at + 12))}` : 'the text ends';
    return { ok: false, fault: faultAt(text, at, `no valid JSON: expected ${expected}, but ${found}`) };
  }
}

function faultAt(text: string, at: number, message: string): JsonFault {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { message, line: before.split('\n').length, column: at - lineStart + 1 };
}

function readerOf(text: string, onDuplicate: (name: string, at: number) => void): () => unknown {
  let at = 0;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const fail = (expected: string): never => {
    const unexpected: Unexpected = { expected, at };
    throw unexpected;
  };
  const skipSpace = (): void => {
    take(SPACE);
  };
  /** A sign with space around it. */
  const takeSign = (sign: string): boolean => {
    skipSpace();
    if (text[at] !== sign) return false;
    at++;
    skipSpace();
    return true;
  };
  const readString = (): string => JSON.parse(take(STRING) ?? fail('a string in double quotes')) as string;

  const readValue = (depth: number): unknown => {
    if (depth > MAX_DEPTH) return fail(`at most ${MAX_DEPTH} levels`);
    if (takeSign('{')) return readObject(depth);
    if (takeSign('[')) return takeSign(']') ? [] : readList(']', () => readValue(depth + 1));
    if (text[at] === '"') return readString();
    return JSON.parse(take(NUMBER_OR_WORD) ?? fail('a value')) as unknown;
  };
  const readObject = (depth: number): unknown => {
    if (takeSign('}')) return {};
    const names = new Set<string>();
    const entries = readList('}', () => {
      const begin = at;
      const name = readString();
      if (names.has(name)) onDuplicate(name, begin);
      names.add(name);
      if (!takeSign(':')) fail('a colon');
      return [name, readValue(depth + 1)] as const;
    });
    return Object.fromEntries(entries);
  };
  const readList = <T>(close: string, readItem: () => T): readonly T[] => {
    const items = [readItem()];
    while (takeSign(',')) items.push(readItem());
    return takeSign(close) ? items : fail(`a comma or ${close}`);
  };

  return () => {
    skipSpace();
    const value = readValue(1);
    skipSpace();
    return at === text.length ? value : fail('nothing more');
  };
}
