/** A text and its lines: turns the offsets that readers count in into the places that people look for. */

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
  readonly text: string;
  placeOf(offset: number): Place;
  /** The line without its end; empty where there is none. `line` is counted from 1. */
  lineText(line: number): string;
}

export function sourceText(text: string): SourceText {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    text,
    placeOf(offset) {
      const line = lastAtOrBefore(starts, offset);
      return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
    },
    lineText(line) {
      const start = starts[line - 1];
      return start === undefined ? '' : text.slice(start, starts[line] ?? text.length).replace(/\r?\n$/, '');
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
