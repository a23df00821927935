/** Text for a terminal, folded at blanks. */
import stringWidth from 'string-width';
import { visible } from '../config/values/visible';

/** Columns of the widest line. */
export const WIDTH = 100;

/** Most texts: each character takes one column, and nothing need be looked up. */
const PLAIN = /^[ -~]*$/;

/** Columns that a text takes in a terminal: two for each wide letter and emoji, none for what joins them. */
export function columns(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

/**
 * Lines of at most `width` columns. A word is broken only where it is longer than a line: then behind one of `/:,.-`
 * where there is one, and between letters where there is none. What is not seen in the text is made visible.
 */
export function fold(text: string, width: number): readonly string[] {
  if (text.length <= width && PLAIN.test(text)) return [text.trimEnd()];
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of visible(text).split(' ')) {
    const [first = '', ...rest] = pieces(word, width);
    if (line === undefined) line = first;
    else if (rest.length === 0 && columns(line) + 1 + columns(first) <= width) line += ` ${first}`;
    else if (word === '') continue;
    else {
      lines.push(line);
      line = first;
    }
    for (const piece of rest) {
      lines.push(line);
      line = piece;
    }
  }
  return [...lines, line ?? ''].map((each) => each.trimEnd());
}

/**
 * A paragraph, each of its lines behind `indent`, and all but the first behind `hanging` too: so folded text never
 * begins a line of the report, however long somebody made it.
 */
export function paragraph(text: string, { indent = '', hanging = '  ', width = WIDTH } = {}): string {
  return fold(text, width - columns(indent) - columns(hanging))
    .map((line, index) => `${indent}${index === 0 ? '' : hanging}${line}`)
    .join('\n');
}

/** Columns of the longest word: narrower than this it is broken. */
export function longestWord(text: string): number {
  return Math.max(...text.split(' ').map(columns));
}

/** Columns of the longest part up to a mark behind which a word may be broken: narrower than this it is broken anywhere. */
export function longestPart(text: string): number {
  return Math.max(...text.split(/ |(?<=[/:,.-])/).map(columns));
}

const BREAKS_BEHIND: ReadonlySet<string> = new Set(['/', ':', ',', '.', '-']);

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Parts of a word that fit into a line each. */
function pieces(word: string, width: number): readonly string[] {
  if (columns(word) <= width) return [word];
  const all: string[] = [];
  let line = '';
  /** How much of the line is up to the last mark, the mark included. */
  let upToMark = 0;
  for (const { segment } of letters.segment(word)) {
    if (line !== '' && columns(line) + columns(segment) > width) {
      const at = upToMark > 0 ? upToMark : line.length;
      all.push(line.slice(0, at));
      line = line.slice(at);
      upToMark = 0;
    }
    line += segment;
    if (BREAKS_BEHIND.has(segment)) upToMark = line.length;
  }
  return [...all, line];
}
