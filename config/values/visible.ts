/**
 * What came from AWS, from a file or from a command line may hold characters that move the cursor, change colours, turn
 * the direction of writing or begin a new line, and so show something that is not there. Every renderer passes what it
 * shows through here.
 */

/** Controls of C0 and C1, format and bidirectional characters, separators of lines, and what is no character at all. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;
/** They join letters and emoji, and do nothing else. */
const JOINERS: ReadonlySet<string> = new Set(['\u200c', '\u200d']);

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text on one line, with an escape as JSON has it in the place of each character that is not seen: `\u202e`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (mark) => (JOINERS.has(mark) ? mark : (NAMED[mark] ?? escaped(mark))));
}

/** The same for text of ours that may have several lines: line feeds stay. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** The same with one character for each code unit, for text that is shown above a caret. */
export function visibleInPlace(text: string): string {
  return text.replace(UNSEEN, (mark) => {
    if (JOINERS.has(mark)) return mark;
    return mark === '\t' ? ' ' : '\ufffd'.repeat(mark.length);
  });
}

/** JSON that reads the same, and shows nothing that is not there when it is printed. */
export function visibleJson(json: string): string {
  return json.replace(UNSEEN, (mark) => (JOINERS.has(mark) || mark === '\n' ? mark : escaped(mark)));
}

/** Code unit by code unit, as JSON and JavaScript do. */
function escaped(mark: string): string {
  return Array.from(
    { length: mark.length },
    (_, at) => `\\u${mark.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
