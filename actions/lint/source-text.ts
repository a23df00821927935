/** A text and its lines: turns the offsets that readers count in into the places that people look for. */
import { asItStands, type DerivedText } from './reading/derived-text';

export interface Span {
  /** Offset of the first UTF-16 unit. */
  readonly start: number;
  /** Offset behind the last one. */
  readonly end: number;
}

/** Both counted from 1, columns in UTF-16 units, as editors and SARIF do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface SourceText {
  /** The text in which offsets count. */
  readonly text: string;
  placeOf(offset: number): Place;
  /** The place behind the last character of a span that ends at `offset`. */
  endPlaceOf(offset: number): Place;
  /** The line without its end; empty where there is none. `line` is counted from 1. */
  lineText(line: number): string;
}

/** `text`: what offsets count in, where it was derived from the text that has the lines. */
export function sourceText(source: string, text: DerivedText = asItStands(source)): SourceText {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  const placeAt = (offset: number): Place => {
    const line = lastAtOrBefore(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  return {
    text: text.text,
    placeOf: (offset) => placeAt(text.at(offset)),
    endPlaceOf: (offset) => placeAt(text.endAt(offset)),
    lineText(line) {
      const start = starts[line - 1];
      return start === undefined
        ? ''
        : source.slice(start, starts[line] ?? source.length).replace(/\r?\n$/, '');
    },
  };
}

function lastAtOrBefore(sorted: readonly number[], offset: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
