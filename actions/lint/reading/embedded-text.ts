/**
 * Texts within texts: a policy in a JSON string, as `get-bucket-policy` prints it, and one in percent encoding, as
 * IAM's API gives it.
 */
import { type DerivedText, TextDeriver } from './derived-text';

/** A string in quotes that begins with an object whose first quote is escaped. */
const IN_STRING = /"(?=(?:\s|\\[nrt])*\{(?:\s|\\[nrt])*\\+")/g;
/** Percent-encoded, once or more often, from the brace to the last character that such a text has. */
const IN_PERCENT =
  /%(?:25)*7B(?=(?:%(?:25)*(?:0[AD9]|20)|\+)*%(?:25)*22)(?:%[0-9A-F]{2}|[\w.~*'()!:/+$,;=@-])+/gi;

export interface EmbeddedText {
  /** Where it stands, quotes and all. */
  readonly start: number;
  readonly end: number;
  readonly text: DerivedText;
}

export function embeddedTexts(text: string): readonly EmbeddedText[] {
  return [...inStrings(text), ...inPercent(text)].sort((one, other) => one.start - other.start);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function inStrings(text: string): readonly EmbeddedText[] {
  const found: EmbeddedText[] = [];
  for (const { index: start } of text.matchAll(IN_STRING)) {
    if ((found.at(-1)?.end ?? 0) > start) continue;
    const deriver = new TextDeriver();
    const pieces = /\\u([0-9a-fA-F]{4})|\\([\s\S])|[^"\\]+/y;
    pieces.lastIndex = start + 1;
    let end = start + 1;
    for (let piece = pieces.exec(text); piece; piece = pieces.exec(text)) {
      const [all, hex, char] = piece;
      end = piece.index + all.length;
      const meant =
        hex === undefined ? char && (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16));
      deriver.add(meant ?? all, piece.index, end);
    }
    found.push({ start, end: end + 1, text: deriver.derived() });
  }
  return found;
}

function inPercent(text: string): readonly EmbeddedText[] {
  return [...text.matchAll(IN_PERCENT)].map(({ index: start, 0: all }) => {
    const deriver = new TextDeriver();
    for (const { index, 0: piece } of all.matchAll(/(?:%[0-9A-F]{2})+|\+|[^%+]+/gi)) {
      const at = start + index;
      if (piece === '+') deriver.add(' ', at, at + 1);
      else if (piece.startsWith('%')) addDecoded(deriver, piece, at);
      else deriver.add(piece, at, at + piece.length);
    }
    return { start, end: start + all.length, text: deriver.derived() };
  });
}

/** Character by character, so that each keeps its place; bytes that are no UTF-8 stay as they are. */
function addDecoded(deriver: TextDeriver, encoded: string, at: number): void {
  let offset = 0;
  try {
    for (const char of decodeURIComponent(encoded)) {
      const length = encodeURIComponent(char).startsWith('%') ? Buffer.byteLength(char) * 3 : 3;
      deriver.add(char, at + offset, at + offset + length);
      offset += length;
    }
  } catch {
    deriver.add(encoded, at, at + encoded.length);
  }
}
