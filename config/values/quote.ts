/** How values stand in messages. */

const LONGEST = 60;

/** A text in double quotes, cut where it would drown the message. */
export function quote(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return JSON.stringify(short);
}

/** A value of any kind, in words: `a list`, `the number 7`. */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (typeof value === 'string') return `the text ${quote(value)}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  if (typeof value === 'boolean') return `the word ${value}`;
  if (Array.isArray(value)) return 'a list';
  return Object.getPrototypeOf(value) === Object.prototype ? 'a map of fields' : 'a value of a special kind';
}

/** `a`, `a or b`, `a, b or c`. */
export function anyOf(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ');
}
