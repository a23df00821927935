/**
 * The text in a file's bytes. Editors and exports write UTF-8, UTF-16 with or without a byte order mark, or
 * Windows-1252; which of them it is shows in the bytes.
 */
import { fileFormOf } from './file-form';

/** The text without a byte order mark, or why there is none: what the file is, and what would be right. */
export type DecodedText = { readonly text: string } | { readonly problem: string };

export function decodedText(bytes: Uint8Array): DecodedText {
  const form = fileFormOf(bytes);
  if (form) return { problem: `it is ${form.is}, no text: ${form.remedy}` };
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff]))
    return { problem: 'it is UTF-32: save it as UTF-8' };
  if (startsWith(bytes, [0xff, 0xfe])) return textOf(bytes, 'utf-16le');
  if (startsWith(bytes, [0xfe, 0xff])) return textOf(bytes, 'utf-16be');
  if (bytes.includes(0)) return sixteenBits(bytes);
  const text = decode(bytes, 'utf-8') ?? decode(bytes, 'windows-1252') ?? '';
  return isText(text) ? { text } : NO_TEXT;
}

const NO_TEXT = { problem: 'it is not text: the file is binary' };

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}

/** Undefined where the bytes are not of that encoding. */
function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function textOf(bytes: Uint8Array, encoding: string): DecodedText {
  const text = decode(bytes, encoding);
  return text === undefined || !isText(text) ? NO_TEXT : { text };
}

/** UTF-16 without a mark: of what people write in policies and tables, every other byte is zero. */
function sixteenBits(bytes: Uint8Array): DecodedText {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const most = Math.max(even, odd);
  if (bytes.length % 2 === 1 || most < bytes.length / 4 || Math.min(even, odd) > most / 10) return NO_TEXT;
  return textOf(bytes, odd > even ? 'utf-16le' : 'utf-16be');
}

/** Control characters are rare in text. A few may stand in what was copied from a terminal. */
function isText(text: string): boolean {
  const controls = text.match(/(?!\s)\p{Cc}/gu)?.length ?? 0;
  return controls * 50 <= text.length;
}
